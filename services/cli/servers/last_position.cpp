#include "cli/servers/last_position.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "yaml/read_folder.h"

namespace liandu::cli {
namespace {

constexpr size_t kMaxPositionBytes = 64;

/// Empty for names that are no ids and so might lead out of the folder.
std::string FileOf(const std::string& home, const std::string& jurisdiction) {
  const bool is_id = !jurisdiction.empty() &&
                     jurisdiction.find_first_not_of(
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == std::string::npos;
  return home.empty() || !is_id ? "" : home + "/position." + jurisdiction;
}

}  // namespace

void RememberPosition(const std::string& home, const std::string& jurisdiction, const std::string& entry) {
  const std::string file = FileOf(home, jurisdiction);
  if (file.empty() || entry.empty()) return;
  const std::string fresh = file + ".new";
  std::ofstream stream(fresh, std::ios::trunc);
  stream << entry;
  stream.close();
  std::error_code ignored;
  if (stream) std::filesystem::rename(fresh, file, ignored);
}

std::string RememberedPosition(const std::string& home, const std::string& jurisdiction) {
  const std::string file = FileOf(home, jurisdiction);
  if (file.empty()) return "";
  const auto text = yaml::ReadTextFile(file, kMaxPositionBytes);
  return text.ok() && text->find_first_not_of("0123456789-") == std::string::npos ? *text : "";
}

}  // namespace liandu::cli

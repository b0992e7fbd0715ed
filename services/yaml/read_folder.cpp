#include "yaml/read_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace liandu::yaml {
namespace {

namespace fs = std::filesystem;

bool IsYaml(const fs::path& path) { return path.extension() == ".yaml" || path.extension() == ".yml"; }

absl::StatusOr<std::vector<std::string>> ListYamlFiles(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  fs::recursive_directory_iterator entries(folder, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    std::error_code ignored;
    if (!entries->is_regular_file(ignored) || !IsYaml(entries->path())) continue;
    names.push_back(entries->path().string());
    if (names.size() > kMaxCatalogueFiles) {
      return absl::InvalidArgumentError(absl::StrCat(folder, " 里的 YAML 文件超过 ", kMaxCatalogueFiles, " 个"));
    }
  }
  if (error) return absl::NotFoundError(absl::StrCat("读不了 ", folder, "：", error.message()));
  if (names.empty()) return absl::NotFoundError(absl::StrCat(folder, " 里没有 *.yaml 文件"));
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

absl::StatusOr<std::string> ReadTextFile(const std::string& path, size_t max_bytes) {
  std::ifstream file(path, std::ios::binary);
  std::error_code error;
  if (!file || fs::is_directory(path, error)) return absl::NotFoundError(absl::StrCat("读不了文件 ", path));
  std::string text(max_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(file.gcount()));
  if (text.size() > max_bytes) {
    return absl::InvalidArgumentError(absl::StrCat(path, " 超过 ", max_bytes, " 字节，请拆成几个文件"));
  }
  return text;
}

absl::StatusOr<std::vector<CatalogueFile>> ReadCatalogueFolder(const std::string& path) {
  std::error_code error;
  std::vector<std::string> names;
  if (fs::is_directory(path, error)) {
    auto listed = ListYamlFiles(path);
    if (!listed.ok()) return listed.status();
    names = *std::move(listed);
  } else {
    names.push_back(path);
  }
  std::vector<CatalogueFile> files;
  size_t total_bytes = 0;
  for (std::string& name : names) {
    auto text = ReadTextFile(name, kMaxCatalogueFileBytes);
    if (!text.ok()) return text.status();
    total_bytes += text->size();
    if (total_bytes > kMaxCatalogueBytes) {
      return absl::InvalidArgumentError(absl::StrCat(path, " 合计超过 ", kMaxCatalogueBytes, " 字节"));
    }
    files.push_back({std::move(name), *std::move(text)});
  }
  return files;
}

}  // namespace liandu::yaml

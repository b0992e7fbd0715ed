#include "cli/commands/write_file.h"

#include <fstream>

#include "absl/strings/str_cat.h"
#include "cli/servers/failure.h"

namespace liandu::cli {

namespace fs = std::filesystem;

absl::Status WriteFile(const fs::path& path, const std::string& text) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  stream.close();
  return stream ? absl::OkStatus() : UsageError(absl::StrCat("写不了文件 ", path.string()));
}

}  // namespace liandu::cli

#include "cli/hand_over.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace liandu::cli {

absl::StatusOr<int> BecomeProgramBeside(const std::string& name, const std::vector<std::string>& arguments) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::string program = (self.parent_path() / name).string();
  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  if (!error) execv(program.c_str(), pointers.data());
  const std::string why = error ? error.message() : std::strerror(errno);
  return absl::FailedPreconditionError(
      absl::StrCat("启动不了 ", program, "（", why, "）：请把 ", name, " 和 liandu 装在同一个文件夹"));
}

}  // namespace liandu::cli

#include "platform/config/address_file.h"

#include <cstdio>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace liandu::platform {

absl::Status WriteAddressFile(const std::string& path,
                              const std::vector<std::pair<std::string, std::string>>& addresses) {
  if (path.empty()) return absl::OkStatus();
  const std::string draft = path + ".new";
  std::ofstream file(draft, std::ios::trunc);
  for (const auto& [name, address] : addresses) file << name << ' ' << address << '\n';
  file.close();
  if (!file || std::rename(draft.c_str(), path.c_str()) != 0) {
    return absl::UnavailableError(absl::StrCat("address_file ", path, " cannot be written; does its folder exist?"));
  }
  return absl::OkStatus();
}

}  // namespace liandu::platform

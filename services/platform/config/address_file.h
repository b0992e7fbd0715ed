#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace liandu::platform {

/// Writes "<name> <address>" lines into a file, by rename, so that a reader sees all of them or no file. Without effect
/// when the path is empty.
absl::Status WriteAddressFile(const std::string& path,
                              const std::vector<std::pair<std::string, std::string>>& addresses);

}  // namespace liandu::platform

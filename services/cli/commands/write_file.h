#pragma once

#include <filesystem>
#include <string>

#include "absl/status/status.h"

namespace liandu::cli {

/// Writes a file that the user named, with the folders above it, over what was there. A usage error, in Chinese, if it
/// cannot be written.
absl::Status WriteFile(const std::filesystem::path& path, const std::string& text);

}  // namespace liandu::cli

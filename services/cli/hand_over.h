#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace liandu::cli {

/// Hands over to a program that stands beside this one: how that program ended, or, in Chinese, why it cannot be
/// started. The real one becomes the program and comes back only when it cannot.
using HandOver = std::function<absl::StatusOr<int>(const std::string& name, const std::vector<std::string>& arguments)>;

/// Becomes the program `name` in this program's own folder. FAILED_PRECONDITION if there is none that can be started.
absl::StatusOr<int> BecomeProgramBeside(const std::string& name, const std::vector<std::string>& arguments);

}  // namespace liandu::cli

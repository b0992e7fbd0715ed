#pragma once

namespace liandu::cli {

/// What the program ends with; told in --help.
enum ExitCode : int {
  kOk = 0,
  /// The answer is no: refused, not found, not equal, or some rows were refused.
  kRefused = 1,
  /// The command line or the settings cannot be used.
  kUsage = 2,
  /// A service cannot be reached, or did not answer in time; nothing is known to have been done. Try again.
  kUnavailable = 3,
  /// Something that should not happen.
  kInternal = 4,
};

}  // namespace liandu::cli

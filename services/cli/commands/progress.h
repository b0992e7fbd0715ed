#pragma once

#include <cstdint>
#include <string>

#include "cli/commands/output.h"

namespace liandu::cli {

/// Shows how far something is: a bar that grows on a terminal, elsewhere a line whenever another tenth is done, and
/// nothing when a program reads.
class Progress {
 public:
  Progress(std::string what, Output& output) : what_(std::move(what)), output_(output) {}
  /// Ends the bar's line.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Show(int64_t done, int64_t total);

 private:
  const std::string what_;
  Output& output_;
  int64_t last_tenth_ = -1;
  int64_t last_percent_ = -1;
};

/// "████████░░" of so many columns.
std::string Bar(int64_t done, int64_t total, int64_t width);

}  // namespace liandu::cli

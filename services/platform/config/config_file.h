#pragma once

#include <string>
#include <vector>

#include "platform/config/config_table.h"

namespace liandu::platform {

/// One setting as a YAML file gives it.
struct FileSetting {
  /// Dotted.
  std::string name = {};
  /// A scalar is one value.
  std::vector<std::string> values = {};
  bool is_list = false;
  /// From 1.
  int line = 0;
};

/// Reads a config file of at most 1 MB: nested maps of scalars and sequences of scalars. What is not so, a key given
/// twice, and broken YAML are violations with file and line.
std::vector<FileSetting> ReadConfigFile(const std::string& path, ConfigViolations& violations);

}  // namespace liandu::platform

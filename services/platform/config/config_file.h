#pragma once

#include <string>
#include <vector>

#include "platform/config/config_table.h"

namespace liandu::platform {

struct FileSetting;

/// One map in a sequence of maps.
struct FileRecord {
  /// Scalars and sequences of scalars.
  std::vector<FileSetting> settings;
  /// From 1.
  int line = 0;
};

/// One setting as a YAML file gives it.
struct FileSetting {
  /// Dotted.
  std::string name = {};
  /// A scalar is one value.
  std::vector<std::string> values = {};
  bool is_list = false;
  /// Of a sequence of maps.
  std::vector<FileRecord> records = {};
  /// From 1.
  int line = 0;
};

/// Reads a config file of at most 1 MB: nested maps of scalars, sequences of scalars and sequences of
/// flat maps. What is not so, a key given
/// twice, and broken YAML are violations with file and line.
std::vector<FileSetting> ReadConfigFile(const std::string& path, ConfigViolations& violations);

}  // namespace liandu::platform

#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/config/config_table.h"

namespace liandu::notifier {

/// Reads a channel's map key by key, and writes down everything that is wrong with it. Secrets are read from the files
/// that keys ending in "_file" name, and are never said. Used by one thread.
class RecordReader {
 public:
  /// What it is given must outlive it.
  RecordReader(const platform::ConfigRecord& record, platform::ConfigViolations& violations,
               std::vector<std::string>& warnings);

  bool Has(const std::string& key) const { return record_.values.count(key) > 0; }
  /// Each reads the key if it is there, and leaves the value as it is otherwise.
  void Text(const std::string& key, std::string& value);
  void Integer(const std::string& key, int64_t min, int64_t max, int64_t& value);
  void Bool(const std::string& key, bool& value);
  void List(const std::string& key, std::vector<std::string>& value);
  /// An http or https URL without user and password.
  void Url(const std::string& key, std::string& value);
  /// The content of the file that the key names: one line.
  void SecretFile(const std::string& key, std::string& value);
  /// A file that must be readable.
  void File(const std::string& key, std::string& value);

  /// Complains unless one of the keys is there.
  void Require(const std::vector<std::string>& keys);
  void Complain(const std::string& key, std::string_view what);
  /// Complains of keys that nobody has asked for.
  void RefuseOthers();

 private:
  const platform::ConfigRecord::Value* Find(const std::string& key);
  /// Its one text; nullptr: it is absent, or no single value.
  const std::string* Single(const std::string& key);

  const platform::ConfigRecord& record_;
  platform::ConfigViolations& violations_;
  std::vector<std::string>& warnings_;
  std::set<std::string> known_;
};

/// Whether a text is an http or https URL with a host and nothing that could end a request line.
bool IsHttpUrl(std::string_view url);

}  // namespace liandu::notifier

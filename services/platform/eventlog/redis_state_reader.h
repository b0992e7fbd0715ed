#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/redis/connection.h"

namespace liandu::eventlog {

/// Reads a hash in key order and in pieces: one scan for the keys, then the values piece by piece; a small hash is held
/// whole from its scan. The hash must not change meanwhile (whoever reads it has claimed it).
class RedisStateReader {
 public:
  using Records = std::vector<std::pair<std::string, std::string>>;

  explicit RedisStateReader(platform::redis::Connection& connection) : connection_(connection) {}

  /// At most `max_records` after `after_key`; fewer: that was all. Scans anew unless it goes on where it last stopped.
  absl::StatusOr<Records> Read(const std::string& hash_key, const std::string& after_key, size_t max_records);
  void Clear();

 private:
  absl::Status Scan(const std::string& hash_key);
  absl::Status Fetch(const std::string& hash_key, Records& records);

  platform::redis::Connection& connection_;
  std::string hash_key_;
  std::string stopped_at_;
  std::vector<std::pair<std::string, std::string>> scanned_;
  /// Whether `scanned_` has the values too.
  bool held_ = false;
  size_t next_ = 0;
};

}  // namespace liandu::eventlog

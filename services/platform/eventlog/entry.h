#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace liandu::eventlog {

/// Id of a stream entry: its order in the log, and nothing else; its time is `Entry::at_ms`.
struct EntryId {
  uint64_t ms = 0;
  uint64_t sequence = 0;

  /// Reads "1719799200000-0"; INVALID_ARGUMENT for anything else.
  static absl::StatusOr<EntryId> Parse(std::string_view text);
  std::string ToString() const;
  auto operator<=>(const EntryId&) const = default;
};

/// One entry of a partition's log or alerts stream.
struct Entry {
  EntryId id;
  /// The moment at which it holds, in milliseconds since the epoch; set by the append, never going back within a
  /// jurisdiction.
  int64_t at_ms = 0;
  /// Empty for what concerns the whole partition (ticks).
  std::string jurisdiction;
  /// What it says; the log does not look inside.
  std::string payload;
  /// Alerts stream only: the entity that speaks and the number of its word; see Output.
  std::string entity = {};
  int64_t entity_sequence = 0;
  bool operator==(const Entry&) const = default;
};

/// How a jurisdiction's time runs (design: own clocks).
enum class ClockMode { kLive = 1, kImporting = 2, kSandbox = 3 };

/// A jurisdiction's clock as the log keeps it.
struct JurisdictionClock {
  ClockMode mode = ClockMode::kLive;
  /// For kLive: when the partition last moved.
  int64_t clock_ms = 0;
  /// Version of its catalogue; 0 before the first.
  int64_t catalogue_version = 0;
};

/// A state record's absolute new value; no value: the record is gone.
struct StateWrite {
  std::string key;
  std::optional<std::string> value;
  bool operator==(const StateWrite&) const = default;
};

/// Something a machine says: an entry for the output stream.
struct Output {
  std::string jurisdiction;
  /// The moment at which it holds; not before the previous output of that jurisdiction.
  int64_t at_ms = 0;
  /// The entity that speaks and the number of its word, from 1, gap-free; 0 for what is only passed on.
  std::string entity;
  int64_t entity_sequence = 0;
  std::string payload;
  bool operator==(const Output&) const = default;
};

/// What one input made a machine change and say, in order.
struct Effects {
  std::vector<StateWrite> writes;
  std::vector<Output> outputs;
};

}  // namespace liandu::eventlog

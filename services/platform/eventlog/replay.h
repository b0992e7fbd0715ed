#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/machine.h"

namespace liandu::eventlog {

/// What a partition's state and outputs come to at a position; equal for a replay and what was committed.
struct LogDigest {
  /// The last entry consumed.
  EntryId position;
  int64_t entries = 0;
  int64_t records = 0;
  int64_t alerts = 0;
  /// SHA-256, in hex, over the state records in key order, and over the alerts' ids and fields in their order.
  std::string state_hash;
  std::string alerts_hash;
  bool operator==(const LogDigest&) const = default;
};

struct ReplayOptions {
  /// The last entry to consume; nullopt: the evaluator's cursor.
  std::optional<EntryId> until;
  /// Alerts up to this one are left out of the alerts' figures, and so are those that have been trimmed away; give both
  /// digests what ReadPosition(kNotifier).trimmed says when the stream may be trimmed between them.
  EntryId alerts_after;
  /// Entries read at once.
  int read_entries = 1'000;
  /// Polled between reads; true: give up with CANCELLED. Empty: never.
  std::function<bool()> cancelled;
};

/// Runs the log from its beginning through a fresh machine, set-aside entries left out. Reads only; takes as long as
/// the log is long, so it wants a log instance and a thread of its own. UNAVAILABLE: the store went away; otherwise the
/// machine's own error.
absl::StatusOr<LogDigest> Replay(EventLog& log, Machine& machine, const ReplayOptions& options);

/// The same figures for what the evaluator has committed. ABORTED when it keeps committing while they are taken: hold
/// its loop (ProcessorPool::Query) or ask again.
absl::StatusOr<LogDigest> DigestCommitted(EventLog& log, const ReplayOptions& options);

}  // namespace liandu::eventlog

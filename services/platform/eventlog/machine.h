#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/eventlog/entry.h"

namespace liandu::eventlog {

/// What a processor drives: a deterministic state machine over one partition's entries. It sees no batches, no wall
/// clock and no IO, so state and outputs are a function of the entries. Used by one thread at a time.
class Machine {
 public:
  virtual ~Machine() = default;

  /// Takes back one record of an earlier commit. Called for every record, in ascending key order, before anything else.
  virtual absl::Status Restore(std::string_view key, std::string_view value) = 0;

  /// All records have been restored.
  virtual absl::Status FinishRestore() = 0;

  /// Fires at most `max_timers` of the timers that Step would fire before this entry, in the same order, and says
  /// whether that was all. The processor calls it before Step and may commit in between without moving the cursor, so
  /// that a midnight with a million deadlines is many commits and not one that no store would take: what has fired is
  /// in the state, and whoever steps the entry again goes on from there. Anything else that can touch very many records
  /// at once should be spread over timers for this reason. Entries that were set aside come here too: looking at the
  /// payload must not be what kills. The default leaves all of it to Step.
  virtual absl::StatusOr<bool> FireSome(const Entry& /*entry*/, int /*max_timers*/, Effects& /*effects*/) {
    return true;
  }

  /// Fires the timers due at or before the entry's time, in order of (due, entity id), then takes the entry itself.
  /// Appends to `effects`. UNIMPLEMENTED: the entry is of a newer kind than this binary knows; the processor lets go of
  /// the partition and nothing was changed. Any other error is the machine's defect and counts as a death at this
  /// entry.
  virtual absl::Status Step(const Entry& entry, Effects& effects) = 0;

  /// Comes in place of Step for an entry that was set aside, after its timers have fired: the machine may say so, but
  /// must not look at the payload, which may be what kills. A replay does the same. The default says nothing.
  virtual absl::Status SetAside(const Entry& /*entry*/, Effects& /*effects*/) { return absl::OkStatus(); }

  /// When the next timer on the partition's own clock is due; nullopt: none. The processor has a tick appended once it
  /// has passed.
  virtual std::optional<int64_t> NextDueMs() const = 0;
};

/// Makes an empty machine for a partition.
class MachineFactory {
 public:
  virtual ~MachineFactory() = default;
  virtual std::unique_ptr<Machine> Make(int partition) = 0;
};

}  // namespace liandu::eventlog

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
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

  /// Fires the timers due at or before the entry's time, in order of (due, entity id), then takes the entry itself.
  /// Appends to `effects`. UNIMPLEMENTED: the entry is of a newer kind than this binary knows; the processor lets go of
  /// the partition and nothing was changed. Any other error is the machine's defect and counts as a death at this
  /// entry.
  virtual absl::Status Step(const Entry& entry, Effects& effects) = 0;

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

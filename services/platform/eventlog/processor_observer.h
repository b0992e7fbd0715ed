#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "platform/eventlog/entry.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/machine.h"

namespace liandu::eventlog {

/// What a processor pool has to say to metrics and logs. Called on the loops' threads; must be thread-safe and quick.
class ProcessorObserver {
 public:
  virtual ~ProcessorObserver() = default;
  /// A turn of a partition's loop, failed attempts included: this is what liveness is judged by.
  virtual void OnTurn(int /*partition*/) {}
  /// A commit returned (an unknown outcome that is sent again counts each time).
  virtual void OnCommit(int /*partition*/, int64_t /*inputs*/, size_t /*writes*/, size_t /*outputs*/,
                        std::chrono::nanoseconds /*took*/, const absl::Status& /*status*/) {}
  /// Entries that wait behind the cursor, as far as this instance has seen; reported after each commit and read.
  virtual void OnLag(int /*partition*/, int64_t /*entries_behind*/) {}
  /// The partition was taken (its state loaded: `records`) or let go; the status says why.
  virtual void OnOwned(int /*partition*/, int64_t /*epoch*/, size_t /*records*/, std::chrono::nanoseconds /*load*/) {}
  virtual void OnLost(int /*partition*/, const absl::Status& /*why*/) {}
  /// Another owner has taken over, and this one's write was refused.
  virtual void OnFenced(int /*partition*/) {}
  /// An entry was set aside as poisonous; it will be left out by every owner and replay.
  virtual void OnSetAside(int /*partition*/, EntryId /*entry*/, const absl::Status& /*why*/) {}
  /// An entry is of a newer kind than this binary knows; the partition was released.
  virtual void OnUnknownKind(int /*partition*/, EntryId /*entry*/, const absl::Status& /*why*/) {}
  /// A tick was asked for.
  virtual void OnTick(int /*partition*/, const absl::Status& /*status*/) {}
};

/// What a machine's owner does around commits. Called on the loop's thread of the partition; must not block.
class CommitListener {
 public:
  virtual ~CommitListener() = default;
  /// The state has been loaded and this instance owns the partition.
  virtual void OnLoaded(int /*partition*/, Machine& /*machine*/, EntryId /*cursor*/) {}
  /// A commit is durable. `outputs` are what it said, in order; the machine is in the committed state.
  virtual void OnCommitted(int /*partition*/, Machine& /*machine*/, EntryId /*cursor*/,
                           const std::vector<Commit::CausedOutput>& /*outputs*/) {}
  /// The partition is no longer ours; the machine is about to be destroyed. Called once after each OnLoaded.
  virtual void OnDropped(int /*partition*/) {}
};

}  // namespace liandu::eventlog

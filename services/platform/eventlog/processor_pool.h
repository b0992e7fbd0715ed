#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/event_log_factory.h"
#include "platform/eventlog/machine.h"
#include "platform/eventlog/processor_observer.h"

namespace liandu::eventlog {

struct ProcessorPoolOptions {
  Role role = Role::kEvaluator;
  /// This instance: its id (unique for each start) is the leases' holder.
  Member self;
  /// How long a lease lives without a sign of its holder; renewed at a third of it.
  std::chrono::milliseconds lease_lifetime{10'000};
  /// A commit ends at so many inputs, or at so many writes and outputs, whichever comes first.
  int max_batch_inputs = 256;
  size_t max_batch_effects = 4'000;
  /// What a tick says (the machine must know it); empty: no ticks are asked for.
  std::string tick_payload;
  /// Notifier only: how long alerts are kept behind its cursor.
  std::chrono::milliseconds alerts_retention{std::chrono::hours(72)};
  /// How long a stop may take before state is let go without a release.
  std::chrono::milliseconds stop_timeout{5'000};
};

/// Owns partitions by lease and drives a machine for each: reads, steps, commits state, timers and outputs together,
/// fenced. Members share the partitions by rendezvous hashing. Thread-safe.
class ProcessorPool {
 public:
  /// Committed state and the position that it holds at; valid during the callback only.
  struct View {
    int partition = 0;
    const Machine& machine;
    EntryId cursor;
  };
  using QueryCallback = std::function<void(absl::StatusOr<View>)>;

  /// Everything passed by reference must outlive the pool.
  ProcessorPool(EventLogFactory& logs, Membership& membership, MachineFactory& machines, const platform::Clock& clock,
                ProcessorObserver& observer, CommitListener& listener, ProcessorPoolOptions options);
  /// Stops.
  ~ProcessorPool();
  ProcessorPool(const ProcessorPool&) = delete;
  ProcessorPool& operator=(const ProcessorPool&) = delete;

  void Start();
  /// Finishes the commits under way, releases the leases and joins the threads, within `stop_timeout` unless a machine
  /// hangs.
  void Stop();

  /// Runs `done` on the partition's loop between commits, when the state has consumed `minimum` (nullopt: at once).
  /// Called exactly once; must not block for long. UNAVAILABLE: nobody or another instance owns the partition
  /// (OwnerAddress says which), or the pool stops; DEADLINE_EXCEEDED: `minimum` was not reached by `deadline`.
  void Query(int partition, std::optional<EntryId> minimum, platform::Clock::SteadyTime deadline, QueryCallback done);

  /// Commits a change that comes from no entry (a send's outcome), through the same fence. `change` runs on the
  /// partition's loop between commits and returns what it changed in the machine; `done` runs there after the commit,
  /// with UNAVAILABLE when this instance does not own the partition or has lost it (the change is then gone with the
  /// machine). Many changes waiting are committed together.
  void CommitExtra(int partition, std::function<Effects(Machine&)> change,
                   std::function<void(const absl::Status&)> done);

  /// Where a query refused by this pool should go; nullopt: unknown.
  static std::optional<std::string> OwnerAddress(const absl::Status& status);

  /// Partitions whose state is loaded here, ascending.
  std::vector<int> Owned() const;
  /// When the loop that is furthest behind last turned: liveness. Now, when nothing is owned.
  platform::Clock::SteadyTime OldestTurn() const;
  /// Whether the store answered the last beat: readiness.
  bool StoreReachable() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace liandu::eventlog

#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/eventlog/event_log_factory.h"
#include "platform/eventlog/processor_pool.h"
#include "support/toy_machine.h"

namespace liandu::testing {

/// Waits until `holds`, looking every 2 ms, for at most a minute; false: it never did.
bool Await(const std::function<bool()>& holds);

/// Counts what a pool says.
class CountingObserver : public eventlog::ProcessorObserver {
 public:
  void OnTurn(int /*partition*/) override { ++turns; }
  void OnCommit(int /*partition*/, int64_t inputs, size_t /*writes*/, size_t /*outputs*/,
                std::chrono::nanoseconds /*took*/, const absl::Status& status) override {
    if (status.ok()) judged += inputs;
    if (!status.ok()) ++failed_commits;
  }
  void OnFenced(int /*partition*/) override { ++fenced; }
  void OnSetAside(int /*partition*/, eventlog::EntryId /*entry*/, const absl::Status& /*why*/) override { ++set_aside; }
  void OnUnknownKind(int /*partition*/, eventlog::EntryId /*entry*/, const absl::Status& /*why*/) override {
    ++unknown_kinds;
  }
  void OnOwned(int /*partition*/, int64_t /*epoch*/, size_t /*records*/, std::chrono::nanoseconds /*load*/) override {
    ++owned;
  }

  std::atomic<int64_t> turns{0};
  std::atomic<int64_t> judged{0};
  std::atomic<int64_t> failed_commits{0};
  std::atomic<int64_t> fenced{0};
  std::atomic<int64_t> set_aside{0};
  std::atomic<int64_t> unknown_kinds{0};
  std::atomic<int64_t> owned{0};
};

/// A pool of toy machines, as a service would hold it, with short leases.
class PoolDriver {
 public:
  PoolDriver(eventlog::EventLogFactory& logs, eventlog::Membership& membership, const platform::Clock& clock,
             const std::string& id, int max_batch_inputs = 256);
  ~PoolDriver();

  eventlog::ProcessorPool& pool() { return *pool_; }
  CountingObserver& observer() { return observer_; }
  void Stop() { pool_->Stop(); }

  /// A counter's value once the partition has consumed `minimum`; the error of the query otherwise.
  absl::StatusOr<int64_t> Value(int partition, const std::string& key, std::optional<eventlog::EntryId> minimum);
  /// Value that waits, too, until this pool owns the partition; -2: never.
  int64_t AwaitValue(int partition, const std::string& key, std::optional<eventlog::EntryId> minimum);
  absl::Status AddFromOutside(int partition, const std::string& key, int64_t number);
  bool AwaitOwned(size_t partitions);

 private:
  const platform::Clock& clock_;
  ToyMachineFactory machines_;
  CountingObserver observer_;
  eventlog::CommitListener listener_;
  std::unique_ptr<eventlog::ProcessorPool> pool_;
};

}  // namespace liandu::testing

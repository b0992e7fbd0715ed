#pragma once

#include <atomic>
#include <functional>
#include <optional>

#include "notifier/outbound/outbox.h"
#include "platform/eventlog/processor_pool.h"

namespace liandu::notifier {

/// The way to the partitions' loops for those who are made before the pool: the outbox, which the pool tells of its
/// commits, and the service, whose address the pool announces. Until a pool is attached everything is UNAVAILABLE.
/// Thread-safe.
class PartitionOwner : public FencedCommits {
 public:
  /// Once; the pool must outlive all calls that follow.
  void Attach(eventlog::ProcessorPool& pool) { pool_ = &pool; }

  void CommitExtra(int partition, std::function<eventlog::Effects(eventlog::Machine&)> change,
                   std::function<void(const absl::Status&)> done) override;
  /// ProcessorPool::Query.
  void Query(int partition, std::optional<eventlog::EntryId> minimum, platform::Clock::SteadyTime deadline,
             eventlog::ProcessorPool::QueryCallback done);
  /// Whether a pool is attached and its store answers.
  absl::Status Ready() const;
  /// Whether the pool's loops have turned since `earliest`.
  absl::Status TurnedSince(platform::Clock::SteadyTime earliest) const;

 private:
  std::atomic<eventlog::ProcessorPool*> pool_{nullptr};
};

}  // namespace liandu::notifier

#include "notifier/inbound/partition_owner.h"

#include <utility>

namespace liandu::notifier {
namespace {

absl::Status Starting() { return absl::UnavailableError("the notifier is starting; try again"); }

}  // namespace

void PartitionOwner::CommitExtra(int partition, std::function<eventlog::Effects(eventlog::Machine&)> change,
                                 std::function<void(const absl::Status&)> done) {
  eventlog::ProcessorPool* pool = pool_;
  if (pool == nullptr) return done(Starting());
  pool->CommitExtra(partition, std::move(change), std::move(done));
}

void PartitionOwner::Query(int partition, std::optional<eventlog::EntryId> minimum,
                           platform::Clock::SteadyTime deadline, eventlog::ProcessorPool::QueryCallback done) {
  eventlog::ProcessorPool* pool = pool_;
  if (pool == nullptr) return done(Starting());
  pool->Query(partition, minimum, deadline, std::move(done));
}

absl::Status PartitionOwner::Ready() const {
  const eventlog::ProcessorPool* pool = pool_;
  if (pool == nullptr) return Starting();
  return pool->StoreReachable() ? absl::OkStatus() : absl::UnavailableError("Redis does not answer");
}

absl::Status PartitionOwner::TurnedSince(platform::Clock::SteadyTime earliest) const {
  const eventlog::ProcessorPool* pool = pool_;
  if (pool == nullptr || pool->OldestTurn() >= earliest) return absl::OkStatus();
  return absl::UnavailableError("a partition's loop does not turn");
}

}  // namespace liandu::notifier

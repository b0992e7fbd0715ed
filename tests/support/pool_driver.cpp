#include "support/pool_driver.h"

#include <condition_variable>
#include <future>
#include <mutex>

namespace liandu::testing {

using eventlog::EntryId;
using eventlog::Machine;
using eventlog::ProcessorPool;

bool Await(const std::function<bool()>& holds) {
  std::mutex mutex;
  std::condition_variable never;
  for (int i = 0; i < 30'000; ++i) {
    if (holds()) return true;
    std::unique_lock<std::mutex> lock(mutex);
    never.wait_for(lock, std::chrono::milliseconds(2));
  }
  return false;
}

PoolDriver::PoolDriver(eventlog::EventLogFactory& logs, eventlog::Membership& membership, const platform::Clock& clock,
                       const std::string& id, int max_batch_inputs)
    : clock_(clock) {
  eventlog::ProcessorPoolOptions options;
  options.self = {id, id + ":7000"};
  options.lease_lifetime = std::chrono::milliseconds(300);
  options.max_batch_inputs = max_batch_inputs;
  options.tick_payload = "tick";
  pool_ = std::make_unique<ProcessorPool>(logs, membership, machines_, clock, observer_, listener_, options);
  pool_->Start();
}

PoolDriver::~PoolDriver() { pool_->Stop(); }

absl::StatusOr<int64_t> PoolDriver::Value(int partition, const std::string& key, std::optional<EntryId> minimum) {
  std::promise<absl::StatusOr<int64_t>> promise;
  auto answered = promise.get_future();
  pool_->Query(partition, minimum, clock_.SteadyNow() + std::chrono::seconds(30),
               [&promise, &key](absl::StatusOr<ProcessorPool::View> view) {
                 if (view.ok()) {
                   promise.set_value(static_cast<const ToyMachine&>(view->machine).Value(key));
                 } else {
                   promise.set_value(view.status());
                 }
               });
  return answered.get();
}

int64_t PoolDriver::AwaitValue(int partition, const std::string& key, std::optional<EntryId> minimum) {
  int64_t value = -2;
  Await([&] {
    const absl::StatusOr<int64_t> answer = Value(partition, key, minimum);
    value = answer.value_or(-2);
    return answer.ok();
  });
  return value;
}

absl::Status PoolDriver::AddFromOutside(int partition, const std::string& key, int64_t number) {
  std::promise<absl::Status> promise;
  auto answered = promise.get_future();
  pool_->CommitExtra(
      partition,
      [&key, number](Machine& machine) { return static_cast<ToyMachine&>(machine).AddFromOutside(key, number); },
      [&promise](const absl::Status& status) { promise.set_value(status); });
  return answered.get();
}

bool PoolDriver::AwaitOwned(size_t partitions) {
  return Await([this, partitions] { return pool_->Owned().size() == partitions; });
}

}  // namespace liandu::testing

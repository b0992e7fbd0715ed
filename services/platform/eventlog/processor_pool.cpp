#include "platform/eventlog/processor_pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "platform/eventlog/partition_processor.h"

namespace liandu::eventlog {

using platform::Clock;

namespace {

constexpr const char* kOwnerAddressUrl = "liandu/owner-address";
/// Beats in a row that must name another owner before a partition is handed over.
constexpr int kBeatsUntilHandOver = 2;

}  // namespace

/// The pool's threads and what they know of the partitions.
class ProcessorPool::Impl {
 public:
  Impl(PartitionProcessor::Context context, Membership& membership, ProcessorPoolOptions options)
      : options_(std::move(options)),
        context_{context.logs, context.machines, context.clock, context.observer, context.listener, options_},
        membership_(membership),
        lanes_(static_cast<size_t>(context.logs.partitions())) {}

  void Start();
  void Stop();
  void Query(int partition, std::optional<EntryId> minimum, Clock::SteadyTime deadline, QueryCallback done);
  void CommitExtra(int partition, std::function<Effects(Machine&)> change,
                   std::function<void(const absl::Status&)> done);
  std::vector<int> Owned() const;
  Clock::SteadyTime OldestTurn() const;
  bool StoreReachable() const { return reachable_.load(); }

 private:
  /// A partition as the coordinator sees it. `processor` and `owner_address` are guarded by the pool's mutex.
  struct Lane {
    std::shared_ptr<PartitionProcessor> processor;
    std::string owner_address;
    std::unique_ptr<EventLog> log;
    LeaseView seen;
    bool looked = false;
    Clock::SteadyTime unchanged_since;
    Clock::SteadyTime hold_off_until;
    int beats_for_another = 0;
  };

  void Coordinate();
  /// Looks after every partition; true when one that should be here is not yet.
  bool Beat();
  void Reap(Lane& lane);
  void HandOver(Lane& lane, bool preferred);
  void ClaimIfDue(Lane& lane, int partition, bool preferred);
  void NoteOwner(Lane& lane, const std::vector<Member>& members);
  absl::Status NotHere(int partition) const;

  const ProcessorPoolOptions options_;
  const PartitionProcessor::Context context_;
  Membership& membership_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Lane> lanes_;
  bool stopping_ = false;
  bool woken_ = false;
  std::atomic<bool> reachable_{false};
  std::atomic<int64_t> last_turn_{0};
  std::thread thread_;
};

void ProcessorPool::Impl::Start() {
  last_turn_.store(context_.clock.SteadyNow().time_since_epoch().count());
  thread_ = std::thread([this] { Coordinate(); });
}

void ProcessorPool::Impl::Stop() {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (stopping_) return;
    stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  std::vector<std::shared_ptr<PartitionProcessor>> processors;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    for (Lane& lane : lanes_) {
      if (lane.processor != nullptr) processors.push_back(std::exchange(lane.processor, nullptr));
    }
  }
  for (const auto& processor : processors) processor->LetGo();
  // A query under way may hold the last reference for a moment; its loop has ended by then all the same.
  for (auto& processor : processors) processor->Join();
  processors.clear();
  if (reachable_.load()) static_cast<void>(membership_.Leave(options_.role, options_.self));
}

void ProcessorPool::Impl::Coordinate() {
  for (;;) {
    last_turn_.store(context_.clock.SteadyNow().time_since_epoch().count());
    const bool wanting = Beat();
    std::unique_lock<std::mutex> lock(mutex_);
    const auto pause = wanting ? options_.lease_lifetime / 10 : options_.lease_lifetime / 3;
    context_.clock.WaitFor(lock, changed_, pause, [this] { return stopping_ || woken_; });
    woken_ = false;
    if (stopping_) return;
  }
}

bool ProcessorPool::Impl::Beat() {
  const absl::StatusOr<std::vector<Member>> members =
      membership_.Beat(options_.role, options_.self, options_.lease_lifetime);
  reachable_.store(members.ok());
  bool wanting = false;
  for (size_t i = 0; i < lanes_.size(); ++i) {
    Lane& lane = lanes_[i];
    const int partition = static_cast<int>(i);
    Reap(lane);
    if (!members.ok()) continue;
    const Member* owner = PreferredOwner(*members, partition);
    const bool preferred = owner == nullptr || owner->id == options_.self.id;
    if (lane.processor != nullptr) {
      HandOver(lane, preferred);
      continue;
    }
    ClaimIfDue(lane, partition, preferred);
    NoteOwner(lane, *members);
    wanting = wanting || (preferred && lane.processor == nullptr);
  }
  return wanting || !members.ok();
}

void ProcessorPool::Impl::Reap(Lane& lane) {
  if (lane.processor == nullptr || !lane.processor->finished()) return;
  std::shared_ptr<PartitionProcessor> finished;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    finished = std::exchange(lane.processor, nullptr);
  }
  finished->Join();
  lane.looked = false;
  lane.beats_for_another = 0;
  const absl::Status& why = finished->outcome();
  const Clock::SteadyTime now = context_.clock.SteadyNow();
  if (absl::IsUnimplemented(why)) {
    // Somebody newer should have it; nobody may be there, so look again some time.
    lane.hold_off_until = now + 6 * options_.lease_lifetime;
  } else if (!why.ok() && !absl::IsAborted(why) && !absl::IsUnavailable(why)) {
    lane.hold_off_until = now + options_.lease_lifetime;
  }
}

void ProcessorPool::Impl::HandOver(Lane& lane, bool preferred) {
  lane.beats_for_another = preferred ? 0 : lane.beats_for_another + 1;
  if (lane.beats_for_another >= kBeatsUntilHandOver) lane.processor->LetGo();
}

void ProcessorPool::Impl::ClaimIfDue(Lane& lane, int partition, bool preferred) {
  if (lane.log == nullptr) lane.log = context_.logs.Open(partition);
  const absl::StatusOr<LeaseView> lease = lane.log->ReadLease(options_.role);
  if (!lease.ok()) return;
  const Clock::SteadyTime now = context_.clock.SteadyNow();
  if (!lane.looked || lease->epoch != lane.seen.epoch || lease->counter != lane.seen.counter) {
    lane.looked = true;
    lane.unchanged_since = now;
  }
  lane.seen = *lease;
  if (now < lane.hold_off_until) return;
  Clock::SteadyTime::duration patience{0};
  // Nobody waits for itself: a lease that this very process held is dead when no processor of ours holds it.
  if (!lease->released && lease->holder != options_.self.id) patience += options_.lease_lifetime;
  if (!preferred) patience += 2 * options_.lease_lifetime;
  if (now - lane.unchanged_since < patience) return;
  auto processor = std::make_shared<PartitionProcessor>(context_, partition, *lease, [this] {
    const std::lock_guard<std::mutex> guard(mutex_);
    woken_ = true;
    changed_.notify_all();
  });
  const std::lock_guard<std::mutex> guard(mutex_);
  lane.processor = std::move(processor);
}

void ProcessorPool::Impl::NoteOwner(Lane& lane, const std::vector<Member>& members) {
  const auto owner = std::find_if(members.begin(), members.end(),
                                  [&lane](const Member& member) { return member.id == lane.seen.holder; });
  const std::lock_guard<std::mutex> guard(mutex_);
  lane.owner_address.clear();
  if (owner != members.end() && !lane.seen.released && owner->id != options_.self.id) {
    lane.owner_address = owner->address;
  }
}

absl::Status ProcessorPool::Impl::NotHere(int partition) const {
  absl::Status status = absl::UnavailableError(fmt::format("partition {} is not owned by this instance", partition));
  const std::lock_guard<std::mutex> guard(mutex_);
  const std::string& address = lanes_[static_cast<size_t>(partition)].owner_address;
  if (!address.empty()) status.SetPayload(kOwnerAddressUrl, absl::Cord(address));
  return status;
}

void ProcessorPool::Impl::Query(int partition, std::optional<EntryId> minimum, Clock::SteadyTime deadline,
                                QueryCallback done) {
  std::shared_ptr<PartitionProcessor> processor;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    processor = lanes_[static_cast<size_t>(partition)].processor;
  }
  if (processor == nullptr || !processor->Query(minimum, deadline, done)) done(NotHere(partition));
}

void ProcessorPool::Impl::CommitExtra(int partition, std::function<Effects(Machine&)> change,
                                      std::function<void(const absl::Status&)> done) {
  std::shared_ptr<PartitionProcessor> processor;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    processor = lanes_[static_cast<size_t>(partition)].processor;
  }
  if (processor == nullptr || !processor->CommitExtra(change, done)) done(NotHere(partition));
}

std::vector<int> ProcessorPool::Impl::Owned() const {
  std::vector<int> owned;
  const std::lock_guard<std::mutex> guard(mutex_);
  for (size_t i = 0; i < lanes_.size(); ++i) {
    if (lanes_[i].processor != nullptr && lanes_[i].processor->owning()) owned.push_back(static_cast<int>(i));
  }
  return owned;
}

Clock::SteadyTime ProcessorPool::Impl::OldestTurn() const {
  Clock::SteadyTime oldest{Clock::SteadyTime::duration(last_turn_.load())};
  const std::lock_guard<std::mutex> guard(mutex_);
  for (const Lane& lane : lanes_) {
    if (lane.processor != nullptr && !lane.processor->finished())
      oldest = std::min(oldest, lane.processor->last_turn());
  }
  return oldest;
}

ProcessorPool::ProcessorPool(EventLogFactory& logs, Membership& membership, MachineFactory& machines,
                             const Clock& clock, ProcessorObserver& observer, CommitListener& listener,
                             ProcessorPoolOptions options)
    : impl_(std::make_unique<Impl>(PartitionProcessor::Context{logs, machines, clock, observer, listener, options},
                                   membership, std::move(options))) {}

ProcessorPool::~ProcessorPool() { Stop(); }

void ProcessorPool::Start() { impl_->Start(); }
void ProcessorPool::Stop() { impl_->Stop(); }

void ProcessorPool::Query(int partition, std::optional<EntryId> minimum, Clock::SteadyTime deadline,
                          QueryCallback done) {
  impl_->Query(partition, minimum, deadline, std::move(done));
}

void ProcessorPool::CommitExtra(int partition, std::function<Effects(Machine&)> change,
                                std::function<void(const absl::Status&)> done) {
  impl_->CommitExtra(partition, std::move(change), std::move(done));
}

std::optional<std::string> ProcessorPool::OwnerAddress(const absl::Status& status) {
  const auto payload = status.GetPayload(kOwnerAddressUrl);
  if (!payload.has_value()) return std::nullopt;
  return std::string(*payload);
}

std::vector<int> ProcessorPool::Owned() const { return impl_->Owned(); }
Clock::SteadyTime ProcessorPool::OldestTurn() const { return impl_->OldestTurn(); }
bool ProcessorPool::StoreReachable() const { return impl_->StoreReachable(); }

}  // namespace liandu::eventlog

#include "platform/eventlog/partition_processor.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

namespace liandu::eventlog {

using platform::Clock;

namespace {

constexpr size_t kMaxPending = 10'000;
constexpr int kStateRecordsAtOnce = 1'000;

/// A claim's nonce: 128 random bits, in hex.
std::string MakeNonce() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

}  // namespace

PartitionProcessor::PartitionProcessor(Context context, int partition, LeaseView seen,
                                       std::function<void()> on_finished)
    : context_(context),
      partition_(partition),
      first_seen_(std::move(seen)),
      on_finished_(std::move(on_finished)),
      log_(context.logs.Open(partition)) {
  MarkTurn();
  thread_ = std::thread([this] { Run(); });
}

PartitionProcessor::~PartitionProcessor() = default;

void PartitionProcessor::Join() { thread_.join(); }

void PartitionProcessor::LetGo() {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (!let_go_) let_go_by_ = context_.clock.SteadyNow() + context_.options.stop_timeout;
  let_go_ = true;
  changed_.notify_all();
}

bool PartitionProcessor::Query(std::optional<EntryId> minimum, Clock::SteadyTime deadline,
                               ProcessorPool::QueryCallback& done) {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (closed_ || new_queries_.size() >= kMaxPending) return false;
  new_queries_.push_back({minimum, deadline, std::move(done)});
  changed_.notify_all();
  return true;
}

bool PartitionProcessor::CommitExtra(std::function<Effects(Machine&)>& change,
                                     std::function<void(const absl::Status&)>& done) {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (closed_ || new_extras_.size() >= kMaxPending) return false;
  new_extras_.push_back({std::move(change), std::move(done)});
  changed_.notify_all();
  return true;
}

void PartitionProcessor::MarkTurn() {
  last_turn_.store(context_.clock.SteadyNow().time_since_epoch().count());
  context_.observer.OnTurn(partition_);
}

Clock::SteadyTime PartitionProcessor::last_turn() const {
  return Clock::SteadyTime(Clock::SteadyTime::duration(last_turn_.load()));
}

void PartitionProcessor::Run() {
  LeaseView seen = first_seen_;
  absl::Status status;
  for (;;) {
    machine_failed_ = false;
    status = Own(seen);
    if (owning_.exchange(false)) context_.listener.OnDropped(partition_);
    reader_.reset();
    machine_.reset();
    batch_ = Batch();
    if (std::exchange(claimed_, false)) context_.observer.OnLost(partition_, status);
    // A defect of the machine is met at once again, so that it ends in setting the entry aside and not in an outage.
    if (!machine_failed_) break;
    const absl::StatusOr<LeaseView> now = log_->ReadLease(context_.options.role);
    if (!now.ok() || now->holder != context_.options.self.id || now->epoch != position_.fence.epoch) break;
    seen = *now;
    const std::lock_guard<std::mutex> guard(mutex_);
    if (let_go_) break;
  }
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    closed_ = true;
  }
  RefuseAll(absl::UnavailableError(fmt::format("partition {} was let go: {}", partition_, status.ToString())));
  outcome_ = status;
  finished_.store(true);
  on_finished_();
}

absl::Status PartitionProcessor::Own(const LeaseView& seen) {
  absl::StatusOr<ProcessorPosition> position =
      log_->Claim(context_.options.role, seen, context_.options.self.id, MakeNonce());
  if (!position.ok()) return position.status();
  position_ = *std::move(position);
  claimed_ = true;
  survived_ = seen.holder == context_.options.self.id;
  renewed_at_ = context_.clock.SteadyNow();
  trimmed_at_ = renewed_at_;
  tick_allowed_at_.reset();
  ticks_without_input_ = 0;
  absl::Status status = Load();
  if (status.ok()) {
    StartReading();
    status = Loop();
  }
  if (absl::IsAborted(status)) {
    context_.observer.OnFenced(partition_);
  } else if (!machine_failed_) {
    // The fence makes a release harmless whoever owns the partition now.
    static_cast<void>(log_->Release(context_.options.role, position_.fence));
  }
  return status;
}

void PartitionProcessor::StartReading() {
  reader_ = std::make_unique<InputReader>(context_.logs.Open(partition_), context_.options.role, position_.cursor,
                                          context_.clock, [this] {
                                            const std::lock_guard<std::mutex> guard(mutex_);
                                            input_ready_ = true;
                                            changed_.notify_all();
                                          });
  owning_.store(true);
  context_.listener.OnLoaded(partition_, *machine_, position_.cursor);
}

absl::Status PartitionProcessor::Load() {
  const Clock::SteadyTime start = context_.clock.SteadyNow();
  machine_ = context_.machines.Make(partition_);
  size_t count = 0;
  std::string after;
  for (;;) {
    MarkTurn();
    auto records = log_->ReadState(context_.options.role, after, kStateRecordsAtOnce);
    if (!records.ok()) return records.status();
    for (const auto& [key, value] : *records) {
      if (absl::Status status = machine_->Restore(key, value); !status.ok()) return status;
    }
    count += records->size();
    if (absl::Status status = RenewIfDue(); !status.ok()) return status;
    if (records->size() < kStateRecordsAtOnce) break;
    after = std::move(records->back().first);
    const std::lock_guard<std::mutex> guard(mutex_);
    if (let_go_) return absl::CancelledError("let go while loading");
  }
  if (absl::Status status = machine_->FinishRestore(); !status.ok()) return status;
  context_.observer.OnOwned(partition_, position_.fence.epoch, count, context_.clock.SteadyNow() - start);
  return absl::OkStatus();
}

absl::Status PartitionProcessor::Loop() {
  for (;;) {
    MarkTurn();
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      if (let_go_) return absl::OkStatus();
    }
    if (absl::Status status = Turn(); !status.ok()) return status;
    Wait();
  }
}

absl::Status PartitionProcessor::Turn() {
  std::vector<PendingExtra> extras;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    extras.swap(new_extras_);
    CollectQueries();
    input_ready_ = false;
  }
  absl::Status status = RunExtras(extras);
  if (status.ok()) status = StepInputs();
  if (status.ok()) status = CommitBatch();
  for (PendingExtra& extra : extras) {
    extra.done(status.ok() ? status : absl::UnavailableError("not committed: " + status.ToString()));
  }
  if (!status.ok()) return status;
  AnswerQueries();
  if (status = RenewIfDue(); !status.ok()) return status;
  if (status = RequestTickIfDue(); !status.ok()) return status;
  return TrimIfDue();
}

absl::Status PartitionProcessor::RunExtras(std::vector<PendingExtra>& extras) {
  for (PendingExtra& extra : extras) {
    effects_ = extra.change(*machine_);
    batch_.Add(position_.cursor, effects_);
  }
  return absl::OkStatus();
}

void PartitionProcessor::CollectQueries() {
  std::move(new_queries_.begin(), new_queries_.end(), std::back_inserter(queries_));
  new_queries_.clear();
}

void PartitionProcessor::ExpireQueries() {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    CollectQueries();
  }
  const Clock::SteadyTime now = context_.clock.SteadyNow();
  const auto in_time = [now](const PendingQuery& query) { return now < query.deadline; };
  const auto late = std::stable_partition(queries_.begin(), queries_.end(), in_time);
  for (auto query = late; query != queries_.end(); ++query) {
    query->done(absl::UnavailableError(fmt::format("partition {}: the store does not answer", partition_)));
  }
  queries_.erase(late, queries_.end());
}

void PartitionProcessor::AnswerQueries() {
  if (queries_.empty()) return;
  const Clock::SteadyTime now = context_.clock.SteadyNow();
  std::vector<PendingQuery> left;
  for (PendingQuery& query : queries_) {
    if (!query.minimum.has_value() || *query.minimum <= position_.cursor) {
      query.done(ProcessorPool::View{partition_, *machine_, position_.cursor});
    } else if (now >= query.deadline) {
      query.done(absl::DeadlineExceededError(fmt::format("partition {} stands at {}, {} was asked for", partition_,
                                                         position_.cursor.ToString(), query.minimum->ToString())));
    } else {
      left.push_back(std::move(query));
    }
  }
  queries_ = std::move(left);
}

void PartitionProcessor::RefuseAll(const absl::Status& why) {
  std::vector<PendingExtra> extras;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    extras.swap(new_extras_);
    CollectQueries();
  }
  for (PendingQuery& query : queries_) query.done(why);
  queries_.clear();
  for (PendingExtra& extra : extras) extra.done(why);
}

Clock::SteadyTime PartitionProcessor::RenewalDue() const { return renewed_at_ + context_.options.lease_lifetime / 3; }

Clock::SteadyTime PartitionProcessor::NextWakeUp() const {
  Clock::SteadyTime next = RenewalDue();
  for (const PendingQuery& query : queries_) next = std::min(next, query.deadline);
  const std::optional<int64_t> due_ms = machine_->NextDueMs();
  if (due_ms.has_value() && !context_.options.tick_payload.empty()) {
    const Clock::SteadyTime now = context_.clock.SteadyNow();
    // Wall time may jump; whatever it does, the next renewal looks again.
    const int64_t wait_ms = std::clamp<int64_t>(*due_ms - context_.clock.NowMs(), 0, 3'600'000);
    Clock::SteadyTime tick = now + std::chrono::milliseconds(wait_ms);
    if (tick_allowed_at_.has_value()) tick = std::max(tick, *tick_allowed_at_);
    next = std::min(next, tick);
  }
  return next;
}

void PartitionProcessor::Wait() {
  const bool filled = reader_->Filled();
  if (filled) return;
  const Clock::SteadyTime until = NextWakeUp();
  std::unique_lock<std::mutex> lock(mutex_);
  context_.clock.WaitUntil(lock, changed_, until,
                           [this] { return let_go_ || input_ready_ || !new_queries_.empty() || !new_extras_.empty(); });
}

}  // namespace liandu::eventlog

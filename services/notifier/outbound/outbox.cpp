#include "notifier/outbound/outbox.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

using SteadyTime = platform::Clock::SteadyTime;

NotifierMachine& Ours(eventlog::Machine& machine) { return static_cast<NotifierMachine&>(machine); }

std::shared_ptr<const OutgoingMessage> MessageOf(const NotifierMachine& machine, const DeliveryRef& ref,
                                                 const LinkMaker* links) {
  const Desk* desk = machine.FindDesk(ref.jurisdiction);
  const Delivery* delivery = desk == nullptr ? nullptr : model::Find(desk->deliveries(), ref.delivery);
  if (delivery == nullptr || delivery->state != DeliveryState::kSending) return nullptr;
  const auto& jurisdiction = desk->directory().catalogue().jurisdiction;
  const bool linked = links != nullptr && HasLink(*delivery);
  return std::make_shared<OutgoingMessage>(
      OutgoingMessage{ref.jurisdiction, jurisdiction ? jurisdiction->display_name : "", *delivery,
                      linked ? links->UrlOf(GrantOf(desk->directory(), ref.jurisdiction, *delivery)) : ""});
}

/// Does the same for several deliveries, as one change.
eventlog::Effects ForEach(const std::vector<size_t>& parts, const std::function<eventlog::Effects(size_t)>& change) {
  eventlog::Effects all;
  for (const size_t part : parts) {
    eventlog::Effects effects = change(part);
    std::move(effects.writes.begin(), effects.writes.end(), std::back_inserter(all.writes));
    std::move(effects.outputs.begin(), effects.outputs.end(), std::back_inserter(all.outputs));
  }
  return all;
}

/// Indices of a parcel's parts by partition.
std::map<int, std::vector<size_t>> ByPartition(const Parcel& parcel) {
  std::map<int, std::vector<size_t>> partitions;
  for (size_t i = 0; i < parcel.parts.size(); ++i) partitions[parcel.parts[i].key.first].push_back(i);
  return partitions;
}

std::map<std::string, ChannelWorkers*> WorkersOf(const Outbox::Channels& channels) {
  std::map<std::string, ChannelWorkers*> workers;
  for (const auto& [name, channel] : channels) workers[name] = channel.get();
  return workers;
}

}  // namespace

struct Outbox::Marking {
  std::mutex mutex;
  Parcel parcel;
  /// Partitions that have not answered yet.
  size_t left = 0;
};

struct Outbox::Outcomes {
  Parcel parcel;
  SendResult result;
  /// Of the parcel's parts, those of one partition, and what became of each.
  std::vector<size_t> parts;
  std::vector<SendOutcome> outcomes;
};

Outbox::Outbox(FencedCommits& commits, Channels channels, RetryRules rules, const platform::Clock& clock,
               OutboxObserver& observer, const LinkMaker* links)
    : commits_(commits),
      channels_(std::move(channels)),
      rules_(rules),
      clock_(clock),
      observer_(observer),
      links_(links),
      refresher_(WorkersOf(channels_), clock, observer) {
  for (const auto& [name, workers] : channels_) queue_.AddLane(name, workers->capacity(), workers->max_merged());
}

Outbox::~Outbox() { Stop(); }

void Outbox::Start() {
  refresher_.Start();
  thread_ = std::thread([this] { Run(); });
}

void Outbox::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  for (const auto& [name, workers] : channels_) workers->Stop();
  refresher_.Stop();
}

void Outbox::OnLoaded(int partition, eventlog::Machine& machine, eventlog::EntryId /*cursor*/) {
  NotifierMachine& ours = Ours(machine);
  ours.TakeNewlyDue();
  std::vector<std::pair<DeliveryRef, std::string>> dead;
  {
    std::lock_guard lock(mutex_);
    for (const auto& [jurisdiction, desk] : ours.desks()) {
      for (const auto& [scheduled, id] : desk.on_their_way()) {
        const Delivery& delivery = desk.deliveries().at(id);
        // Whether the attempt that was marked went out is not known: it counts, and the next one is made now.
        if (!Add(partition, desk, {jurisdiction, id}, delivery.attempts + 1)) {
          dead.emplace_back(DeliveryRef{jurisdiction, id}, delivery.channel);
        }
      }
    }
  }
  refresher_.OnLoaded(partition, ours);
  Wake();
  for (const auto& [ref, channel] : dead) Bury(partition, ref, channel);
  TellSize(partition, ours);
}

void Outbox::OnCommitted(int partition, eventlog::Machine& machine, eventlog::EntryId /*cursor*/,
                         const std::vector<eventlog::Commit::CausedOutput>& /*outputs*/) {
  NotifierMachine& ours = Ours(machine);
  std::vector<Parcel> now;
  std::vector<std::pair<DeliveryRef, std::string>> dead;
  for (const DeliveryRef& ref : ours.TakeNewlyDue()) {
    std::shared_ptr<const OutgoingMessage> message = MessageOf(ours, ref, links_);
    if (message == nullptr) continue;
    std::lock_guard lock(mutex_);
    if (!Add(partition, *ours.FindDesk(ref.jurisdiction), ref, message->delivery.attempts)) {
      dead.emplace_back(ref, message->delivery.channel);
      continue;
    }
    // The commit that made it due has marked its first attempt: with a thread free it goes out without another.
    Parcel parcel;
    if (stopped_ || !queue_.TakeAtOnce({partition, ref}, clock_.SteadyNow(), parcel)) continue;
    parcel.parts.front().message = std::move(message);
    now.push_back(std::move(parcel));
  }
  for (const Parcel& parcel : now) Hand(parcel);
  for (const auto& [ref, channel] : dead) Bury(partition, ref, channel);
  TellSize(partition, ours);
  Wake();
}

void Outbox::OnDropped(int partition) {
  {
    std::lock_guard lock(mutex_);
    queue_.Drop(partition);
  }
  refresher_.OnDropped(partition);
  observer_.OnSize(partition, 0, 0);
}

bool Outbox::Add(int partition, const Desk& desk, const DeliveryRef& ref, int attempt) {
  const Delivery& delivery = desk.deliveries().at(ref.delivery);
  const SendGroup group{partition, {ref.jurisdiction, delivery.receiver, delivery.posts.front().id}};
  return queue_.Add({partition, ref}, delivery.channel, group, attempt, clock_.SteadyNow());
}

void Outbox::Run() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    woken_ = false;
    const SteadyTime now = clock_.SteadyNow();
    std::vector<Parcel> ready = queue_.TakeReady(now);
    if (ready.empty()) {
      clock_.WaitUntil(lock, changed_, queue_.NextTurn(now), [this] { return stopped_ || woken_; });
      continue;
    }
    lock.unlock();
    for (Parcel& parcel : ready) Begin(std::move(parcel));
    lock.lock();
  }
}

void Outbox::Begin(Parcel parcel) {
  const auto marking = std::make_shared<Marking>();
  marking->parcel = std::move(parcel);
  const std::map<int, std::vector<size_t>> partitions = ByPartition(marking->parcel);
  marking->left = partitions.size();
  for (const auto& [partition, parts] : partitions) {
    const auto mark = [this, marking, parts = parts](eventlog::Machine& machine) {
      return ForEach(parts, [&](size_t part) {
        SendPart& marked = marking->parcel.parts[part];
        eventlog::Effects effects = Ours(machine).BeginAttempt(marked.key.second, marked.number);
        marked.message = MessageOf(Ours(machine), marked.key.second, links_);
        return effects;
      });
    };
    commits_.CommitExtra(partition, mark, [this, marking, parts = parts](const absl::Status& status) {
      OnMarked(marking, parts, status);
    });
  }
}

void Outbox::OnMarked(const std::shared_ptr<Marking>& marking, const std::vector<size_t>& parts,
                      const absl::Status& status) {
  for (const size_t part : parts) {
    SendPart& marked = marking->parcel.parts[part];
    if (!status.ok()) {
      observer_.OnCommitLost(marked.key.second, status);
      marked.message = nullptr;
    }
    if (marked.message != nullptr) continue;
    std::lock_guard lock(mutex_);
    // Not on its way any more: nothing to send. Else the store was away: once more, later.
    if (status.ok()) {
      queue_.Done(marked);
    } else {
      queue_.Again(marked, clock_.SteadyNow() + rules_.first_delay, marked.number, false);
    }
  }
  {
    std::lock_guard lock(marking->mutex);
    if (--marking->left > 0) return;
  }
  Parcel& parcel = marking->parcel;
  std::erase_if(parcel.parts, [](const SendPart& part) { return part.message == nullptr; });
  if (!parcel.parts.empty()) return Hand(parcel);
  {
    std::lock_guard lock(mutex_);
    queue_.Release(parcel.channel);
  }
  Wake();
}

void Outbox::Hand(const Parcel& parcel) {
  std::vector<std::shared_ptr<const OutgoingMessage>> messages;
  for (const SendPart& part : parcel.parts) messages.push_back(part.message);
  const bool taken =
      channels_.at(parcel.channel)->Submit(std::move(messages), [this, parcel](const SendResult& result) {
        OnSent(parcel, result);
      });
  if (taken) return;
  // The workers' last thread is still on its way back, or they have been stopped.
  std::lock_guard lock(mutex_);
  queue_.Release(parcel.channel);
  for (const SendPart& part : parcel.parts) queue_.Again(part, clock_.SteadyNow(), part.number, false);
  woken_ = true;
}

void Outbox::OnSent(const Parcel& parcel, const SendResult& result) {
  if (result.kind == SendResult::Kind::kWait) return OnHeldBack(parcel, result);
  {
    std::lock_guard lock(mutex_);
    queue_.Release(parcel.channel);
    // Aborted by the stop: it stays marked, and the next owner sends it again.
    if (stopped_ && result.kind != SendResult::Kind::kAccepted) return;
    // What one message is refused for, all that follow would be.
    if (result.reason == SendReason::kRateLimited) {
      queue_.Pause(parcel.channel, clock_.SteadyNow() + result.retry_after.value_or(rules_.first_delay));
    }
  }
  Wake();
  for (const SendPart& part : parcel.parts) observer_.OnAttempt(parcel.channel, part.key.second, part.number);
  for (const auto& [partition, parts] : ByPartition(parcel)) {
    const auto outcomes = std::make_shared<Outcomes>(Outcomes{parcel, result, parts, {}});
    for (const size_t part : parts) outcomes->outcomes.push_back(OutcomeOf(parcel.parts[part], parcel, result));
    const auto finish = [outcomes](eventlog::Machine& machine) {
      size_t next = 0;
      return ForEach(outcomes->parts, [&](size_t part) {
        return Ours(machine).Finish(outcomes->parcel.parts[part].key.second, outcomes->outcomes[next++]);
      });
    };
    commits_.CommitExtra(partition, finish,
                         [this, outcomes](const absl::Status& status) { OnFinished(*outcomes, status); });
  }
}

/// No attempt was made: the parts stay marked and wait for the ceiling.
void Outbox::OnHeldBack(const Parcel& parcel, const SendResult& result) {
  observer_.OnHeldBack(parcel.channel, result.reason);
  {
    std::lock_guard lock(mutex_);
    queue_.Release(parcel.channel);
    queue_.Pause(parcel.channel, clock_.SteadyNow() + result.retry_after.value_or(rules_.first_delay));
    for (const SendPart& part : parcel.parts) queue_.Again(part, clock_.SteadyNow(), part.number, false);
  }
  Wake();
}

SendOutcome Outbox::OutcomeOf(const SendPart& part, const Parcel& parcel, const SendResult& result) const {
  SendOutcome outcome;
  outcome.error = result.error;
  if (result.kind == SendResult::Kind::kAccepted) {
    outcome.time = model::Instant(std::chrono::milliseconds(clock_.NowMs()));
    const size_t count = parcel.parts.size();
    if (count > 1) outcome.note = absl::StrCat("合并发送：共 ", count, " 条合为一条消息");
    return outcome;
  }
  // One of several may be to blame: next time each goes by itself.
  const bool again = result.kind == SendResult::Kind::kRetry || parcel.parts.size() > 1;
  outcome.kind = again && part.number < rules_.max_attempts ? SendOutcome::Kind::kRetry : SendOutcome::Kind::kDead;
  return outcome;
}

void Outbox::OnFinished(const Outcomes& outcomes, const absl::Status& status) {
  const Parcel& parcel = outcomes.parcel;
  const bool alone = outcomes.result.kind == SendResult::Kind::kRefused;
  for (size_t i = 0; i < outcomes.parts.size(); ++i) {
    const SendPart& part = parcel.parts[outcomes.parts[i]];
    const SendOutcome& outcome = outcomes.outcomes[i];
    const DeliveryRef& ref = part.key.second;
    if (status.ok()) {
      const int64_t delivered_ms = outcome.time.time_since_epoch().count();
      const int64_t latency_ms = std::max<int64_t>(0, delivered_ms - part.message->delivery.cause_ms);
      observer_.OnOutcome(parcel.channel, ref, outcome, outcomes.result.reason, std::chrono::milliseconds(latency_ms));
      if (outcome.kind == SendOutcome::Kind::kDelivered) {
        refresher_.OnDelivered(part.key.first, parcel.channel, *part.message);
      }
    } else {
      observer_.OnCommitLost(ref, status);
    }
    std::lock_guard lock(mutex_);
    if (status.ok() && outcome.kind != SendOutcome::Kind::kRetry) {
      queue_.Done(part);
    } else {
      const auto delay = RetryDelay(rules_, ref.delivery, part.number, outcomes.result.retry_after);
      queue_.Again(part, clock_.SteadyNow() + delay, part.number + 1, alone);
    }
  }
  Wake();
}

void Outbox::Bury(int partition, const DeliveryRef& ref, const std::string& channel) {
  SendOutcome outcome;
  outcome.kind = SendOutcome::Kind::kDead;
  outcome.error = absl::StrCat("channel \"", channel, "\" is not configured at the notifier");
  commits_.CommitExtra(
      partition, [ref, outcome](eventlog::Machine& machine) { return Ours(machine).Finish(ref, outcome); },
      [this, ref, outcome](const absl::Status& status) {
        if (!status.ok()) return observer_.OnCommitLost(ref, status);
        observer_.OnOutcome("", ref, outcome, SendReason::kUnconfigured, std::chrono::milliseconds(0));
      });
}

void Outbox::TellSize(int partition, const NotifierMachine& machine) {
  size_t scheduled = 0;
  size_t sending = 0;
  for (const auto& [jurisdiction, desk] : machine.desks()) {
    scheduled += desk.waiting_count();
    sending += desk.on_their_way().size();
  }
  observer_.OnSize(partition, scheduled, sending);
}

void Outbox::Wake() {
  {
    std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

}  // namespace liandu::notifier

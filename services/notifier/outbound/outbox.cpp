#include "notifier/outbound/outbox.h"

#include <algorithm>
#include <cstdlib>

namespace liandu::notifier {
namespace {

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

}  // namespace

Outbox::Outbox(FencedCommits& commits, Channels channels, RetryRules rules, const platform::Clock& clock,
               OutboxObserver& observer, const LinkMaker* links)
    : commits_(commits),
      channels_(std::move(channels)),
      rules_(rules),
      clock_(clock),
      observer_(observer),
      links_(links) {
  for (const auto& [name, workers] : channels_) lanes_[name].workers = workers.get();
}

Outbox::~Outbox() { Stop(); }

void Outbox::Start() {
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
    woken_ = true;
  }
  changed_.notify_all();
  for (const auto& [ref, channel] : dead) Bury(partition, ref, channel);
  TellSize(partition, ours);
}

void Outbox::OnCommitted(int partition, eventlog::Machine& machine, eventlog::EntryId /*cursor*/,
                         const std::vector<eventlog::Commit::CausedOutput>& /*outputs*/) {
  NotifierMachine& ours = Ours(machine);
  std::vector<Attempt> now;
  std::vector<std::pair<DeliveryRef, std::string>> dead;
  for (const DeliveryRef& ref : ours.TakeNewlyDue()) {
    std::shared_ptr<const OutgoingMessage> message = MessageOf(ours, ref, links_);
    if (message == nullptr) continue;
    const std::string& channel = message->delivery.channel;
    std::lock_guard lock(mutex_);
    if (!Add(partition, *ours.FindDesk(ref.jurisdiction), ref, message->delivery.attempts)) {
      dead.emplace_back(ref, channel);
      continue;
    }
    // The commit that made it due has marked its first attempt: with a thread free it goes out without another.
    const Key key{partition, ref};
    Send& send = sends_.at(key);
    Lane& lane = lanes_.at(channel);
    if (!send.waits || stopped_ || lane.under_way >= lane.workers->capacity()) continue;
    lane.waiting.erase({send.not_before, key});
    send.waits = false;
    ++lane.under_way;
    now.push_back({key, send.token, channel, send.attempt, std::move(message)});
  }
  for (const Attempt& attempt : now) Hand(attempt);
  for (const auto& [ref, channel] : dead) Bury(partition, ref, channel);
  TellSize(partition, ours);
  {
    std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void Outbox::OnDropped(int partition) {
  {
    std::lock_guard lock(mutex_);
    for (auto it = sends_.lower_bound({partition, {}}); it != sends_.end() && it->first.first == partition;) {
      const Send& send = it->second;
      if (send.waits) lanes_.at(send.channel).waiting.erase({send.not_before, it->first});
      groups_.erase(send.group);
      it = sends_.erase(it);
    }
  }
  observer_.OnSize(partition, 0, 0);
}

bool Outbox::Add(int partition, const Desk& desk, const DeliveryRef& ref, int attempt) {
  const Delivery& delivery = desk.deliveries().at(ref.delivery);
  if (!lanes_.contains(delivery.channel)) return false;
  const Key key{partition, ref};
  Send& send = sends_[key];
  send.token = ++next_token_;
  send.channel = delivery.channel;
  send.group = {partition, {ref.jurisdiction, delivery.receiver, delivery.posts.front().id}};
  send.attempt = attempt;
  std::deque<Key>& group = groups_[send.group];
  group.push_back(key);
  if (group.size() == 1) WaitAgain(key, send, clock_.SteadyNow());
  return true;
}

void Outbox::Run() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    const std::vector<Attempt> ready = TakeReady(clock_.SteadyNow());
    if (ready.empty()) {
      clock_.WaitUntil(lock, changed_, NextTurn(), [this] { return stopped_ || woken_; });
      woken_ = false;
      continue;
    }
    lock.unlock();
    for (const Attempt& attempt : ready) Begin(attempt);
    lock.lock();
  }
}

Outbox::SteadyTime Outbox::NextTurn() const {
  SteadyTime next = clock_.SteadyNow() + std::chrono::hours(1);
  for (const auto& [name, lane] : lanes_) {
    if (lane.waiting.empty() || lane.under_way >= lane.workers->capacity()) continue;
    next = std::min(next, lane.waiting.begin()->first);
  }
  return next;
}

std::vector<Outbox::Attempt> Outbox::TakeReady(SteadyTime now) {
  std::vector<Attempt> ready;
  for (auto& [name, lane] : lanes_) {
    while (!lane.waiting.empty() && lane.under_way < lane.workers->capacity()) {
      const auto [not_before, key] = *lane.waiting.begin();
      if (not_before > now) break;
      lane.waiting.erase(lane.waiting.begin());
      Send& send = sends_.at(key);
      send.waits = false;
      ++lane.under_way;
      ready.push_back({key, send.token, name, send.attempt, nullptr});
    }
  }
  return ready;
}

void Outbox::Begin(Attempt attempt) {
  auto shared = std::make_shared<Attempt>(std::move(attempt));
  const auto mark = [this, shared](eventlog::Machine& machine) {
    eventlog::Effects effects = Ours(machine).BeginAttempt(shared->key.second, shared->number);
    shared->message = MessageOf(Ours(machine), shared->key.second, links_);
    return effects;
  };
  commits_.CommitExtra(shared->key.first, mark, [this, shared](const absl::Status& status) {
    if (status.ok() && shared->message != nullptr) return Hand(*shared);
    if (!status.ok()) observer_.OnCommitLost(shared->key.second, status);
    {
      std::lock_guard lock(mutex_);
      Release(shared->channel);
      Send* send = FindSend(*shared);
      if (send == nullptr) return;
      // Not on its way any more: nothing to send. Else the store was away: once more, later.
      if (status.ok()) {
        Remove(shared->key);
      } else {
        WaitAgain(shared->key, *send, clock_.SteadyNow() + rules_.first_delay);
      }
    }
    changed_.notify_all();
  });
}

void Outbox::Hand(const Attempt& attempt) {
  observer_.OnAttempt(attempt.channel, attempt.key.second, attempt.number);
  const bool taken = channels_.at(attempt.channel)->Submit(attempt.message, [this, attempt](const SendResult& result) {
    OnSent(attempt, result);
  });
  if (taken) return;
  // The workers' last thread is still on its way back, or they have been stopped.
  std::lock_guard lock(mutex_);
  Release(attempt.channel);
  if (Send* send = FindSend(attempt)) WaitAgain(attempt.key, *send, clock_.SteadyNow());
}

void Outbox::OnSent(const Attempt& attempt, const SendResult& result) {
  {
    std::lock_guard lock(mutex_);
    Release(attempt.channel);
    // Aborted by the stop: it stays marked, and the next owner sends it again.
    if (stopped_ && result.kind != SendResult::Kind::kAccepted) return;
  }
  changed_.notify_all();
  SendOutcome outcome;
  outcome.error = result.error;
  if (result.kind == SendResult::Kind::kAccepted) {
    outcome.time = model::Instant(std::chrono::milliseconds(clock_.NowMs()));
  } else {
    const bool again = result.kind == SendResult::Kind::kRetry && attempt.number < rules_.max_attempts;
    outcome.kind = again ? SendOutcome::Kind::kRetry : SendOutcome::Kind::kDead;
  }
  const auto finish = [ref = attempt.key.second, outcome](eventlog::Machine& machine) {
    return Ours(machine).Finish(ref, outcome);
  };
  commits_.CommitExtra(attempt.key.first, finish, [this, attempt, outcome, result](const absl::Status& status) {
    OnFinished(attempt, outcome, result, status);
  });
}

void Outbox::OnFinished(const Attempt& attempt, const SendOutcome& outcome, const SendResult& result,
                        const absl::Status& status) {
  if (status.ok()) {
    const int64_t delivered_ms = outcome.time.time_since_epoch().count();
    const int64_t latency_ms = std::max<int64_t>(0, delivered_ms - attempt.message->delivery.cause_ms);
    observer_.OnOutcome(attempt.channel, attempt.key.second, outcome, std::chrono::milliseconds(latency_ms));
  } else {
    observer_.OnCommitLost(attempt.key.second, status);
  }
  {
    std::lock_guard lock(mutex_);
    Send* send = FindSend(attempt);
    if (send == nullptr) return;
    if (status.ok() && outcome.kind != SendOutcome::Kind::kRetry) {
      Remove(attempt.key);
    } else {
      send->attempt = attempt.number + 1;
      const auto delay = RetryDelay(rules_, attempt.key.second.delivery, attempt.number, result.retry_after);
      WaitAgain(attempt.key, *send, clock_.SteadyNow() + delay);
    }
  }
  changed_.notify_all();
}

void Outbox::Bury(int partition, const DeliveryRef& ref, const std::string& channel) {
  const SendOutcome outcome{
      SendOutcome::Kind::kDead, {}, "channel \"" + channel + "\" is not configured at the notifier"};
  commits_.CommitExtra(
      partition, [ref, outcome](eventlog::Machine& machine) { return Ours(machine).Finish(ref, outcome); },
      [this, ref, outcome](const absl::Status& status) {
        if (status.ok()) return observer_.OnOutcome("", ref, outcome, std::chrono::milliseconds(0));
        observer_.OnCommitLost(ref, status);
      });
}

Outbox::Send* Outbox::FindSend(const Attempt& attempt) {
  auto it = sends_.find(attempt.key);
  return it == sends_.end() || it->second.token != attempt.token ? nullptr : &it->second;
}

void Outbox::WaitAgain(const Key& key, Send& send, SteadyTime not_before) {
  send.not_before = not_before;
  send.waits = true;
  lanes_.at(send.channel).waiting.insert({not_before, key});
  woken_ = true;
}

void Outbox::Remove(const Key& key) {
  auto it = sends_.find(key);
  const Group group = it->second.group;
  sends_.erase(it);
  auto members = groups_.find(group);
  if (members == groups_.end()) return;
  std::deque<Key>& keys = members->second;
  keys.erase(std::remove(keys.begin(), keys.end(), key), keys.end());
  if (keys.empty()) {
    groups_.erase(members);
    return;
  }
  const Key& next = keys.front();
  Send& send = sends_.at(next);
  if (!send.waits) WaitAgain(next, send, clock_.SteadyNow());
}

void Outbox::Release(const std::string& channel) {
  --lanes_.at(channel).under_way;
  woken_ = true;
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

}  // namespace liandu::notifier

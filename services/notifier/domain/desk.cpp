#include "notifier/domain/desk.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "notifier/domain/compose.h"
#include "notifier/domain/time_slots.h"

namespace liandu::notifier {

using model::Severity;
using model::TransitionKind;

void Desk::SetClock(model::ClockMode mode, model::Instant now) {
  if (mode == clock_mode_ && now <= clock_) return;
  clock_mode_ = mode;
  clock_ = std::max(clock_, now);
  changes_.clock = true;
}

void Desk::Put(model::Resource resource) {
  const model::ResourceKey key{model::KindOf(resource), model::IdOf(resource)};
  if (!Directory::Wants(key.kind)) return;
  directory_.Put(std::move(resource));
  changes_.resources.insert(key);
}

void Desk::Remove(const model::ResourceKey& key) {
  if (!Directory::Wants(key.kind)) return;
  directory_.Remove(key);
  changes_.resources.insert(key);
}

void Desk::Move(const model::Alert& alert, const model::Transition& transition, int64_t cause_ms) {
  AlertDesk& desk = alerts_[alert.id];
  const bool fires = transition.kind == TransitionKind::kRaised || transition.kind == TransitionKind::kSeverityChanged;
  const bool speaks = fires || transition.kind == TransitionKind::kCleared;
  std::vector<model::Transition> spoken = std::move(desk.alert.trail);
  desk.alert = alert;
  desk.alert.trail = speaks ? std::vector{transition} : std::move(spoken);
  changes_.alerts.insert(alert.id);
  if (!transition.suppressed && clock_mode_ != model::ClockMode::kImporting) {
    if (fires) Announce(desk, transition, cause_ms);
    if (transition.kind == TransitionKind::kCleared) Resolve(desk, transition, cause_ms);
  }
  ForgetIfQuiet(alert.id);
}

void Desk::Announce(AlertDesk& desk, const model::Transition& transition, int64_t cause_ms) {
  DropPending(desk);
  const RouteQuestion question{desk.alert.condition,        transition.severity,  desk.alert.chains,
                               desk.alert.responsible_unit, desk.alert.programme, desk.alert.posts};
  std::vector<Addressee> addressees = Route(directory_, question, directory_.civil_time().DateAt(clock_));
  // Who was told before hears how it goes on, also of what would no longer be told to him by itself.
  for (const auto& [key, told] : desk.told) {
    const bool named = std::any_of(addressees.begin(), addressees.end(),
                                   [&key = key](const Addressee& addressee) { return addressee.key() == key; });
    if (!named) addressees.push_back({key.receiver, told.channel, key.post, told.post_display_name, "", "", ""});
  }
  Schedule(desk, transition, addressees, transition.severity == Severity::kRed, cause_ms);
}

void Desk::Resolve(AlertDesk& desk, const model::Transition& transition, int64_t cause_ms) {
  DropPending(desk);
  std::vector<Addressee> interrupted;
  std::vector<Addressee> others;
  for (const auto& [key, told] : desk.told) {
    std::vector<Addressee>& group = told.severity == Severity::kRed ? interrupted : others;
    group.push_back({key.receiver, told.channel, key.post, told.post_display_name, "", "", ""});
  }
  Schedule(desk, transition, interrupted, true, cause_ms);
  Schedule(desk, transition, others, false, cause_ms);
}

void Desk::Schedule(AlertDesk& desk, const model::Transition& transition, const std::vector<Addressee>& addressees,
                    bool interrupts, int64_t cause_ms) {
  if (addressees.empty()) return;
  if (interrupts && InWorkingHours(directory_, clock_)) return SendAtOnce(desk, transition, addressees, cause_ms);
  const model::Instant digest = NextDigest(directory_, clock_);
  const model::Instant slot = interrupts ? std::min(digest, NextInterruption(directory_, clock_)) : digest;
  for (const Addressee& addressee : addressees) {
    Wait(desk, addressee.key(), transition, DigestFor(addressee, slot));
  }
}

void Desk::SendAtOnce(AlertDesk& desk, const model::Transition& transition, const std::vector<Addressee>& addressees,
                      int64_t cause_ms) {
  std::map<std::string, Delivery> by_receiver;
  for (const Addressee& addressee : addressees) {
    Delivery& delivery = by_receiver[addressee.receiver];
    delivery.receiver = addressee.receiver;
    delivery.channel = addressee.channel;
    delivery.posts.push_back({addressee.post, addressee.post_display_name});
  }
  for (auto& [receiver, delivery] : by_receiver) {
    delivery.id = absl::StrCat(jurisdiction_, "/", desk.alert.id, ":", transition.sequence, "/",
                               delivery.posts.front().id, "/", receiver);
    delivery.scheduled = clock_;
    delivery.kind = DeliveryKind::kImmediate;
    delivery.number = DeliveryNumber(delivery.id);
    Delivery& kept = deliveries_.insert_or_assign(delivery.id, delivery).first->second;
    scheduled_.insert({kept.scheduled, kept.id});
    for (const DeliveryPost& post : kept.posts) Wait(desk, {receiver, post.id}, transition, kept);
    MakeDue(kept, cause_ms);
  }
}

Delivery& Desk::DigestFor(const Addressee& addressee, model::Instant slot) {
  const std::string id = absl::StrCat(jurisdiction_, "/", slot.time_since_epoch().count() / 1000, "/", addressee.post,
                                      "/", addressee.receiver);
  auto [it, is_new] = deliveries_.try_emplace(id);
  Delivery& delivery = it->second;
  if (is_new) {
    delivery.id = id;
    delivery.receiver = addressee.receiver;
    delivery.channel = addressee.channel;
    delivery.posts = {{addressee.post, addressee.post_display_name}};
    delivery.scheduled = slot;
    delivery.number = DeliveryNumber(id);
    scheduled_.insert({slot, id});
  } else if (delivery.state == DeliveryState::kCancelled) {
    delivery.items.clear();
    delivery.title.clear();
    delivery.text.clear();
    SetState(delivery, DeliveryState::kScheduled);
  }
  changes_.deliveries.insert(id);
  return delivery;
}

void Desk::Wait(AlertDesk& desk, const RecipientKey& key, const model::Transition& transition,
                const Delivery& delivery) {
  desk.pending[key] = {delivery.id, transition.sequence, transition.kind, transition.severity};
  waiting_alerts_[delivery.id].insert(desk.alert.id);
  changes_.alerts.insert(desk.alert.id);
}

void Desk::DropPending(AlertDesk& desk) {
  for (const auto& [key, pending] : desk.pending) {
    auto waiting = waiting_alerts_.find(pending.delivery);
    if (waiting == waiting_alerts_.end()) continue;
    waiting->second.erase(desk.alert.id);
    if (!waiting->second.empty()) continue;
    waiting_alerts_.erase(waiting);
    Cancel(deliveries_.at(pending.delivery), desk, pending);
  }
  desk.pending.clear();
}

void Desk::Cancel(Delivery& delivery, const AlertDesk& desk, const Pending& pending) {
  delivery.items = {{pending.sequence, pending.kind, pending.severity, desk.alert, "", ""}};
  Compose(directory_, delivery);
  SetState(delivery, DeliveryState::kCancelled);
}

std::optional<std::pair<model::Instant, std::string>> Desk::NextDue() const {
  if (scheduled_.empty()) return std::nullopt;
  return *scheduled_.begin();
}

void Desk::FireNextDue(int64_t cause_ms) {
  if (scheduled_.empty()) std::abort();
  MakeDue(deliveries_.at(scheduled_.begin()->second), cause_ms);
}

void Desk::MakeDue(Delivery& delivery, int64_t cause_ms) {
  delivery.items = WaitingItems(delivery);
  delivery.omitted_items = 0;
  SortForReading(directory_, delivery.items);
  if (delivery.items.size() > kMaxDeliveryItems) {
    delivery.omitted_items = static_cast<int>(delivery.items.size()) - kMaxDeliveryItems;
    delivery.items.resize(kMaxDeliveryItems);
  }
  delivery.cause_ms = cause_ms;
  delivery.attempts = 1;
  Compose(directory_, delivery);
  const std::set<std::string> alerts = std::exchange(waiting_alerts_[delivery.id], {});
  waiting_alerts_.erase(delivery.id);
  for (const std::string& alert : alerts) Tell(delivery, alert);
  newly_due_.push_back(delivery.id);
  SetState(delivery, DeliveryState::kSending);
}

std::vector<DeliveryItem> Desk::WaitingItems(const Delivery& delivery) const {
  std::vector<DeliveryItem> items;
  auto waiting = waiting_alerts_.find(delivery.id);
  if (waiting == waiting_alerts_.end()) return items;
  for (const std::string& alert : waiting->second) {
    const AlertDesk& desk = alerts_.at(alert);
    for (const DeliveryPost& post : delivery.posts) {
      auto pending = desk.pending.find({delivery.receiver, post.id});
      if (pending == desk.pending.end() || pending->second.delivery != delivery.id) continue;
      items.push_back({pending->second.sequence, pending->second.kind, pending->second.severity, desk.alert, "", ""});
      break;
    }
  }
  return items;
}

void Desk::Tell(const Delivery& delivery, const std::string& alert) {
  AlertDesk& desk = alerts_.at(alert);
  for (const DeliveryPost& post : delivery.posts) {
    const RecipientKey key{delivery.receiver, post.id};
    auto pending = desk.pending.find(key);
    if (pending == desk.pending.end() || pending->second.delivery != delivery.id) continue;
    if (pending->second.kind == TransitionKind::kCleared) {
      desk.told.erase(key);
    } else {
      desk.told[key] = {delivery.channel, post.display_name, pending->second.sequence, pending->second.severity};
    }
    desk.pending.erase(pending);
  }
  changes_.alerts.insert(alert);
  // The transition that is being taken looks after its own alert when it is through.
  if (delivery.kind != DeliveryKind::kImmediate) ForgetIfQuiet(alert);
}

bool Desk::BeginAttempt(const std::string& id, int attempt) {
  auto it = deliveries_.find(id);
  if (it == deliveries_.end() || it->second.state != DeliveryState::kSending) return false;
  it->second.attempts = attempt;
  changes_.deliveries.insert(id);
  return true;
}

void Desk::Finish(const std::string& id, const SendOutcome& outcome) {
  auto it = deliveries_.find(id);
  if (it == deliveries_.end() || it->second.state != DeliveryState::kSending) return;
  Delivery& delivery = it->second;
  delivery.last_error = outcome.error;
  if (!outcome.note.empty()) delivery.reason = outcome.note;
  changes_.deliveries.insert(id);
  if (outcome.kind == SendOutcome::Kind::kRetry) return;
  if (outcome.kind == SendOutcome::Kind::kDelivered) delivery.delivered = outcome.time;
  const bool delivered = outcome.kind == SendOutcome::Kind::kDelivered;
  SetState(delivery, delivered ? DeliveryState::kDelivered : DeliveryState::kDead);
}

Desk::Slots& Desk::SlotsOf(DeliveryState state) {
  if (state == DeliveryState::kScheduled) return scheduled_;
  return state == DeliveryState::kSending ? sending_ : finished_;
}

void Desk::SetState(Delivery& delivery, DeliveryState state) {
  const std::pair<model::Instant, std::string> slot{delivery.scheduled, delivery.id};
  SlotsOf(delivery.state).erase(slot);
  delivery.state = state;
  SlotsOf(state).insert(slot);
  changes_.deliveries.insert(delivery.id);
  if (IsFinished(state)) ForgetOldest();
}

void Desk::ForgetIfQuiet(const std::string& alert) {
  auto it = alerts_.find(alert);
  if (it == alerts_.end() || !it->second.told.empty() || !it->second.pending.empty()) return;
  alerts_.erase(it);
}

void Desk::ForgetOldest() {
  while (finished_.size() > kMaxFinishedDeliveries) {
    changes_.deliveries.insert(finished_.begin()->second);
    deliveries_.erase(finished_.begin()->second);
    finished_.erase(finished_.begin());
  }
}

std::vector<Desk::Decision> Desk::TestRoute(const RouteQuestion& question, model::Instant now) const {
  const bool interrupts = question.severity == Severity::kRed;
  const bool immediate = interrupts && InWorkingHours(directory_, now);
  const model::Instant digest = NextDigest(directory_, now);
  const model::Instant scheduled = interrupts ? std::min(digest, NextInterruption(directory_, now)) : digest;
  std::vector<Decision> decisions;
  for (Addressee& addressee : Route(directory_, question, directory_.civil_time().DateAt(now))) {
    decisions.push_back({std::move(addressee), immediate, scheduled});
  }
  return decisions;
}

std::vector<DeliveryItem> Desk::ItemsOf(const Delivery& delivery) const {
  if (delivery.state != DeliveryState::kScheduled) return delivery.items;
  std::vector<DeliveryItem> items = WaitingItems(delivery);
  SortForReading(directory_, items);
  if (items.size() > kMaxDeliveryItems) items.resize(kMaxDeliveryItems);
  return items;
}

void Desk::RestoreClock(model::ClockMode mode, model::Instant clock) {
  clock_mode_ = mode;
  clock_ = clock;
}

void Desk::RestoreResource(model::Resource resource) { directory_.Put(std::move(resource)); }

void Desk::RestoreAlert(AlertDesk alert) {
  for (const auto& [key, pending] : alert.pending) waiting_alerts_[pending.delivery].insert(alert.alert.id);
  const std::string id = alert.alert.id;
  alerts_.insert_or_assign(id, std::move(alert));
}

void Desk::RestoreDelivery(Delivery delivery) {
  SlotsOf(delivery.state).insert({delivery.scheduled, delivery.id});
  const std::string id = delivery.id;
  deliveries_.insert_or_assign(id, std::move(delivery));
}

}  // namespace liandu::notifier

#include "notifier/domain/desk.h"

#include <algorithm>
#include <cstdlib>

namespace liandu::notifier {

using model::ResourceKind;

Desk::Changes Desk::TakeChanges() {
  changes_.deliveries = book_.TakeChanged();
  return std::exchange(changes_, {});
}

void Desk::SetClock(model::ClockMode mode, model::Instant now) {
  if (mode == clock_mode_ && now <= clock_) return;
  const bool goes_live = clock_mode_ == model::ClockMode::kImporting && mode != model::ClockMode::kImporting;
  clock_mode_ = mode;
  clock_ = std::max(clock_, now);
  changes_.clock = true;
  if (goes_live) next_weekly_.reset();
  if (!next_weekly_) PlanWeekly();
}

void Desk::Apply(const std::vector<model::Resource>& put, const std::vector<model::ResourceKey>& removed,
                 int64_t cause_ms) {
  bool decides = false;
  const auto note = [&](const model::ResourceKey& key) {
    changes_.resources.insert(key);
    decides = decides || key.kind == ResourceKind::kJurisdiction || key.kind == ResourceKind::kWorkCalendar ||
              key.kind == ResourceKind::kNotificationPolicy || key.kind == ResourceKind::kSilence;
  };
  std::vector<const model::Circular*> circulars;
  for (const model::Resource& resource : put) {
    const model::ResourceKey key{model::KindOf(resource), model::IdOf(resource)};
    if (!Directory::Wants(key.kind)) continue;
    if (const auto* circular = std::get_if<model::Circular>(&resource)) {
      if (model::Find(directory_.catalogue().circulars, circular->id) == nullptr) circulars.push_back(circular);
    }
    directory_.Put(resource);
    note(key);
  }
  for (const model::ResourceKey& key : removed) {
    if (!Directory::Wants(key.kind)) continue;
    directory_.Remove(key);
    note(key);
  }
  if (decides) RefreshAll();
  if (clock_mode_ == model::ClockMode::kImporting) return;
  for (const model::Circular* circular : circulars) Circulate(*circular);
  FlushDueNow(cause_ms);
  Settle();
}

void Desk::RefreshAll() {
  inhibitors_.Reset(directory_.policy().inhibitions);
  for (const auto& [id, places] : places_) {
    if (places.inhibits) inhibitors_.Add(QuestionOf(alerts_.at(id).alert));
  }
  for (auto& [id, desk] : alerts_) {
    if (desk.hold) ReleaseHeld(desk);
    Touch(desk);
  }
  Settle();
  next_weekly_.reset();
  PlanWeekly();
  changes_.clock = true;
}

void Desk::Move(const model::Alert& alert, const model::Transition& transition, int64_t cause_ms) {
  AlertDesk& desk = alerts_[alert.id];
  Keep(desk, alert, transition);
  Follow(desk.progress, alert, transition);
  Touch(desk);
  if (!transition.suppressed && clock_mode_ != model::ClockMode::kImporting) Hear(desk, transition);
  Settle();
  FlushDueNow(cause_ms);
  Settle();
}

std::optional<DueMoment> Desk::NextDue() const {
  std::optional<DueMoment> first;
  const auto consider = [&first](DueMoment moment) {
    if (!first || moment < *first) first = std::move(moment);
  };
  if (!wakes_.empty()) consider({wakes_.begin()->first, DueMoment::Kind::kAlert, wakes_.begin()->second});
  const DeliveryBook::Slots& scheduled = book_.scheduled();
  if (!scheduled.empty()) consider({scheduled.begin()->first, DueMoment::Kind::kDelivery, scheduled.begin()->second});
  if (next_weekly_) consider({*next_weekly_, DueMoment::Kind::kWeekly, ""});
  return first;
}

void Desk::FireNextDue(int64_t cause_ms) {
  const std::optional<DueMoment> due = NextDue();
  if (!due) std::abort();
  SetClock(clock_mode_, due->at);
  switch (due->kind) {
    case DueMoment::Kind::kAlert:
      Wake(alerts_.at(due->id));
      break;
    case DueMoment::Kind::kDelivery:
      due_now_.push_back(due->id);
      break;
    case DueMoment::Kind::kWeekly:
      FireWeekly();
      break;
  }
  FlushDueNow(cause_ms);
  Settle();
}

bool Desk::BeginAttempt(const std::string& id, int attempt) {
  Delivery* delivery = book_.Find(id);
  if (delivery == nullptr || delivery->state != DeliveryState::kSending) return false;
  delivery->attempts = attempt;
  book_.Touch(*delivery);
  return true;
}

void Desk::Finish(const std::string& id, const SendOutcome& outcome) {
  Delivery* delivery = book_.Find(id);
  if (delivery == nullptr || delivery->state != DeliveryState::kSending) return;
  delivery->last_error = outcome.error;
  if (!outcome.note.empty()) delivery->reason = outcome.note;
  book_.Touch(*delivery);
  if (outcome.kind == SendOutcome::Kind::kRetry) return;
  const bool delivered = outcome.kind == SendOutcome::Kind::kDelivered;
  if (delivered) delivery->delivered = outcome.time;
  book_.SetState(*delivery, delivered ? DeliveryState::kDelivered : DeliveryState::kDead);
}

std::vector<DeliveryItem> Desk::ItemsOf(const Delivery& delivery) const {
  auto waiting = waiting_alerts_.find(delivery.id);
  if (delivery.state != DeliveryState::kScheduled || waiting == waiting_alerts_.end()) return delivery.items;
  int omitted = 0;
  return WaitingItems(delivery.id, waiting->second, omitted);
}

std::vector<const Delivery*> Desk::DeliveriesOf(const std::string& alert) const {
  std::set<std::string> ids = book_.Telling(alert);
  if (const AlertDesk* desk = model::Find(alerts_, alert)) {
    // What a full message only counted, and what still waits.
    for (const auto& [key, told] : desk->told) ids.insert(told.delivery);
    for (const auto& [key, pending] : desk->pending) ids.insert(pending.delivery);
  }
  std::vector<const Delivery*> deliveries;
  for (const std::string& id : ids) {
    if (const Delivery* delivery = book_.Find(id)) deliveries.push_back(delivery);
  }
  std::stable_sort(deliveries.begin(), deliveries.end(),
                   [](const Delivery* a, const Delivery* b) { return a->scheduled < b->scheduled; });
  return deliveries;
}

void Desk::RestoreClock(model::ClockMode mode, model::Instant clock, std::optional<model::Instant> next_weekly) {
  clock_mode_ = mode;
  clock_ = clock;
  next_weekly_ = next_weekly;
}

void Desk::RestoreResource(model::Resource resource) { directory_.Put(std::move(resource)); }

void Desk::RestoreAlert(AlertDesk alert) {
  for (const auto& [key, pending] : alert.pending) {
    if (!pending.delivery.empty()) waiting_alerts_[pending.delivery].insert(alert.alert.id);
  }
  const std::string id = alert.alert.id;
  alerts_.insert_or_assign(id, std::move(alert));
}

void Desk::RestoreDelivery(Delivery delivery) { book_.Restore(std::move(delivery)); }

void Desk::FinishRestore() {
  inhibitors_.Reset(directory_.policy().inhibitions);
  for (const auto& [id, desk] : alerts_) Place(id, PlacesOf(desk));
}

}  // namespace liandu::notifier

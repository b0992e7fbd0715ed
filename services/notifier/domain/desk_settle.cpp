#include <algorithm>

#include "notifier/domain/desk.h"

namespace liandu::notifier {
namespace {

/// Whether somebody was told, and not yet that it had ended.
bool IsHeardOf(const AlertDesk& desk) {
  return std::any_of(desk.told.begin(), desk.told.end(), [](const auto& entry) { return !entry.second.over; });
}

}  // namespace

void Desk::Touch(const AlertDesk& desk) {
  changes_.alerts.insert(desk.alert.id);
  unsettled_.insert(desk.alert.id);
}

void Desk::Settle() {
  while (!unsettled_.empty()) {
    auto it = alerts_.find(unsettled_.extract(unsettled_.begin()).value());
    if (it == alerts_.end()) continue;
    const std::string id = it->first;
    Settle(it->second);
    if (IsNeeded(it->second)) continue;
    Place(id, {});
    places_.erase(id);
    alerts_.erase(it);
  }
}

void Desk::Settle(AlertDesk& desk) {
  Prune(desk);
  const bool waits_held = std::any_of(desk.pending.begin(), desk.pending.end(),
                                      [](const auto& entry) { return entry.second.delivery.empty(); });
  if (!waits_held) desk.hold.reset();
  desk.wake = NextWake(desk);
  changes_.alerts.insert(desk.alert.id);
  const bool ended = places_[desk.alert.id].inhibits;
  Place(desk.alert.id, PlacesOf(desk));
  if (!ended || places_[desk.alert.id].inhibits) return;
  auto held = held_by_.find(desk.alert.id);
  if (held == held_by_.end()) return;
  const std::set<std::string> released = held->second;
  for (const std::string& id : released) ReleaseHeld(alerts_.at(id));
}

void Desk::Prune(AlertDesk& desk) const {
  std::vector<model::Transition>& trail = desk.alert.trail;
  const auto last_reminder = std::find_if(trail.rbegin(), trail.rend(), [](const model::Transition& transition) {
    return transition.kind == model::TransitionKind::kRaised ||
           transition.kind == model::TransitionKind::kSeverityChanged;
  });
  const int64_t reminder = last_reminder == trail.rend() ? 0 : last_reminder->sequence;
  const auto is_needed = [&](const model::Transition& transition) {
    return transition.sequence == reminder ||
           std::any_of(desk.pending.begin(), desk.pending.end(),
                       [&](const auto& entry) { return entry.second.telling.sequence == transition.sequence; });
  };
  trail.erase(std::remove_if(trail.begin(), trail.end(),
                             [&](const model::Transition& transition) { return !is_needed(transition); }),
              trail.end());
}

Desk::Places Desk::PlacesOf(const AlertDesk& desk) const {
  Places places;
  places.wake = desk.wake;
  if (desk.hold) places.held_by = desk.hold->source;
  if (!desk.alert.open) return places;
  if (!desk.hold) {
    // Its ladder waits for what inhibits it, though nothing of it was held back.
    const auto held = HoldBack(directory_, inhibitors_, QuestionOf(desk.alert), desk.alert.excused_until, clock_);
    if (held) places.held_by = held->source;
  }
  const Duties duties = DutiesOf(desk.alert);
  if (duties.responsible) places.unit = desk.alert.responsible_unit;
  if (duties.issuer || (duties.responsible && places.unit.empty())) places.programme = desk.alert.programme;
  places.inhibits = IsHeardOf(desk);
  return places;
}

void Desk::Place(const std::string& alert, const Places& places) {
  Places& old = places_[alert];
  const auto move = [&alert](auto& index, const std::string& from, const std::string& to) {
    if (from == to) return;
    auto it = index.find(from);
    if (it != index.end()) it->second.erase(alert);
    if (it != index.end() && it->second.empty()) index.erase(it);
    if (!to.empty()) index[to].insert(alert);
  };
  move(held_by_, old.held_by, places.held_by);
  move(waiting_for_unit_, old.unit, places.unit);
  move(waiting_for_issuer_, old.programme, places.programme);
  if (old.wake) wakes_.erase({*old.wake, alert});
  if (places.wake) wakes_.insert({*places.wake, alert});
  if (places.inhibits) inhibitors_.Add(QuestionOf(alerts_.at(alert).alert));
  if (!places.inhibits && old.inhibits) inhibitors_.Remove(alert);
  old = places;
}

bool Desk::IsNeeded(const AlertDesk& desk) const {
  if (desk.alert.open || !desk.pending.empty()) return true;
  // The week's page counts what has ended.
  return next_weekly_.has_value() && !desk.told.empty();
}

}  // namespace liandu::notifier

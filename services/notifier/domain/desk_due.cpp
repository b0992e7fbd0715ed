#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "notifier/domain/desk.h"
#include "notifier/domain/time_slots.h"

namespace liandu::notifier {

using model::TransitionKind;

void Desk::MakeDue(const std::string& id, int64_t cause_ms) {
  Delivery* delivery = book_.Find(id);
  if (delivery == nullptr || delivery->state != DeliveryState::kScheduled) return;
  Address(*delivery);
  const bool tells_of_alerts = delivery->kind == DeliveryKind::kDigest || delivery->kind == DeliveryKind::kImmediate;
  if (tells_of_alerts) {
    auto waiting = waiting_alerts_.find(id);
    if (waiting == waiting_alerts_.end()) return book_.Erase(id);
    const std::map<std::string, HeldBack> held = FindHeld(waiting->second, id);
    if (!held.empty()) Suppress(*delivery, held);
    if (delivery->state != DeliveryState::kScheduled) return;
    if (delivery->kind == DeliveryKind::kImmediate && IsBeyondLimit(*delivery)) return Merge(*delivery);
  }
  Send(*delivery, cause_ms);
}

void Desk::Address(Delivery& delivery) {
  const model::Date today = directory_.civil_time().DateAt(clock_);
  delivery.contact_points.clear();
  delivery.addresses.clear();
  for (const model::Receiver& receiver : directory_.policy().receivers) {
    if (receiver.id == delivery.receiver) delivery.addresses = receiver.addresses;
  }
  std::vector<DeliveryPost> posts;
  std::vector<DeliveryPost> others;
  for (DeliveryPost post : delivery.posts) {
    if (const model::Post* known = model::Find(directory_.catalogue().posts, post.id)) {
      const model::PostHolder* holder = model::HolderOn(*known, today);
      post.display_name = directory_.PostName(*known);
      post.holder = holder == nullptr ? "" : holder->display_name;
      if (delivery.addresses.empty()) post.person = directory_.PersonOf(*known, today);
      // Posts that one person held when they were put together may have changed hands since.
      if (!delivery.shared && !posts.empty() && post.person != posts.front().person) {
        others.push_back(post);
        continue;
      }
      if (holder != nullptr && delivery.addresses.empty()) {
        for (const model::ContactPoint& point : holder->contact_points) {
          auto& points = delivery.contact_points;
          if (std::find(points.begin(), points.end(), point) == points.end()) points.push_back(point);
        }
      }
    }
    posts.push_back(std::move(post));
  }
  book_.SetPosts(delivery, std::move(posts));
  for (const DeliveryPost& post : others) Split(delivery, post);
}

void Desk::Split(Delivery& delivery, const DeliveryPost& post) {
  Delivery own;
  own.id = absl::StrCat(delivery.id, "/", post.id);
  own.receiver = delivery.receiver;
  own.channel = delivery.channel;
  own.posts = {post};
  own.kind = delivery.kind;
  own.group = delivery.group;
  own.scheduled = delivery.scheduled;
  const std::set<std::string> alerts = waiting_alerts_[delivery.id];
  for (const std::string& alert : alerts) {
    AlertDesk& desk = alerts_.at(alert);
    auto pending = desk.pending.find({delivery.receiver, post.id});
    if (pending == desk.pending.end() || pending->second.delivery != delivery.id) continue;
    pending->second.delivery = own.id;
    waiting_alerts_[own.id].insert(alert);
    const bool still = std::any_of(desk.pending.begin(), desk.pending.end(),
                                   [&](const auto& entry) { return entry.second.delivery == delivery.id; });
    if (!still) waiting_alerts_[delivery.id].erase(alert);
    Touch(desk);
  }
  if (waiting_alerts_[delivery.id].empty()) waiting_alerts_.erase(delivery.id);
  due_now_.push_back(own.id);
  book_.Add(std::move(own));
}

void Desk::Send(Delivery& delivery, int64_t cause_ms) {
  const std::set<std::string> alerts = TakeWaiting(delivery.id);
  if (!alerts.empty()) {
    int omitted = 0;
    book_.SetItems(delivery, WaitingItems(delivery.id, alerts, omitted));
    delivery.omitted_items = omitted;
    for (const std::string& alert : alerts) {
      AlertDesk& desk = alerts_.at(alert);
      for (auto pending = desk.pending.begin(); pending != desk.pending.end();) {
        if (pending->second.delivery != delivery.id) {
          ++pending;
          continue;
        }
        Tell(desk, pending->second);
        pending = desk.pending.erase(pending);
      }
      Touch(desk);
    }
    Compose(directory_, delivery, ToDosOf(delivery));
  }
  delivery.cause_ms = cause_ms;
  delivery.attempts = 1;
  newly_due_.push_back(delivery.id);
  book_.SetState(delivery, DeliveryState::kSending);
}

void Desk::Tell(AlertDesk& desk, const Pending& pending) {
  const Telling& telling = pending.telling;
  auto told = desk.told.find(pending.addressee.key());
  if (telling.kind == TransitionKind::kCleared || telling.kind == TransitionKind::kVerified) {
    if (told == desk.told.end()) return;
    told->second.over = true;
    told->second.delivery = pending.delivery;
    return;
  }
  if (!Reminds(telling)) return;
  Addressee addressee = pending.addressee;
  // A step tells on terms of its own; that somebody is told again by his route stays so.
  if (told != desk.told.end() && addressee.repeat_days == 0) {
    addressee.repeat_days = told->second.addressee.repeat_days;
  }
  desk.told[addressee.key()] = {addressee, telling.sequence, telling.severity, clock_, pending.delivery, false};
  NoteTold(desk.progress, clock_);
}

DeliveryItem Desk::ItemOf(const AlertDesk& desk, const Pending& pending) {
  const Telling& telling = pending.telling;
  DeliveryItem item;
  item.sequence = telling.sequence;
  item.kind = telling.kind;
  item.severity = telling.severity;
  item.alert = desk.alert;
  item.alert.trail.clear();
  for (const model::Transition& transition : desk.alert.trail) {
    if (transition.sequence == telling.sequence) item.alert.trail = {transition};
  }
  item.route = pending.addressee.route;
  item.reason = pending.addressee.reason;
  item.step = telling.step;
  item.repeated = telling.repeated;
  item.merged = telling.merged;
  item.held_back = telling.held_back;
  return item;
}

std::vector<DeliveryItem> Desk::WaitingItems(const std::string& delivery, const std::set<std::string>& alerts,
                                             int& omitted) const {
  // Only those that are kept are copied.
  std::vector<std::tuple<ReadingPlace, const AlertDesk*, const Pending*>> all;
  for (const std::string& alert : alerts) {
    const AlertDesk& desk = alerts_.at(alert);
    const Pending* chosen = nullptr;
    for (const auto& [key, pending] : desk.pending) {
      if (pending.delivery != delivery) continue;
      if (chosen == nullptr || chosen->telling.step < pending.telling.step) chosen = &pending;
    }
    if (chosen == nullptr) continue;
    const Telling& telling = chosen->telling;
    all.emplace_back(ReadingPlaceOf(directory_, desk.alert, telling.kind, telling.severity), &desk, chosen);
  }
  const size_t kept = std::min<size_t>(all.size(), kMaxDeliveryItems);
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end(),
                    [](const auto& a, const auto& b) { return std::get<0>(a) < std::get<0>(b); });
  omitted = static_cast<int>(all.size() - kept);
  std::vector<DeliveryItem> items;
  for (size_t i = 0; i < kept; ++i) items.push_back(ItemOf(*std::get<1>(all[i]), *std::get<2>(all[i])));
  return items;
}

std::set<std::string> Desk::TakeWaiting(const std::string& delivery) {
  auto it = waiting_alerts_.find(delivery);
  if (it == waiting_alerts_.end()) return {};
  std::set<std::string> alerts = std::move(it->second);
  waiting_alerts_.erase(it);
  return alerts;
}

std::vector<ToDo> Desk::ToDosOf(const Delivery& delivery) const {
  std::vector<ToDo> to_dos;
  if (delivery.shared || delivery.kind != DeliveryKind::kDigest) return to_dos;
  const auto add = [&](const auto& index, const std::string& key, bool issuer) {
    auto it = index.find(key);
    if (it == index.end()) return;
    for (const std::string& id : it->second) {
      const model::Alert& alert = alerts_.at(id).alert;
      const Duties duties = DutiesOf(alert);
      const bool unnamed = issuer && alert.responsible_unit.empty();
      if (issuer && duties.issuer != nullptr) to_dos.push_back({&alert, duties.issuer, std::nullopt});
      if ((!issuer || unnamed) && duties.responsible != nullptr) {
        to_dos.push_back({&alert, duties.responsible, duties.until});
      }
    }
  };
  std::set<std::string> units;
  for (const DeliveryPost& post : delivery.posts) {
    const model::Post* known = model::Find(directory_.catalogue().posts, post.id);
    if (known == nullptr) continue;
    if (known->role == model::PostRole::kLiaison || known->role == model::PostRole::kUnitHead)
      units.insert(known->unit);
  }
  for (const std::string& unit : units) add(waiting_for_unit_, unit, false);
  for (const auto& [id, programme] : directory_.catalogue().programmes) {
    if (units.contains(programme.issuer)) add(waiting_for_issuer_, id, true);
  }
  return to_dos;
}

}  // namespace liandu::notifier

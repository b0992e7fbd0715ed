#include <algorithm>

#include "absl/strings/str_cat.h"
#include "notifier/domain/desk.h"

namespace liandu::notifier {

std::map<std::string, HeldBack> Desk::FindHeld(const std::set<std::string>& alerts, const std::string& delivery) {
  std::map<std::string, HeldBack> held;
  const auto look = [&](const AlertDesk& desk) {
    const bool reminds = std::any_of(desk.pending.begin(), desk.pending.end(), [&](const auto& entry) {
      return entry.second.delivery == delivery && Reminds(entry.second.telling);
    });
    if (!reminds) return false;
    auto found = HoldBack(directory_, inhibitors_, QuestionOf(desk.alert), desk.alert.excused_until, clock_);
    if (found) held.emplace(desk.alert.id, std::move(*found));
    return !found;
  };
  const bool inhibits = !directory_.policy().inhibitions.empty();
  std::vector<std::string> sources;
  for (const std::string& id : alerts) {
    const AlertDesk& desk = alerts_.at(id);
    // What is about to be told holds back what would be told beside it.
    if (look(desk) && inhibits && !places_[id].inhibits) sources.push_back(id);
  }
  for (const std::string& id : sources) inhibitors_.Add(QuestionOf(alerts_.at(id).alert));
  for (const std::string& id : sources) {
    if (!look(alerts_.at(id))) inhibitors_.Remove(id);
  }
  return held;
}

void Desk::Suppress(Delivery& delivery, const std::map<std::string, HeldBack>& held) {
  Delivery record = delivery;
  record.id = absl::StrCat(delivery.id, "/held");
  std::vector<DeliveryItem> items;
  for (const auto& [id, why] : held) {
    AlertDesk& desk = alerts_.at(id);
    desk.hold = Hold{why.source, why.until};
    bool listed = items.size() == kMaxDeliveryItems;
    for (auto& [key, pending] : desk.pending) {
      if (pending.delivery != delivery.id || !Reminds(pending.telling)) continue;
      if (!listed) {
        items.push_back(ItemOf(desk, pending));
        items.back().reason = why.reason;
        listed = true;
      }
      pending.delivery.clear();
      pending.telling.held_back = true;
    }
    const bool still = std::any_of(desk.pending.begin(), desk.pending.end(),
                                   [&](const auto& entry) { return entry.second.delivery == delivery.id; });
    if (!still) waiting_alerts_[delivery.id].erase(id);
    Touch(desk);
  }
  const bool all = waiting_alerts_[delivery.id].empty();
  if (all) waiting_alerts_.erase(delivery.id);
  Delivery& kept = all ? delivery : book_.Add(std::move(record));
  kept.omitted_items = static_cast<int>(held.size() - items.size());
  SortForReading(directory_, items);
  book_.SetItems(kept, std::move(items));
  kept.reason = held.begin()->second.reason;
  const bool alike =
      std::all_of(held.begin(), held.end(), [&](const auto& entry) { return entry.second.reason == kept.reason; });
  if (!alike) absl::StrAppend(&kept.reason, " 等");
  Compose(directory_, kept);
  book_.SetState(kept, DeliveryState::kSuppressed);
}

void Desk::ReleaseHeld(AlertDesk& desk) {
  const auto held = HoldBack(directory_, inhibitors_, QuestionOf(desk.alert), desk.alert.excused_until, clock_);
  Touch(desk);
  if (held) {
    desk.hold = Hold{held->source, held->until};
    return;
  }
  desk.hold.reset();
  for (auto& [key, pending] : desk.pending) {
    if (!pending.delivery.empty()) continue;
    pending.delivery = DigestFor(pending.addressee, SlotOfNow()).id;
    waiting_alerts_[pending.delivery].insert(desk.alert.id);
  }
}

}  // namespace liandu::notifier

#include "absl/strings/str_cat.h"
#include "notifier/domain/desk.h"
#include "notifier/domain/time_slots.h"

namespace liandu::notifier {

bool Desk::IsBeyondLimit(const Delivery& delivery) const {
  // A place that many read is nobody.
  if (delivery.shared) return false;
  const model::CivilTime& civil_time = directory_.civil_time();
  const model::Date today = civil_time.DateAt(clock_);
  return book_.SentTo(delivery.posts.front().person, civil_time.StartOf(today), civil_time.StartOf(today + 1)) >=
         directory_.policy().daily_message_limit;
}

void Desk::Merge(Delivery& delivery) {
  const model::Instant slot = NextDigest(directory_, clock_);
  const std::set<std::string> alerts = TakeWaiting(delivery.id);
  int omitted = 0;
  book_.SetItems(delivery, WaitingItems(delivery.id, alerts, omitted));
  delivery.omitted_items = omitted;
  model::Instant told = slot;
  for (const std::string& alert : alerts) {
    AlertDesk& desk = alerts_.at(alert);
    for (auto& [key, pending] : desk.pending) {
      if (pending.delivery != delivery.id) continue;
      const Delivery& digest = DigestFor(pending.addressee, slot);
      pending.telling.merged = true;
      pending.delivery = digest.id;
      waiting_alerts_[digest.id].insert(alert);
      delivery.merged_into = digest.id;
      told = digest.scheduled;
    }
    Touch(desk);
  }
  const model::CivilTime& civil_time = directory_.civil_time();
  const std::string text = civil_time.ToText(told);
  const bool today = civil_time.DateAt(told) == civil_time.DateAt(clock_);
  delivery.reason = absl::StrCat("今日已发 ", directory_.policy().daily_message_limit, " 条，并入 ",
                                 today ? text.substr(text.find(' ') + 1) : text, " 汇总");
  Compose(directory_, delivery);
  book_.SetState(delivery, DeliveryState::kMerged);
}

}  // namespace liandu::notifier

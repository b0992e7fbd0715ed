#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "notifier/domain/desk.h"
#include "notifier/domain/time_slots.h"

namespace liandu::notifier {
namespace {

/// Without what is looked up anew for each message.
Addressee Lasting(Addressee addressee) {
  addressee.holder.clear();
  addressee.addresses.clear();
  addressee.contact_points.clear();
  return addressee;
}

Delivery DeliveryTo(const Addressee& addressee) {
  Delivery delivery;
  delivery.receiver = addressee.receiver;
  delivery.channel = addressee.channel;
  delivery.shared = addressee.shared;
  delivery.posts = {{addressee.post, addressee.post_display_name, "", addressee.person}};
  return delivery;
}

/// How an id names a recipient: a shared receiver has no post of its own.
std::string RecipientId(const Addressee& addressee) {
  return absl::StrCat(addressee.shared ? "" : addressee.post, "/", addressee.receiver);
}

}  // namespace

void Desk::Schedule(AlertDesk& desk, const Telling& telling, const Addressees& addressees, bool interrupts) {
  for (const Addressee& addressee : addressees) {
    const model::Instant digest = NextDigest(directory_, clock_);
    if (!interrupts) {
      IntoDigest(desk, telling, addressee, digest);
      continue;
    }
    const model::Instant at = GroupTime(addressee);
    const std::string immediate =
        InWorkingHours(directory_, at) ? ImmediateFor(desk, telling, addressee, at) : std::string();
    if (immediate.empty()) {
      IntoDigest(desk, telling, addressee, std::min(digest, NextInterruption(directory_, at)));
      continue;
    }
    Wait(desk, telling, addressee, immediate);
  }
}

model::Instant Desk::GroupTime(const Addressee& addressee) const {
  const std::chrono::seconds wait(addressee.group_wait_seconds);
  // A sandbox's clock stands: what need not wait for more goes out at once.
  if (clock_mode_ == model::ClockMode::kSandbox && wait.count() == 0) return clock_;
  const model::Instant first = clock_ + wait;
  const auto last = book_.LastImmediate(RecipientOf(addressee), addressee.group);
  return last ? std::max(first, *last + std::chrono::seconds(addressee.group_interval_seconds)) : first;
}

std::string Desk::ImmediateFor(const AlertDesk& desk, const Telling& telling, const Addressee& addressee,
                               model::Instant at) {
  if (Delivery* open = book_.FindImmediate(RecipientOf(addressee), addressee.group)) {
    book_.AddPost(*open, {addressee.post, addressee.post_display_name, "", addressee.person});
    return open->id;
  }
  Delivery delivery = DeliveryTo(addressee);
  const std::string step = telling.step > 0 ? absl::StrCat("+", telling.step) : "";
  delivery.id =
      absl::StrCat(jurisdiction_, "/", desk.alert.id, ":", desk.alert.sequence, step, "/", RecipientId(addressee));
  // Said before in the very same words: what is said again goes with a digest.
  if (book_.Find(delivery.id) != nullptr) return "";
  delivery.kind = DeliveryKind::kImmediate;
  delivery.group = addressee.group;
  delivery.scheduled = at;
  if (at <= clock_) due_now_.push_back(delivery.id);
  return book_.Add(std::move(delivery)).id;
}

void Desk::IntoDigest(AlertDesk& desk, const Telling& telling, const Addressee& addressee, model::Instant slot) {
  Wait(desk, telling, addressee, DigestFor(addressee, slot).id);
}

Delivery& Desk::DigestFor(const Addressee& addressee, model::Instant slot) {
  const DeliveryPost post{addressee.post, addressee.post_display_name, "", addressee.person};
  while (true) {
    if (Delivery* digest = book_.FindDigest(RecipientOf(addressee), slot)) {
      book_.AddPost(*digest, post);
      return *digest;
    }
    const std::string id =
        absl::StrCat(jurisdiction_, "/", slot.time_since_epoch().count() / 1000, "/", RecipientId(addressee));
    Delivery* known = book_.Find(id);
    if (known == nullptr) {
      Delivery delivery = DeliveryTo(addressee);
      delivery.id = id;
      delivery.scheduled = slot;
      return book_.Add(std::move(delivery));
    }
    if (known->state == DeliveryState::kScheduled) {
      book_.AddPost(*known, post);
      return *known;
    }
    if (known->state == DeliveryState::kCancelled) {
      known->title.clear();
      known->text.clear();
      known->reason.clear();
      book_.SetItems(*known, {});
      book_.SetPosts(*known, {post});
      book_.SetState(*known, DeliveryState::kScheduled);
      return *known;
    }
    // That slot's message has gone.
    slot = NextDigest(directory_, slot);
  }
}

void Desk::Wait(AlertDesk& desk, const Telling& telling, const Addressee& addressee, const std::string& delivery) {
  auto known = desk.pending.find(addressee.key());
  const bool unheard = known != desk.pending.end() && Reminds(known->second.telling) &&
                       !known->second.delivery.empty() && !desk.told.contains(addressee.key());
  // Who has not heard of it yet hears that first; the reminder says how it stands by then.
  if (unheard && !Reminds(telling)) return;
  // First in, then out of the other: a delivery that both would share is not cancelled in between.
  waiting_alerts_[delivery].insert(desk.alert.id);
  if (known != desk.pending.end() && known->second.delivery != delivery) {
    Drop(desk, addressee.key(), "发送前情况有变，以新消息为准");
  }
  desk.pending[addressee.key()] = {Lasting(addressee), telling, delivery};
  Touch(desk);
}

void Desk::Drop(AlertDesk& desk, const RecipientKey& key, const char* why) {
  auto it = desk.pending.find(key);
  if (it == desk.pending.end()) return;
  const Pending pending = std::move(it->second);
  desk.pending.erase(it);
  Touch(desk);
  const bool still_waits = std::any_of(desk.pending.begin(), desk.pending.end(),
                                       [&](const auto& entry) { return entry.second.delivery == pending.delivery; });
  auto waiting = waiting_alerts_.find(pending.delivery);
  if (still_waits || waiting == waiting_alerts_.end()) return;
  waiting->second.erase(desk.alert.id);
  if (!waiting->second.empty()) return;
  waiting_alerts_.erase(waiting);
  Delivery& delivery = *book_.Find(pending.delivery);
  book_.SetItems(delivery, {ItemOf(desk, pending)});
  delivery.reason = why;
  Compose(directory_, delivery);
  book_.SetState(delivery, DeliveryState::kCancelled);
}

void Desk::DropIf(AlertDesk& desk, bool (*drops)(const Telling&), const char* why) {
  std::vector<RecipientKey> keys;
  for (const auto& [key, pending] : desk.pending) {
    if (drops(pending.telling)) keys.push_back(key);
  }
  for (const RecipientKey& key : keys) Drop(desk, key, why);
}

void Desk::FlushDueNow(int64_t cause_ms) {
  for (size_t i = 0; i < due_now_.size(); ++i) MakeDue(std::string(due_now_[i]), cause_ms);
  due_now_.clear();
}

}  // namespace liandu::notifier

#include "notifier/domain/delivery_book.h"

#include <cstdlib>
#include <iterator>

namespace liandu::notifier {
namespace {

/// Whether it was handed to its channel at least once, or is about to be.
bool WentOut(DeliveryState state) {
  return state == DeliveryState::kSending || state == DeliveryState::kDelivered || state == DeliveryState::kDead;
}

bool WasDue(DeliveryState state) { return state != DeliveryState::kScheduled && state != DeliveryState::kCancelled; }

/// What the history of a finished delivery needs of an item, and what its link was made from.
DeliveryItem Brief(const DeliveryItem& item) {
  DeliveryItem brief = item;
  brief.description.clear();
  brief.alert = {};
  brief.alert.id = item.alert.id;
  brief.alert.subject = item.alert.subject;
  brief.alert.condition = item.alert.condition;
  brief.alert.severity = item.alert.severity;
  brief.alert.chains = item.alert.chains;
  brief.alert.responsible_unit = item.alert.responsible_unit;
  brief.alert.programme = item.alert.programme;
  return brief;
}

}  // namespace

Recipient RecipientOf(const Delivery& delivery) {
  return {delivery.receiver, delivery.shared ? "" : delivery.posts.front().person};
}

Recipient RecipientOf(const Addressee& addressee) {
  return {addressee.receiver, addressee.shared ? "" : addressee.person};
}

Delivery* DeliveryBook::Find(const std::string& id) {
  auto it = deliveries_.find(id);
  return it == deliveries_.end() ? nullptr : &it->second;
}

const Delivery* DeliveryBook::Find(const std::string& id) const {
  auto it = deliveries_.find(id);
  return it == deliveries_.end() ? nullptr : &it->second;
}

Delivery& DeliveryBook::Add(Delivery delivery) {
  delivery.number = DeliveryNumber(delivery.id);
  const std::string id = delivery.id;
  const auto [it, is_new] = deliveries_.emplace(id, std::move(delivery));
  if (!is_new) std::abort();
  Index(it->second);
  changed_.insert(id);
  return it->second;
}

void DeliveryBook::Erase(const std::string& id) {
  auto it = deliveries_.find(id);
  if (it == deliveries_.end()) return;
  Unindex(it->second);
  deliveries_.erase(it);
  changed_.insert(id);
}

void DeliveryBook::AddPost(Delivery& delivery, DeliveryPost post) {
  for (const DeliveryPost& known : delivery.posts) {
    if (known.id == post.id) return;
  }
  std::vector<DeliveryPost> posts = delivery.posts;
  posts.push_back(std::move(post));
  SetPosts(delivery, std::move(posts));
}

void DeliveryBook::SetPosts(Delivery& delivery, std::vector<DeliveryPost> posts) {
  Unindex(delivery);
  delivery.posts = std::move(posts);
  Index(delivery);
  changed_.insert(delivery.id);
}

void DeliveryBook::SetItems(Delivery& delivery, std::vector<DeliveryItem> items) {
  Unindex(delivery);
  delivery.items = std::move(items);
  Index(delivery);
  changed_.insert(delivery.id);
}

void DeliveryBook::SetState(Delivery& delivery, DeliveryState state) {
  Unindex(delivery);
  delivery.state = state;
  if (IsFinished(state) && state != DeliveryState::kDead) {
    for (DeliveryItem& item : delivery.items) item = Brief(item);
  }
  Index(delivery);
  changed_.insert(delivery.id);
  if (IsFinished(state)) ForgetOldest();
}

Delivery* DeliveryBook::FindDigest(const Recipient& recipient, model::Instant at) {
  auto it = places_.find({recipient, DeliveryKind::kDigest, at, ""});
  return it == places_.end() ? nullptr : &deliveries_.at(*it->second.begin());
}

Delivery* DeliveryBook::FindImmediate(const Recipient& recipient, const std::string& group) {
  auto it = places_.find({recipient, DeliveryKind::kImmediate, model::Instant{}, group});
  return it == places_.end() ? nullptr : &deliveries_.at(*it->second.begin());
}

std::optional<model::Instant> DeliveryBook::LastImmediate(const Recipient& recipient, const std::string& group) const {
  auto it = immediate_.find({recipient, group});
  if (it == immediate_.end()) return std::nullopt;
  return it->second.rbegin()->first;
}

int DeliveryBook::SentTo(const std::string& person, model::Instant from, model::Instant to) const {
  auto it = sent_.find(person);
  if (it == sent_.end()) return 0;
  return static_cast<int>(std::distance(it->second.lower_bound({from, ""}), it->second.lower_bound({to, ""})));
}

const std::set<std::string>& DeliveryBook::Telling(const std::string& alert) const {
  static const std::set<std::string> none;
  auto it = telling_.find(alert);
  return it == telling_.end() ? none : it->second;
}

void DeliveryBook::Restore(Delivery delivery) {
  const std::string id = delivery.id;
  Index(deliveries_.insert_or_assign(id, std::move(delivery)).first->second);
}

std::optional<DeliveryBook::Place> DeliveryBook::PlaceOf(const Delivery& delivery) {
  if (delivery.state != DeliveryState::kScheduled) return std::nullopt;
  if (delivery.kind == DeliveryKind::kDigest) {
    return Place{RecipientOf(delivery), delivery.kind, delivery.scheduled, ""};
  }
  if (delivery.kind != DeliveryKind::kImmediate) return std::nullopt;
  return Place{RecipientOf(delivery), delivery.kind, model::Instant{}, delivery.group};
}

DeliveryBook::Slots& DeliveryBook::SlotsOf(DeliveryState state) {
  if (state == DeliveryState::kScheduled) return scheduled_;
  return state == DeliveryState::kSending ? sending_ : finished_;
}

void DeliveryBook::Index(const Delivery& delivery) {
  const std::pair<model::Instant, std::string> slot{delivery.scheduled, delivery.id};
  SlotsOf(delivery.state).insert(slot);
  if (const std::optional<Place> place = PlaceOf(delivery)) places_[*place].insert(delivery.id);
  for (const DeliveryItem& item : delivery.items) telling_[item.alert.id].insert(delivery.id);
  if (delivery.kind == DeliveryKind::kImmediate && WasDue(delivery.state)) {
    immediate_[{RecipientOf(delivery), delivery.group}].insert(slot);
  }
  if (!WentOut(delivery.state) || delivery.kind == DeliveryKind::kTest || delivery.shared) return;
  for (const DeliveryPost& post : delivery.posts) sent_[post.person].insert(slot);
}

void DeliveryBook::Unindex(const Delivery& delivery) {
  const std::pair<model::Instant, std::string> slot{delivery.scheduled, delivery.id};
  SlotsOf(delivery.state).erase(slot);
  const auto take = [](auto& index, const auto& key, const auto& entry) {
    auto it = index.find(key);
    if (it == index.end()) return;
    it->second.erase(entry);
    if (it->second.empty()) index.erase(it);
  };
  if (const std::optional<Place> place = PlaceOf(delivery)) take(places_, *place, delivery.id);
  for (const DeliveryItem& item : delivery.items) take(telling_, item.alert.id, delivery.id);
  take(immediate_, std::pair(RecipientOf(delivery), delivery.group), slot);
  for (const DeliveryPost& post : delivery.posts) take(sent_, post.person, slot);
}

void DeliveryBook::ForgetOldest() {
  while (finished_.size() > kMaxFinishedDeliveries) Erase(std::string(finished_.begin()->second));
}

}  // namespace liandu::notifier

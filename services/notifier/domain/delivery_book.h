#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "model/time.h"
#include "notifier/domain/delivery.h"

namespace liandu::notifier {

/// Finished deliveries that a jurisdiction keeps; the oldest go first. A digest of five alerts keeps about 7 KB: some
/// 70 MB for all of them.
inline constexpr size_t kMaxFinishedDeliveries = 10'000;

/// Who gets a delivery: a person over a receiver, or everybody who reads a shared one.
struct Recipient {
  std::string receiver;
  /// Addressee::person; empty: the receiver is shared.
  std::string person;
  auto operator<=>(const Recipient&) const = default;
};

/// A jurisdiction's deliveries, found by state, recipient and alert without a search through all of them. What it knows
/// follows from the deliveries alone: put back in any order they give the same book. Not thread-safe.
class DeliveryBook {
 public:
  using Slots = std::set<std::pair<model::Instant, std::string>>;

  const std::map<std::string, Delivery>& all() const { return deliveries_; }
  const Slots& scheduled() const { return scheduled_; }
  const Slots& sending() const { return sending_; }
  /// nullptr: it is not kept.
  Delivery* Find(const std::string& id);
  const Delivery* Find(const std::string& id) const;

  /// Takes in a delivery whose id is new, and gives it its number. Valid until it is forgotten.
  Delivery& Add(Delivery delivery);
  /// Takes one away that never was to be.
  void Erase(const std::string& id);
  /// Notes that it changed otherwise than through the calls below.
  void Touch(const Delivery& delivery) { changed_.insert(delivery.id); }
  void AddPost(Delivery& delivery, DeliveryPost post);
  /// Puts others in place of its posts; the recipient may be another one from then on.
  void SetPosts(Delivery& delivery, std::vector<DeliveryPost> posts);
  void SetItems(Delivery& delivery, std::vector<DeliveryItem> items);
  /// What finishes keeps of its items only what its history needs, but for a dead letter, which can be sent again. The
  /// oldest finished ones are forgotten.
  void SetState(Delivery& delivery, DeliveryState state);

  /// The scheduled digest that a recipient gets at a time; nullptr: there is none.
  Delivery* FindDigest(const Recipient& recipient, model::Instant at);
  /// The scheduled immediate delivery of a group; nullptr: there is none.
  Delivery* FindImmediate(const Recipient& recipient, const std::string& group);
  /// When the last immediate delivery of the group was due, of those that were.
  std::optional<model::Instant> LastImmediate(const Recipient& recipient, const std::string& group) const;
  /// Messages that a person was sent, over whatever receivers that are not shared, that were due in [from, to). Tests
  /// do not count.
  int SentTo(const std::string& person, model::Instant from, model::Instant to) const;
  /// Ids of the deliveries with an item of the alert, in order.
  const std::set<std::string>& Telling(const std::string& alert) const;

  std::set<std::string> TakeChanged() { return std::exchange(changed_, {}); }
  /// Takes back what a record says, before anything else.
  void Restore(Delivery delivery);

 private:
  /// Recipient, time (for immediate ones the same for all), kind, group.
  using Place = std::tuple<Recipient, DeliveryKind, model::Instant, std::string>;

  static std::optional<Place> PlaceOf(const Delivery& delivery);
  Slots& SlotsOf(DeliveryState state);
  void Index(const Delivery& delivery);
  void Unindex(const Delivery& delivery);
  void ForgetOldest();

  std::map<std::string, Delivery> deliveries_;
  Slots scheduled_;
  Slots sending_;
  Slots finished_;
  std::map<Place, std::set<std::string>> places_;
  /// Of immediate deliveries that were due.
  std::map<std::pair<Recipient, std::string>, Slots> immediate_;
  std::map<std::string, Slots> sent_;
  std::map<std::string, std::set<std::string>> telling_;
  std::set<std::string> changed_;
};

/// The recipient that a delivery is for.
Recipient RecipientOf(const Delivery& delivery);
Recipient RecipientOf(const Addressee& addressee);

}  // namespace liandu::notifier

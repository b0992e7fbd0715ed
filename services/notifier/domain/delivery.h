#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/alert.h"
#include "model/organisation.h"
#include "model/time.h"
#include "notifier/domain/addressee.h"

/// Messages and to whom they go; the fields mean what protos/liandu/v1/notification.proto says of them.
namespace liandu::notifier {

/// Values equal the contract's DeliveryState.
enum class DeliveryState { kScheduled = 1, kSending, kDelivered, kDead, kCancelled, kSuppressed, kMerged };
/// Values equal the contract's DeliveryKind.
enum class DeliveryKind { kDigest = 1, kImmediate, kWeekly, kCircular, kTest };

/// "scheduled", "sending" ...: labels of metrics and logs.
const char* DeliveryStateName(DeliveryState state);
/// "digest", "immediate" ...
const char* DeliveryKindName(DeliveryKind kind);
/// What people read: "汇总", "即时", "每周", "通报", "测试".
const char* DeliveryKindText(DeliveryKind kind);

/// Neither waiting for its slot nor on its way.
bool IsFinished(DeliveryState state);

/// One transition that a delivery tells of, with the alert as it is after it; of its trail only that transition.
struct DeliveryItem {
  int64_t sequence = 0;
  model::TransitionKind kind = model::TransitionKind::kRaised;
  model::Severity severity = model::Severity::kNone;
  model::Alert alert;
  /// One line for people; composed when the delivery becomes due.
  std::string summary;
  /// Several lines for people, composed likewise.
  std::string description;
  /// Id of the route that named the post, and why it is told, in Chinese.
  std::string route = {};
  std::string reason = {};
  /// Step of the ladder, from 1; 0: the first reminder.
  int step = 0;
  /// Told before, and told again because it still holds.
  bool repeated = false;
  /// It was to be told by itself, beyond what a person gets in a day.
  bool merged = false;
  /// It was held back before.
  bool held_back = false;
  bool operator==(const DeliveryItem&) const = default;
};

/// A post that a delivery is addressed to.
struct DeliveryPost {
  std::string id;
  std::string display_name;
  /// How its holder was called to whom it went; empty: vacant. From the moment the delivery is due.
  std::string holder = {};
  /// Who that is, for counting messages: as Addressee::person.
  std::string person = {};
  bool operator==(const DeliveryPost&) const = default;
};

/// One message to one recipient: a post, or all posts whose messages a shared receiver takes.
struct Delivery {
  /// Stable; the idempotency key.
  std::string id;
  std::string receiver;
  std::string channel;
  /// The receiver is a place that many read.
  bool shared = false;
  /// At least one; the first is the one that it is known by.
  std::vector<DeliveryPost> posts;
  DeliveryState state = DeliveryState::kScheduled;
  /// Attempts committed as begun.
  int attempts = 0;
  /// On the jurisdiction's clock.
  model::Instant scheduled{};
  /// By the notifier's clock.
  std::optional<model::Instant> delivered;
  std::string last_error;
  DeliveryKind kind = DeliveryKind::kDigest;
  /// Why it was suppressed or merged, in Chinese; empty otherwise.
  std::string reason;
  /// Id of the delivery into which it was merged.
  std::string merged_into;
  /// What shares an immediate message with it: Addressee::group, or kEscalationGroup.
  std::string group;
  /// Store time (ms since the epoch) of the log entry that made it due; 0 until then.
  int64_t cause_ms = 0;
  std::string title;
  std::string text;
  /// From the moment it is due: the most severe ones, at most kMaxDeliveryItems.
  std::vector<DeliveryItem> items;
  /// Due items beyond those kept in `items`.
  int omitted_items = 0;
  /// How the posts' holders are reached; from the moment it is due.
  std::vector<model::ContactPoint> contact_points;
  /// The receiver's own mail addresses or phone numbers, used instead of the holders'; from the moment it is due.
  std::vector<std::string> addresses;
  /// Short, stands in the message ("编号 7QK3F9") and finds it again (DeliveryNumber).
  std::string number;
  bool operator==(const Delivery&) const = default;
};

/// Characters of a delivery's number, and what they are: no 0, 1, I, O, which are mistaken for each other.
inline constexpr int kDeliveryNumberLength = 6;
inline constexpr char kDeliveryNumberAlphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The number that people call a delivery by; the same for the same id.
std::string DeliveryNumber(std::string_view id);

/// Group of what ladders say at once.
inline constexpr char kEscalationGroup[] = "ladder";

/// Whether an item says that its alert has ended: cleared, or verified and closed.
inline bool IsResolved(const DeliveryItem& item) {
  return item.kind == model::TransitionKind::kCleared || item.kind == model::TransitionKind::kVerified;
}
/// When it ended, on the jurisdiction's clock; nullopt: it has not.
inline std::optional<model::Instant> EndOf(const DeliveryItem& item) {
  if (!IsResolved(item)) return std::nullopt;
  if (item.alert.cleared_time) return item.alert.cleared_time;
  // Closed while it still held.
  return item.alert.trail.empty() ? item.alert.raised_time : item.alert.trail.back().time;
}

/// Items that a delivery keeps; what is beyond is only counted, so that a record stays small.
inline constexpr int kMaxDeliveryItems = 100;

}  // namespace liandu::notifier

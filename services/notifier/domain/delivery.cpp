#include "notifier/domain/delivery.h"

#include <iterator>

namespace liandu::notifier {

const char* DeliveryStateName(DeliveryState state) {
  switch (state) {
    case DeliveryState::kScheduled:
      return "scheduled";
    case DeliveryState::kSending:
      return "sending";
    case DeliveryState::kDelivered:
      return "delivered";
    case DeliveryState::kDead:
      return "dead";
    case DeliveryState::kCancelled:
      return "cancelled";
    case DeliveryState::kSuppressed:
      return "suppressed";
    case DeliveryState::kMerged:
      return "merged";
  }
  return "unknown";
}

const char* DeliveryKindName(DeliveryKind kind) {
  switch (kind) {
    case DeliveryKind::kDigest:
      return "digest";
    case DeliveryKind::kImmediate:
      return "immediate";
    case DeliveryKind::kWeekly:
      return "weekly";
    case DeliveryKind::kCircular:
      return "circular";
    case DeliveryKind::kTest:
      return "test";
  }
  return "unknown";
}

const char* DeliveryKindText(DeliveryKind kind) {
  switch (kind) {
    case DeliveryKind::kDigest:
      return "汇总";
    case DeliveryKind::kImmediate:
      return "即时";
    case DeliveryKind::kWeekly:
      return "每周";
    case DeliveryKind::kCircular:
      return "通报";
    case DeliveryKind::kTest:
      return "测试";
  }
  return "未知";
}

std::string DeliveryNumber(std::string_view id) {
  // FNV-1a, 64 bits: the same on every machine.
  uint64_t hash = 14695981039346656037U;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  constexpr uint64_t kBase = std::size(kDeliveryNumberAlphabet) - 1;
  // The low digits of a product hold little of its last byte: fold the high ones in.
  hash ^= hash >> 32;
  std::string number;
  for (int i = 0; i < kDeliveryNumberLength; ++i) {
    number.push_back(kDeliveryNumberAlphabet[hash % kBase]);
    hash /= kBase;
  }
  return number;
}

bool IsFinished(DeliveryState state) { return state != DeliveryState::kScheduled && state != DeliveryState::kSending; }

}  // namespace liandu::notifier

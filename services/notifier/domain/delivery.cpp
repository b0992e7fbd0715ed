#include "notifier/domain/delivery.h"

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
  }
  return "unknown";
}

bool IsFinished(DeliveryState state) { return state != DeliveryState::kScheduled && state != DeliveryState::kSending; }

}  // namespace liandu::notifier

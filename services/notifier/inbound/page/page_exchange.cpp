#include "notifier/inbound/page/page_exchange.h"

namespace liandu::notifier {

const char* PageRouteName(PageRoute route) {
  switch (route) {
    case PageRoute::kAlert:
      return "alert";
    case PageRoute::kDigest:
      return "digest";
    case PageRoute::kAction:
      return "action";
    case PageRoute::kBoard:
      return "board";
    case PageRoute::kInbox:
      return "inbox";
    case PageRoute::kAsset:
      return "asset";
    case PageRoute::kOther:
      return "other";
  }
  return "other";
}

const char* PageOutcomeName(PageOutcome outcome) {
  switch (outcome) {
    case PageOutcome::kOk:
      return "ok";
    case PageOutcome::kRefused:
      return "refused";
    case PageOutcome::kExpired:
      return "expired";
    case PageOutcome::kConflict:
      return "conflict";
    case PageOutcome::kInvalid:
      return "invalid";
    case PageOutcome::kLimited:
      return "limited";
    case PageOutcome::kNotFound:
      return "not_found";
    case PageOutcome::kUnavailable:
      return "unavailable";
  }
  return "unavailable";
}

}  // namespace liandu::notifier

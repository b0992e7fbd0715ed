#include "notifier/domain/alert_desk.h"

namespace liandu::notifier {

bool Reminds(const Telling& telling) {
  return telling.kind == model::TransitionKind::kRaised || telling.kind == model::TransitionKind::kSeverityChanged;
}

}  // namespace liandu::notifier

#pragma once

#include <string>

#include "model/alert.h"
#include "notifier/domain/directory.h"

/// A small city for the notifier's tests.
namespace liandu::notifier {

/// Reads "2024-07-01 09:30" as time in Asia/Shanghai; aborts for anything else.
model::Instant At(const std::string& text);

/// City with the units "gxj" (工信局: a liaison and a head), "fgw" (发改委: a head, its liaison post is vacant) and
/// "sww" (商务局: no posts), issuer "zf" (市政府: a liaison), the chain "nev" (链长 "leader-nev", lead unit fgw) and
/// the chain "chip" (链长 post vacant, lead unit gxj), programme "plan" issued by zf, and the work calendar of 2024
/// around the National Day holiday (days off 10-01 to 10-07; 09-29 and 10-12 are made up).
Directory TestCity();

/// An alert on target T013 of gxj in chain nev.
model::Alert TestAlert(model::Severity severity = model::Severity::kRed);

/// A transition of the kind, with the alert's severity and time.
model::Transition TestTransition(int64_t sequence, model::TransitionKind kind, model::Severity severity,
                                 const std::string& time);

}  // namespace liandu::notifier

#pragma once

#include <string>

#include "notifier/domain/page/html.h"
#include "notifier/domain/page/page_views.h"

namespace liandu::notifier {

/// The page of one alert for one reader: what it is, what the reader may do about it, how its target goes, what the
/// judgement rests on, and what happened.
std::string RenderAlert(const AlertPage& page);

/// The forms of the actions, the likeliest one open.
Html RenderActions(const AlertPage& page);

/// What happened, newest first.
Html RenderTrail(const FrameView& frame, const model::Alert& alert);

}  // namespace liandu::notifier

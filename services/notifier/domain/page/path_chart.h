#pragma once

#include "notifier/domain/page/html.h"
#include "notifier/domain/page/page_views.h"

namespace liandu::notifier {

/// How a target goes: the figures that count, and the path (序时进度) where there is one, as an inline SVG with a
/// title and a description, and a table of the same figures for those who do not see it. The path is drawn through the
/// three points of it that are known: its start, what it should have come to at the last figure, and the target on its
/// day. Empty where nothing can be drawn: no figure with a number and a day.
Html RenderPath(const PathView& path, model::Date today);

}  // namespace liandu::notifier

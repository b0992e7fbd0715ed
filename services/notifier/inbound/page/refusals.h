#pragma once

#include <string>

#include "absl/status/status.h"
#include "notifier/domain/page/page_views.h"
#include "notifier/inbound/page/page_exchange.h"

/// Pages that say why something is not shown or done, and what to do about it. Pure functions.
namespace liandu::notifier {

/// A link that nobody here has signed.
PageResponse ForgedLink(const std::string& root);
PageResponse ExpiredLink(const FrameView& frame);
/// The post has another holder than the one the message went to.
PageResponse HandedOverLink(const FrameView& frame);
/// What the link is about is not kept any more.
PageResponse ForgottenLink(const FrameView& frame);
PageResponse NoSuchPage(const std::string& root);
PageResponse TooMany(PageRoute route, const std::string& root);
PageResponse TooLarge();
/// A form that was not made for this page, or came from another site.
PageResponse ForeignForm(const FrameView& frame);
/// The link does not allow this action.
PageResponse NotAllowed(const FrameView& frame);
/// What the machinery beneath answers, for a page that is only shown, or (`acting`) for a form.
PageResponse NotNow(PageRoute route, const FrameView& frame, const absl::Status& status, bool acting);

}  // namespace liandu::notifier

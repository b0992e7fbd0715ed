#pragma once

#include <string>
#include <string_view>

#include "notifier/domain/page/html.h"
#include "notifier/domain/page/page_views.h"

namespace liandu::notifier {

/// A whole document in Chinese: head, the bar with the jurisdiction's name, and `body` as its main part. No script.
std::string RenderDocument(const FrameView& frame, const std::string& title, const Html& body);

/// Path of the style sheet below the server's root; changes with its content, so that it may be kept for long.
const std::string& StylePath();
const std::string& StyleText();

/// "2024-07-01 09:30" in the jurisdiction.
std::string TimeText(const FrameView& frame, model::Instant moment);

/// "<dt>label</dt><dd>value</dd>"; nothing for an empty value.
void AddTerm(Html& html, Markup label, const std::string& value);
/// A coloured mark with its word.
Html Badge(const char* style, std::string_view text);

/// A summary without the name that stands above it already: "截至 ..." of "名称：截至 ...".
std::string_view WithoutName(std::string_view summary, std::string_view name);
/// A message's text without its title, where it begins with it.
std::string_view BelowTitle(std::string_view text, std::string_view title);

/// What went wrong, and what to do.
struct RefusalPage {
  /// Without a jurisdiction where it is not known.
  FrameView frame;
  std::string title;
  std::string text;
};
std::string RenderRefusal(const RefusalPage& page);

}  // namespace liandu::notifier

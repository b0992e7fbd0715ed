#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace liandu::notifier {

/// Markup that stands in the source code. Nothing that is known only at run time converts to it.
class Markup {
 public:
  consteval Markup(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor): that is its purpose
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// Builds HTML in which only what stands in the source code is markup: everything else is escaped, for text and for
/// quoted attributes alike. Not thread-safe.
class Html {
 public:
  Html& Raw(Markup markup);
  /// Escaped. Malformed UTF-8 becomes U+FFFD; control characters and those that turn the reading direction become
  /// spaces, but for line breaks.
  Html& Text(std::string_view text);
  Html& Number(int64_t number);
  Html& Add(const Html& other);
  bool empty() const { return html_.empty(); }
  const std::string& str() const { return html_; }

 private:
  std::string html_;
};

/// `text` in an element: Element("<p>", text, "</p>").
Html Element(Markup open, std::string_view text, Markup close);

}  // namespace liandu::notifier

#include "notifier/domain/page/html.h"

#include "platform/text/utf8.h"

namespace liandu::notifier {
namespace {

/// C0 and C1 controls, line and paragraph separators, and the marks, embeddings, overrides and isolates of bidi.
bool IsUnseen(char32_t character) {
  if (character == '\n') return false;
  return character < 0x20 || (character >= 0x7F && character <= 0x9F) || character == 0x61C ||
         (character >= 0x200E && character <= 0x200F) || (character >= 0x2028 && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069) || character == 0xFEFF;
}

}  // namespace

Html& Html::Raw(Markup markup) {
  html_ += markup.text();
  return *this;
}

Html& Html::Text(std::string_view text) {
  for (size_t position = 0; position < text.size();) {
    const size_t start = position;
    bool well_formed = false;
    const char32_t character = platform::NextCodePoint(text, position, &well_formed);
    if (!well_formed) {
      html_ += "\xEF\xBF\xBD";
    } else if (IsUnseen(character)) {
      html_ += ' ';
    } else if (character == '&') {
      html_ += "&amp;";
    } else if (character == '<') {
      html_ += "&lt;";
    } else if (character == '>') {
      html_ += "&gt;";
    } else if (character == '"') {
      html_ += "&quot;";
    } else if (character == '\'') {
      html_ += "&#39;";
    } else {
      html_ += text.substr(start, position - start);
    }
  }
  return *this;
}

Html& Html::Number(int64_t number) {
  html_ += std::to_string(number);
  return *this;
}

Html& Html::Add(const Html& other) {
  html_ += other.html_;
  return *this;
}

Html Element(Markup open, std::string_view text, Markup close) {
  Html html;
  html.Raw(open).Text(text).Raw(close);
  return html;
}

}  // namespace liandu::notifier

#include "cli/text/paragraph.h"

#include <algorithm>

#include "cli/text/display_width.h"

namespace liandu::cli {
namespace {

/// Text is not broken into lines narrower than this, however narrow the screen.
constexpr size_t kLeastWidth = 20;

}  // namespace

std::string Paragraph(std::string_view label, std::string_view text, size_t indent, const Screen& screen,
                      Colour colour) {
  const std::string clean = CleanLines(text);
  const size_t width = screen.width == 0                     ? std::max<size_t>(DisplayWidth(clean), kLeastWidth)
                       : screen.width > indent + kLeastWidth ? screen.width - indent
                                                             : kLeastWidth;
  std::string rendered;
  std::string lead = PadRight(CleanText(label), indent);
  size_t start = 0;
  for (;;) {
    const size_t end = std::min(clean.find('\n', start), clean.size());
    for (const std::string& line : Wrap(clean.substr(start, end - start), width)) {
      std::string whole = lead + Paint(line, colour, screen);
      whole.resize(whole.find_last_not_of(' ') + 1);
      rendered += whole + "\n";
      lead.assign(indent, ' ');
    }
    if (end == clean.size()) return rendered;
    start = end + 1;
  }
}

}  // namespace liandu::cli

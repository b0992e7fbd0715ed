#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What is shown on a screen or in a file. Pure.
namespace liandu::cli {

/// What the output can show.
struct Screen {
  /// A terminal, where colours and progress bars make sense.
  bool terminal = false;
  /// Colours are wanted: a terminal, and NO_COLOR is not set.
  bool colour = false;
  /// Columns; 0: no limit.
  size_t width = 0;
};

enum class Colour { kNone, kRed, kYellow, kGreen, kBlue, kGrey, kBold, kDim };

/// The text in a colour, if the screen shows colours; `text` must be clean (see CleanText).
std::string Paint(std::string_view text, Colour colour, const Screen& screen);

}  // namespace liandu::cli

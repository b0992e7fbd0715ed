#pragma once

#include <string>
#include <string_view>

#include "cli/text/screen.h"

/// Running text on a screen. Pure.
namespace liandu::cli {

/// "label  text" with the text from column `indent` on, in as many lines as the screen's width asks for, each ended.
/// Line ends in the text are kept. Label and text are cleaned; no line has spaces at its end.
std::string Paragraph(std::string_view label, std::string_view text, size_t indent, const Screen& screen,
                      Colour colour = Colour::kNone);

}  // namespace liandu::cli

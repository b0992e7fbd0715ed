#include "cli/text/screen.h"

namespace liandu::cli {
namespace {

std::string_view CodeOf(Colour colour) {
  switch (colour) {
    case Colour::kNone:
      break;
    case Colour::kRed:
      return "31";
    case Colour::kYellow:
      return "33";
    case Colour::kGreen:
      return "32";
    case Colour::kBlue:
      return "34";
    case Colour::kGrey:
      return "90";
    case Colour::kBold:
      return "1";
    case Colour::kDim:
      return "2";
  }
  return "";
}

}  // namespace

std::string Paint(std::string_view text, Colour colour, const Screen& screen) {
  const std::string_view code = CodeOf(colour);
  if (!screen.colour || code.empty() || text.empty()) return std::string(text);
  return std::string("\x1B[").append(code).append("m").append(text).append("\x1B[0m");
}

}  // namespace liandu::cli

#pragma once

#include <string_view>

#include "model/organisation.h"

/// The forms that contact addresses have. Pure.
namespace liandu::ingest {

/// "name@example.org": one @, a name, and a domain of letters, digits, "-" and "."; nothing that could end a header.
bool IsMailAddress(std::string_view text);
/// 5 to 20 digits, with "+" before and "-" between them allowed.
bool IsPhoneNumber(std::string_view text);
/// Id of a member in DingTalk, WeCom or Feishu: 1 to 64 letters, digits and "_-.@:"; not "all", which would call
/// everybody.
bool IsMemberId(std::string_view text);
/// Whether an address has the form of its kind.
bool HasForm(const model::ContactPoint& point);

}  // namespace liandu::ingest

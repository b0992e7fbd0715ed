#include "cli/show/enum_text.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace liandu::cli {
namespace {

using google::protobuf::EnumDescriptor;

/// "BOUND_", from BOUND_UNSPECIFIED.
std::string PrefixOf(const EnumDescriptor& type) {
  return std::string(absl::StripSuffix(type.value(0)->name(), "UNSPECIFIED"));
}

}  // namespace

std::string EnumSlug(const EnumDescriptor& type, int number) {
  const auto* value = type.FindValueByNumber(number);
  if (value == nullptr) return absl::StrCat(number);
  return absl::AsciiStrToLower(absl::StripPrefix(value->name(), PrefixOf(type)));
}

std::optional<int> ParseEnum(const EnumDescriptor& type, std::string_view text) {
  const std::string name = absl::StrReplaceAll(absl::AsciiStrToUpper(std::string(text)), {{"-", "_"}});
  const std::string prefix = PrefixOf(type);
  for (int i = 0; i < type.value_count(); ++i) {
    const auto* value = type.value(i);
    if (value->number() == 0) continue;
    if (value->name() == name || value->name() == prefix + name) return value->number();
  }
  return std::nullopt;
}

std::string EnumChoices(const EnumDescriptor& type) {
  std::vector<std::string> slugs;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) slugs.push_back(EnumSlug(type, type.value(i)->number()));
  }
  return absl::StrJoin(slugs, "|");
}

}  // namespace liandu::cli

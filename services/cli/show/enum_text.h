#pragma once

#include <google/protobuf/descriptor.h>

#include <optional>
#include <string>
#include <string_view>

/// Enumerations of the contract as people type them: BOUND_AT_LEAST is "at_least". Pure.
namespace liandu::cli {

/// The short name of a value, or its number if the contract does not know it.
std::string EnumSlug(const google::protobuf::EnumDescriptor& type, int number);

/// The number behind a short or full name, whatever its case and with - for _; nullopt for unknown names and
/// UNSPECIFIED.
std::optional<int> ParseEnum(const google::protobuf::EnumDescriptor& type, std::string_view text);

/// "exact|about|more_than".
std::string EnumChoices(const google::protobuf::EnumDescriptor& type);

}  // namespace liandu::cli

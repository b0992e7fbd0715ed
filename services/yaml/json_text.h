#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

/// Protobuf's JSON mapping as the command line reads and writes it. Pure.
namespace liandu::yaml {

/// A JSON string literal with its quotes.
std::string QuoteJson(std::string_view text);

/// The message as JSON with lowerCamelCase names. With `all_fields` also those that hold their default, which programs
/// find easier to read; `pretty` spreads it over lines, otherwise it is one line without a line end.
std::string ToJson(const google::protobuf::Message& message, bool all_fields, bool pretty);

/// Reads JSON strictly: unknown fields and wrong types are INVALID_ARGUMENT.
absl::Status FromJson(std::string_view json, google::protobuf::Message& message);

}  // namespace liandu::yaml

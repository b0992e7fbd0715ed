#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/alert_action.h"
#include "model/time.h"
#include "notifier/domain/page/page_views.h"

namespace liandu::notifier {

/// Reads an application/x-www-form-urlencoded body, or a query. nullopt for what is none: a bad escape, text that is
/// not UTF-8, more than 32 fields, a field twice.
std::optional<std::map<std::string, std::string>> ReadFields(std::string_view body);

/// A value as it stands in a query: everything but letters, digits and "-._" escaped.
std::string EncodedValue(std::string_view value);

/// What was typed, with line breaks as "\n" and blanks at both ends taken off.
FormInput InputOf(const std::map<std::string, std::string>& fields);

/// What the input asks for. Every problem is told at once, by the input's name; the result counts only without any.
model::AlertAction ActionOf(model::AlertActionKind kind, const FormInput& input, model::Date today,
                            std::vector<FormProblem>& problems);

}  // namespace liandu::notifier

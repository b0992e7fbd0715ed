#pragma once

#include <string>

/// Remembers, beside the endpoints file, how far this user has written, so that what one command writes the next one
/// reads. Best effort: without a home, or on any error, nothing is remembered.
namespace liandu::cli {

/// Notes the position of a write; replaces the file in one step.
void RememberPosition(const std::string& home, const std::string& jurisdiction, const std::string& entry);
/// The position noted last, or "".
std::string RememberedPosition(const std::string& home, const std::string& jurisdiction);

}  // namespace liandu::cli

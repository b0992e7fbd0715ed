#pragma once

#include <string>

#include "model/alert.h"

/// What pages call things, in Chinese.
namespace liandu::notifier {

/// "发出预警", "签收", "退回".
const char* TransitionText(model::TransitionKind kind);
/// Of an input of the evidence: "填报", "基期"; what is not known by name is "依据".
const char* InputKindText(const std::string& kind);
/// "red", "yellow", "blue", "none": names of style classes.
const char* SeverityClass(model::Severity severity);
const char* LightClass(model::Light light);
/// "红色预警"; "预警" where it has none.
std::string SeverityTitle(model::Severity severity);
/// "延期", "免予督办".
const char* ExtensionKindText(model::ExtensionKind kind);
/// "工信局联络员（张三）"; the post alone while it is vacant.
std::string PersonText(const std::string& post, const std::string& holder);
/// The same in one line and cut to what the log takes as an actor.
std::string ActorText(const std::string& post, const std::string& holder);

}  // namespace liandu::notifier

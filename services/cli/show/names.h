#pragma once

#include <string>

#include "cli/text/table.h"
#include "liandu/v1/alert.pb.h"
#include "liandu/v1/evaluator_service.pb.h"
#include "liandu/v1/event.pb.h"
#include "liandu/v1/ingest_service.pb.h"
#include "liandu/v1/notification.pb.h"

/// What the contract's values are called in front of people, in Chinese. Unknown values are shown as they are. Pure.
namespace liandu::cli {

std::string NameOf(v1::Light light);
std::string NameOf(v1::Severity severity);
std::string NameOf(v1::Condition condition);
std::string NameOf(v1::TransitionKind kind);
std::string NameOf(v1::AlertState state);
std::string NameOf(v1::ClockMode mode);
std::string NameOf(v1::DeliveryState state);
std::string NameOf(v1::DeliveryKind kind);
std::string NameOf(v1::ScoreKind kind);
std::string NameOf(v1::AssessmentState state);
std::string NameOf(v1::ResourceKind kind);
std::string NameOf(v1::ChangeAction action);
/// A verdict's reason, or a grey light's: "no_report" is 无填报.
std::string NameOfReason(const std::string& reason);
/// What became of a report in a verdict: "superseded" is 已被修订.
std::string NameOfRole(const std::string& role);

/// What kind of fact went into a verdict: "report" is 填报.
std::string NameOfInput(const std::string& kind);

/// "● 红" in its colour.
Cell LightCell(v1::Light light);
Cell SeverityCell(v1::Severity severity);

/// "2021/2025" as "2021 至 2025"; other periods as they are.
std::string ShowPeriod(const std::string& period);

/// "0.4958" as "49.6%", exactly, half away from zero; other texts as they are.
std::string AsPercent(const std::string& fraction);

}  // namespace liandu::cli

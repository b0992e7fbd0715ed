#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/judge_target.h"
#include "evaluator/domain/registry.h"
#include "evaluator/domain/views.h"
#include "model/alert.h"

/// A target's verdict in words, in Chinese. Pure; called only where somebody reads it.
namespace liandu::evaluator {

/// What people call the target and who answers for it.
struct TargetWords {
  std::string name;
  std::string unit_of_measure;
  std::string responsible_unit;
  std::string ambiguity;
  std::string clause;
};

/// As printed: "≥ 100 场次".
std::string ThresholdText(const TargetSpec& spec, const TargetWords& words);
/// "10 场次", "超过 12 %".
std::string FigureText(const Interval& figure, const std::string& unit_of_measure);
/// "6月30日" within the window's last year, else with its year.
std::string DayText(model::Date day, model::Date window_last);
/// "2024-12-31 到期（推定）".
std::string DueText(const TargetSpec& spec, const WindowVerdict& verdict);
/// How a window stands: "截至 6月30日 完成 45 场次，进度正常"; `severity` is that of what is open.
std::string StateText(const TargetSpec& spec, const std::string& unit_of_measure, const WindowVerdict& verdict,
                      model::Severity severity);
/// The alert window of a verdict: its period ("2024"); for a standing target the report's.
std::string WindowText(const TargetSpec& spec, const WindowVerdict& verdict);

model::Evidence EvidenceOf(const TargetSpec& spec, const TargetWords& words, const WindowVerdict& verdict,
                           model::Severity severity);
/// The rules applied, one line each, with the numbers.
std::vector<std::string> StepsOf(const Registry& registry, const TargetSpec& spec, const TargetWords& words,
                                 const Verdict& verdict);

}  // namespace liandu::evaluator

#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/explain_target.h"

/// Forecasts and growth in words, in Chinese (rules R11, R12). Roots are rounded here and nowhere else. Pure; called
/// only where somebody reads it.
namespace liandu::evaluator {

/// What the window is expected to come to: "预计到 12月31日 为 6203.3 亿元"; empty where nothing is forecast.
std::string ForecastText(const TargetSpec& spec, const std::string& unit, const WindowVerdict& verdict);
/// How it is worked out: "2022 为 5469.2 亿元，比上年增长 6.5%，照此增长".
std::string MethodText(const std::string& unit, const WindowVerdict& verdict);
/// What it would take: "到期还需年均增长 9%，上年 6.5%".
std::string NeededText(const TargetSpec& spec, const std::string& unit, const WindowVerdict& verdict);

/// Method, inputs, result and what it would take.
void AddForecast(const TargetSpec& spec, const std::string& unit, const WindowVerdict& verdict,
                 model::Evidence& evidence);
/// Evidence of an AT_RISK alert of that severity.
model::Evidence AtRiskEvidenceOf(const TargetSpec& spec, const TargetWords& words, const WindowVerdict& verdict,
                                 model::Severity severity);

/// "2023 年 12%、2024 年 9%": the years of a growth target that were reported.
std::string YearsText(const std::vector<YearGrowth>& years);

}  // namespace liandu::evaluator

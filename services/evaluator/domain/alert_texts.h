#pragma once

#include <string>
#include <vector>

#include "evaluator/domain/judge_obligation.h"
#include "evaluator/domain/registry.h"
#include "model/alert.h"

/// What alerts other than a target's own say, in Chinese: what, how late, since when, who, until when.
namespace liandu::evaluator {

/// "甲、乙、丙、丁、戊 等 7 项": the first few names and how many there are.
std::string FirstNames(const std::vector<std::string>& names, const char* counter);
std::string ChainName(const Registry& registry, const std::string& chain);
std::string ProgrammeName(const Registry& registry, const std::string& programme);
std::string TargetName(const Registry& registry, const TargetRow& target);
std::string IndicatorName(const Registry& registry, const std::string& indicator);

/// Two reports of one period and revision with different values.
void DescribeSetAside(const Registry& registry, const IndicatorRow& indicator, const HeldReport& set_aside,
                      model::Alert& alert);
void DescribeObligation(const Registry& registry, const model::Obligation& obligation,
                        const ObligationPeriodVerdict& period, model::Alert& alert);
void DescribeOwed(const Registry& registry, const std::string& reporter, model::Date due, model::Alert& alert);
/// An entry of the log that was passed over, and what now is to be done.
void DescribePassedOver(const Registry& registry, const std::string& entry, model::Alert& alert);
/// A report's figure as it was said: "10 场次", "超过 12 %".
std::string ReportedText(const Registry& registry, const IndicatorRow& indicator, const HeldReport& report);
/// "7 个工作日内到期".
std::string DueSoonNote(int step);
/// "逾期 30 天仍未完成".
std::string LateNote(int days_late);

}  // namespace liandu::evaluator

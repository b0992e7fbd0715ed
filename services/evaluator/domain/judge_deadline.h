#pragma once

#include <optional>

#include "evaluator/domain/records.h"
#include "evaluator/domain/severity_caps.h"
#include "model/catalogue.h"
#include "model/work_days.h"

/// Deadlines of milestones, obligations and issues: due soon, overdue. Pure.
namespace liandu::evaluator {

struct DeadlineContext {
  model::Date today;
  std::optional<model::Date> supervised_since;
  const model::JudgementSettings& settings;
  const model::WorkDays& work_days;
};

/// How a deadline stands.
struct DeadlineVerdict {
  model::Light light = model::Light::kGrey;
  Reason reason = Reason::kNoReport;
  /// Capped; none: the condition does not hold.
  model::Severity due_soon = model::Severity::kNone;
  model::Severity overdue = model::Severity::kNone;
  /// The step of settings.due_soon_working_days that speaks now.
  int due_soon_step = 0;
  int days_late = 0;
  std::optional<model::Date> next_change;
};

/// A deadline that is still open. `not_before`: DUE_SOON is silent until this day (an obligation's period must have
/// ended). A deadline that ended before supervision began raises nothing.
DeadlineVerdict JudgeDeadline(model::Date due, std::optional<model::Date> not_before, const SeverityCaps& caps,
                              const DeadlineContext& context);

}  // namespace liandu::evaluator

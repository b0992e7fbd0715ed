#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "evaluator/domain/records.h"
#include "model/alert.h"

namespace liandu::evaluator {

class Supervision;

/// Why a milestone, item, issue or obligation stands as it does.
struct PromiseExplanation {
  model::Subject subject;
  /// Of an item: its worst milestone's, or yellow or red where it is stalled.
  model::Light light = model::Light::kGrey;
  Reason reason = Reason::kNoReport;
  std::string programme;
  std::vector<std::string> chains;
  std::string responsible_unit;
  /// By when it is to be done, and how people read it: "2024-05-31（倒排）". Of an item: its last milestone's.
  std::optional<model::Date> planned_date;
  std::string planned;
  /// When it will be done as things stand; the day it was done.
  std::optional<model::Date> expected_date;
  /// Of an item: where it stands.
  std::string stage;
  /// The rule, one sentence, and every input with its source and date.
  model::Evidence evidence;
  /// What was taken and worked out, one line each, in Chinese, with the numbers.
  std::vector<std::string> steps;
  /// What would change it, and when, one line each.
  std::vector<std::string> outlook;
  /// First later day on which it may be another without any report.
  std::optional<model::Date> next_change;
  /// In order of id.
  std::vector<model::Alert> open_alerts;
};

/// On the jurisdiction's day; NOT_FOUND for what the catalogue does not hold. `milestone` is "item/milestone". Pure.
absl::StatusOr<PromiseExplanation> ExplanationOfMilestone(const Supervision& supervision, const std::string& milestone);
absl::StatusOr<PromiseExplanation> ExplanationOfItem(const Supervision& supervision, const std::string& item);
absl::StatusOr<PromiseExplanation> ExplanationOfIssue(const Supervision& supervision, const std::string& issue);
absl::StatusOr<PromiseExplanation> ExplanationOfObligation(const Supervision& supervision,
                                                           const std::string& obligation);

/// Brings the evidence of an open alert of a milestone to the jurisdiction's day: days push its dates on without a
/// word.
void RefreshEvidence(const Supervision& supervision, model::Alert& alert);

}  // namespace liandu::evaluator

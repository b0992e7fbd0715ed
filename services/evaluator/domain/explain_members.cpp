#include "evaluator/domain/explain_members.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/derived_value.h"
#include "evaluator/domain/explain_forecast.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::ForEach;
using model::Severity;

/// "24 条链", "52 个园区".
const char* CounterOf(ForEach by) { return by == ForEach::kChain ? "条" : "个"; }
const char* NounOf(ForEach by) { return by == ForEach::kChain ? "链" : by == ForEach::kPark ? "园区" : "区市"; }

std::string NamesOf(const std::vector<const MemberVerdict*>& members, ForEach by) {
  std::vector<std::string> names;
  for (const MemberVerdict* member : members) names.push_back(member->display_name);
  return FirstNames(names, CounterOf(by));
}

/// Those of a window's own light, where no condition is asked for.
std::vector<const MemberVerdict*> LikeAll(const Verdict& verdict, size_t window) {
  std::vector<const MemberVerdict*> alike;
  for (const MemberVerdict& member : *verdict.members) {
    const WindowVerdict& own = member.verdict.windows[window];
    if (own.light == verdict.windows[window].light && own.reason == verdict.windows[window].reason) {
      alike.push_back(&member);
    }
  }
  return alike;
}

}  // namespace

std::string MembersText(const TargetSpec& spec, const Verdict& verdict,
                        const std::vector<const MemberVerdict*>& concerned, Reason reason) {
  const std::string all = StrCat(verdict.members->size(), " ", CounterOf(spec.for_each), NounOf(spec.for_each));
  if (concerned.size() == verdict.members->size()) return StrCat(all, "均", ReasonText(reason));
  return StrCat(all, "中 ", concerned.size(), " ", CounterOf(spec.for_each), ReasonText(reason), "：",
                NamesOf(concerned, spec.for_each));
}

model::Evidence EvidenceIn(const TargetSpec& spec, const TargetWords& words, const Verdict& verdict, size_t window,
                           Severity severity, Severity WindowVerdict::*condition) {
  const WindowVerdict& now = verdict.windows[window];
  const bool at_risk = condition == &WindowVerdict::at_risk && severity != Severity::kNone;
  model::Evidence evidence =
      at_risk ? AtRiskEvidenceOf(spec, words, now, severity) : EvidenceOf(spec, words, now, severity);
  if (!verdict.members) return evidence;
  const bool speaks = now.*condition != Severity::kNone;
  const auto concerned = speaks ? Concerned(verdict, window, condition) : LikeAll(verdict, window);
  const Reason of_first = speaks ? concerned.front()->verdict.windows[window].reason : now.reason;
  const Reason reason = at_risk ? Reason::kAtRisk : of_first;
  const size_t tail = evidence.summary.find("；目标 ");
  evidence.summary = StrCat(words.name, "：", MembersText(spec, verdict, concerned, reason),
                            speaks ? StrCat("（", model::SeverityText(severity), "）") : std::string(),
                            tail == std::string::npos ? std::string() : evidence.summary.substr(tail));
  for (const MemberVerdict* member : concerned) {
    const WindowVerdict& own = member->verdict.windows[window];
    if (!own.numbers.actual) continue;
    evidence.inputs.push_back({"member", member->id, FigureText(*own.numbers.actual, words.unit_of_measure),
                               own.numbers.as_of.ToString(), own.numbers.report->detail->source});
  }
  return evidence;
}

std::vector<std::string> DerivedSteps(const Registry& registry, const HeldReport& report) {
  std::vector<std::string> steps;
  if (!report.detail->derived) return steps;
  const DerivedValue& derived = *report.detail->derived;
  for (const model::EvidenceInput& input : derived.inputs) {
    const bool counted = input.kind == "count";
    steps.push_back(StrCat(counted ? "R10 计数 " : "R3 取数 ", counted ? input.id : IndicatorName(registry, input.id),
                           "（", input.date, "）：", input.value,
                           counted || input.source.empty() ? std::string() : StrCat("，", input.source)));
  }
  if (derived.working.find(" = ") != std::string::npos) {
    steps.push_back(StrCat("R3 由公式：", derived.working));
  }
  return steps;
}

std::vector<std::string> MemberSteps(const TargetWords& words, const Verdict& verdict) {
  std::vector<std::string> steps;
  if (!verdict.members) return steps;
  for (const MemberVerdict& member : *verdict.members) {
    const WindowVerdict& own = member.verdict.current();
    const std::string figure = own.numbers.actual ? StrCat(FigureText(*own.numbers.actual, words.unit_of_measure),
                                                           "，截至 ", own.numbers.as_of.ToString(), "，")
                                                  : std::string();
    steps.push_back(
        StrCat(member.display_name, "：", figure, ReasonText(own.reason), "（", model::LightText(own.light), "）"));
  }
  return steps;
}

}  // namespace liandu::evaluator

#include "evaluator/domain/supervision_queries.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/derivation.h"
#include "evaluator/domain/derived_value.h"
#include "evaluator/domain/dispute_texts.h"
#include "evaluator/domain/explain_figures.h"
#include "evaluator/domain/explain_members.h"
#include "evaluator/domain/explain_milestone.h"
#include "evaluator/domain/explain_relations.h"
#include "evaluator/domain/explain_target.h"
#include "evaluator/domain/outlook.h"
#include "evaluator/domain/response_times.h"

namespace liandu::evaluator {
namespace {

using model::Severity;

/// How many figures that are missing a sentence names.
constexpr size_t kMaxMissing = 5;

void FillLights(const LightTally& tally, const model::JudgementSettings& settings, LightSummary& summary) {
  summary.light = ParentLight(tally, settings);
  summary.reason = ParentReason(tally);
  summary.red = tally.red;
  summary.yellow = tally.yellow;
  summary.green = tally.green;
  summary.grey = tally.grey;
}

/// Open alerts of each chain and of each unit with its parents.
struct OpenByParent {
  explicit OpenByParent(const Supervision& supervision) {
    for (const auto& [id, alert] : supervision.alerts().alerts()) {
      if (!alert.open) continue;
      ++all;
      for (const std::string& chain : alert.chains) ++chains[chain];
      for (const std::string& unit : supervision.registry().WithParents(alert.responsible_unit)) ++units[unit];
    }
  }
  int all = 0;
  std::map<std::string, int> chains;
  std::map<std::string, int> units;
};

std::vector<LightSummary> ChainLights(const Supervision& supervision, const OpenByParent& open) {
  std::vector<const model::Chain*> chains;
  for (const auto& [id, chain] : supervision.registry().catalogue.chains) chains.push_back(&chain);
  std::stable_sort(chains.begin(), chains.end(), [](const auto* a, const auto* b) { return a->order < b->order; });
  std::vector<LightSummary> summaries;
  for (const model::Chain* chain : chains) {
    LightSummary summary;
    summary.id = chain->id;
    summary.display_name = chain->display_name;
    summary.chain_kind = chain->kind;
    summary.group = chain->group;
    const auto tally = supervision.lights().chains().find(chain->id);
    FillLights(tally == supervision.lights().chains().end() ? LightTally{} : tally->second,
               supervision.registry().settings, summary);
    if (const auto it = open.chains.find(chain->id); it != open.chains.end()) summary.open_alerts = it->second;
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

std::vector<LightSummary> UnitLights(const Supervision& supervision, const OpenByParent& open) {
  std::vector<LightSummary> summaries;
  for (const auto& [id, tally] : supervision.lights().units()) {
    LightSummary summary;
    summary.id = id;
    summary.display_name = supervision.registry().UnitName(id);
    FillLights(tally, supervision.registry().settings, summary);
    if (const auto it = open.units.find(id); it != open.units.end()) summary.open_alerts = it->second;
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

bool IsBelow(const Registry& registry, const std::string& unit, const std::string& wanted) {
  const auto units = registry.WithParents(unit);
  return std::find(units.begin(), units.end(), wanted) != units.end();
}

bool Passes(const Registry& registry, const TargetRow& row, const TargetFilter& filter) {
  if (!filter.programme.empty() && registry.symbols.Text(row.programme) != filter.programme) return false;
  const auto is_chain = [&](Symbol chain) { return registry.symbols.Text(chain) == filter.chain; };
  if (!filter.chain.empty() && std::none_of(row.chains.begin(), row.chains.end(), is_chain)) return false;
  return filter.unit.empty() || IsBelow(registry, registry.ResponsibleUnit(row), filter.unit);
}

bool Passes(const Registry& registry, const model::Alert& alert, const AlertFilter& filter) {
  if (!alert.open && !filter.include_cleared) return false;
  if (alert.severity < filter.min_severity) return false;
  if (filter.condition && alert.condition != *filter.condition) return false;
  const auto& chains = alert.chains;
  if (!filter.chain.empty() && std::find(chains.begin(), chains.end(), filter.chain) == chains.end()) return false;
  return filter.unit.empty() || IsBelow(registry, alert.responsible_unit, filter.unit);
}

TargetWords WordsOf(const Registry& registry, const TargetRow& row, const TargetSpec& spec,
                    const model::Target& target) {
  return {TargetName(registry, row), UnitText(spec), registry.UnitName(registry.ResponsibleUnit(row)), target.ambiguity,
          target.clause};
}

TargetView ViewOf(const Registry& registry, const TargetRow& row, const TargetSpec& spec, const TargetWords& words,
                  const Verdict& verdict) {
  const WindowVerdict& now = verdict.current();
  const VerdictNumbers& numbers = now.numbers;
  const model::Target target = Unpack(row, registry.symbols);
  TargetView view;
  view.id = row.id;
  view.display_name = words.name;
  view.programme = target.programme;
  view.chains = target.chains;
  view.lead_unit = registry.ResponsibleUnit(row);
  view.indicator = target.indicator;
  view.light = now.light;
  view.reason = now.reason;
  view.final = now.final;
  view.threshold = ThresholdText(spec, words);
  if (numbers.actual) view.latest_value = FigureText(*numbers.actual, words.unit_of_measure);
  if (numbers.report) view.latest_period = numbers.report->period.ToString();
  if (numbers.report) view.latest_date = std::min(numbers.report->period.last, numbers.report->published);
  if (numbers.progress) view.progress = model::ToText(*numbers.progress, 6);
  if (numbers.elapsed) view.elapsed = model::ToText(*numbers.elapsed, 6);
  if (numbers.lag_points) view.lag_points = model::ToText(*numbers.lag_points, 1);
  if (spec.due) view.due_date = now.window.last;
  if (spec.due || numbers.report) view.window = WindowText(spec, now);
  if (verdict.next_change) view.next_change = registry.civil_time.StartOf(*verdict.next_change);
  return view;
}

/// As it was reported, or as it follows from others.
std::string SaidText(const TargetSpec& spec, const HeldReport& report) {
  const std::string& unit = report.detail->unit_of_measure;
  const auto text = [&](const Interval& value) {
    return FigureText(value, unit.empty() ? std::string(spec.report_unit) : unit);
  };
  if (!report.detail->derived) {
    return absl::StrCat(text(Interval::Of(model::ToRational(report.value), report.bound)),
                        report.preliminary ? "（初步数）" : "");
  }
  const DerivedValue& derived = *report.detail->derived;
  return derived.absent ? ReasonText(*derived.absent) : text(derived.value);
}

std::vector<ConsideredReport> ConsideredReports(const TargetSpec& spec, const Window& window,
                                                const std::vector<HeldReport>& reports) {
  std::vector<ConsideredReport> considered;
  const bool judged = spec.value.has_value();
  for (size_t i = 0; i < reports.size();) {
    const size_t first = i;
    const HeldReport* standing = StandingReport(reports, first, i);
    for (size_t at = first; at < i; ++at) {
      const HeldReport& report = reports[at];
      FigureRole role = &report == standing ? RoleOf(spec, window, report) : FigureRole::kSuperseded;
      if (report.set_aside) role = FigureRole::kSetAside;
      considered.push_back({report.period.ToString(), SaidText(spec, report), report.detail->source, report.revision,
                            judged || role != FigureRole::kUsed ? FigureRoleName(role) : "not_evaluable",
                            report.received});
    }
  }
  std::reverse(considered.begin(), considered.end());
  return considered;
}

/// Where a window says whether a condition holds.
Severity WindowVerdict::*FieldOf(model::Condition condition) {
  if (condition == model::Condition::kMissed) return &WindowVerdict::missed;
  return condition == model::Condition::kAtRisk ? &WindowVerdict::at_risk : &WindowVerdict::behind;
}

/// The alert with its evidence as of now, where a target's numbers move on.
model::Alert Fresh(const Supervision& supervision, const model::Alert& alert) {
  model::Alert fresh = alert;
  RefreshEvidence(supervision, fresh);
  if (!alert.open || alert.subject.kind != model::SubjectKind::kTarget) return fresh;
  const Registry& registry = supervision.registry();
  const TargetRow* row = Registry::FindRow(registry.targets, alert.subject.id);
  if (!row) return fresh;
  const TargetSpec spec = registry.SpecOf(*row, supervision.today());
  const Verdict verdict = supervision.VerdictOf(*row, spec, supervision.today());
  const TargetWords words = WordsOf(registry, *row, spec, Unpack(*row, registry.symbols));
  for (size_t i = 0; i < verdict.windows.size(); ++i) {
    const WindowVerdict& window = verdict.windows[i];
    const auto holds = FieldOf(alert.condition);
    if (window.*holds == Severity::kNone || WindowText(spec, window) != alert.window) continue;
    fresh.evidence = EvidenceIn(InWindow(spec, window.window), words, verdict, i, window.*holds, holds);
    AddDecisionInputs(registry, *row, supervision.today(), fresh.evidence);
  }
  return fresh;
}

/// Which figures a derived one waits for.
void AddMissing(const Supervision& supervision, const TargetRow& row, const WindowVerdict& now,
                Explanation& explanation) {
  const IndicatorRow& indicator = *supervision.registry().IndicatorOf(row);
  if (!indicator.derivation || now.reason != Reason::kMissingPart) return;
  const auto [names, count] = supervision.derivations().MissingFor(indicator, now.window, kMaxMissing);
  if (count == 0) return;
  const std::string text =
      absl::StrCat("缺 ", count, " 项：", absl::StrJoin(names, "、"), count > names.size() ? " 等" : "");
  explanation.steps.push_back(absl::StrCat("R1 ", text));
  absl::StrAppend(&explanation.evidence.summary, "；", text);
}

bool Concerns(const model::Alert& alert, const std::string& target) {
  if (alert.subject.kind == model::SubjectKind::kTarget && alert.subject.id == target) return true;
  return std::find(alert.members.begin(), alert.members.end(), target) != alert.members.end();
}

}  // namespace

Board BoardOf(const Supervision& supervision) {
  const OpenByParent open(supervision);
  Board board;
  board.clock = supervision.clock();
  board.clock_mode = supervision.record().clock_mode;
  board.jurisdiction.id = supervision.id();
  const auto& jurisdiction = supervision.registry().catalogue.jurisdiction;
  board.jurisdiction.display_name = jurisdiction ? jurisdiction->display_name : supervision.id();
  FillLights(supervision.lights().whole(), supervision.registry().settings, board.jurisdiction);
  board.jurisdiction.open_alerts = open.all;
  board.chains = ChainLights(supervision, open);
  board.units = UnitLights(supervision, open);
  for (int reason = static_cast<int>(Reason::kRedacted); reason <= static_cast<int>(Reason::kNoReport); ++reason) {
    const int count = supervision.reason_counts()[static_cast<size_t>(reason)];
    if (count > 0) board.grey_reasons.push_back({static_cast<Reason>(reason), count});
  }
  const int superseded = supervision.reason_counts()[static_cast<size_t>(Reason::kSuperseded)];
  if (superseded > 0) board.grey_reasons.push_back({Reason::kSuperseded, superseded});
  board.open_blue = supervision.alerts().open_of(Severity::kBlue);
  board.open_yellow = supervision.alerts().open_of(Severity::kYellow);
  board.open_red = supervision.alerts().open_of(Severity::kRed);
  board.report_count = supervision.record().report_count;
  board.target_count = static_cast<int64_t>(supervision.registry().targets.size());
  board.milestone_count = supervision.milestone_count();
  board.responses = ResponsesOf(supervision.alerts(), supervision.registry(), supervision.today());
  return board;
}

TargetPage TargetsOf(const Supervision& supervision, const TargetFilter& filter, const std::string& after, int limit) {
  const Registry& registry = supervision.registry();
  TargetPage page;
  for (auto it = registry.targets.upper_bound(after); it != registry.targets.end(); ++it) {
    const TargetRow& row = *it->second;
    if (!Passes(registry, row, filter)) continue;
    if (page.targets.size() == static_cast<size_t>(limit)) {
      page.next = page.targets.back().id;
      break;
    }
    TargetSpec spec = registry.SpecOf(row, supervision.today());
    const Verdict verdict = supervision.VerdictOf(row, spec, supervision.today());
    spec = InWindow(spec, verdict.current().window);
    page.targets.push_back(
        ViewOf(registry, row, spec, WordsOf(registry, row, spec, Unpack(row, registry.symbols)), verdict));
  }
  return page;
}

absl::StatusOr<Explanation> ExplanationOf(const Supervision& supervision, const std::string& id) {
  const Registry& registry = supervision.registry();
  const TargetRow* row = Registry::FindRow(registry.targets, id);
  if (!row)
    return absl::NotFoundError(
        absl::StrCat("辖区 ", supervision.id(), " 没有目标“", id, "”；请改正编号，或用 liandu targets 查看全部"));
  TargetSpec spec = registry.SpecOf(*row, supervision.today());
  const Verdict verdict = supervision.VerdictOf(*row, spec, supervision.today());
  spec = InWindow(spec, verdict.current().window);
  const model::Target target = Unpack(*row, registry.symbols);
  const TargetWords words = WordsOf(registry, *row, spec, target);
  const WindowVerdict& now = verdict.current();
  Explanation explanation;
  explanation.verdict = ViewOf(registry, *row, spec, words, verdict);
  const auto condition = now.missed > now.behind         ? &WindowVerdict::missed
                         : now.behind != Severity::kNone ? &WindowVerdict::behind
                                                         : &WindowVerdict::at_risk;
  explanation.evidence = EvidenceIn(spec, words, verdict, verdict.shown, now.*condition, condition);
  // The rule of the light, also where the evidence is that of an alert which changes none.
  explanation.evidence.rule = now.rule;
  explanation.steps = StepsOf(registry, spec, words, verdict);
  AddMissing(supervision, *row, now, explanation);
  if (row->group && row->group->leader != row) {
    explanation.steps.push_back(absl::StrCat("R18 与 ", row->group->leader->id, " 为同一目标，预警只发一次"));
  }
  for (std::string& step : FigureSteps(registry, *row, supervision.today())) explanation.steps.push_back(step);
  for (std::string& step : DecisionSteps(registry, *row, supervision.today())) explanation.steps.push_back(step);
  for (std::string& step : DisputeSteps(supervision, *row)) explanation.steps.push_back(step);
  for (std::string& step : ProgrammeSteps(registry, *row, supervision.today())) explanation.steps.push_back(step);
  AddDecisionInputs(registry, *row, supervision.today(), explanation.evidence);
  const IndicatorRow& indicator = *registry.IndicatorOf(*row);
  explanation.outlook = OutlookOf(supervision, *row, spec, words, verdict);
  explanation.reports = ConsideredReports(spec, now.window, verdict.figures ? *verdict.figures : indicator.figures());
  for (const auto& [conflict_id, conflict] : registry.catalogue.conflicts) {
    const auto& targets = conflict.targets;
    if (std::find(targets.begin(), targets.end(), id) != targets.end()) explanation.conflicts.push_back(conflict);
  }
  for (const auto& [alert_id, alert] : supervision.alerts().alerts()) {
    if (alert.open && Concerns(alert, id)) explanation.open_alerts.push_back(Fresh(supervision, alert));
  }
  return explanation;
}

std::vector<model::Alert> AlertsOf(const Supervision& supervision, const AlertFilter& filter) {
  std::vector<const model::Alert*> found;
  for (const auto& [id, alert] : supervision.alerts().alerts()) {
    if (Passes(supervision.registry(), alert, filter)) found.push_back(&alert);
  }
  const auto rank = [](const model::Alert* alert) {
    return std::make_tuple(-static_cast<int>(alert->severity), alert->raised_time, std::string_view(alert->id));
  };
  std::sort(found.begin(), found.end(), [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
  std::vector<model::Alert> alerts;
  for (const model::Alert* alert : found) alerts.push_back(Fresh(supervision, *alert));
  return alerts;
}

absl::StatusOr<model::Alert> AlertOf(const Supervision& supervision, const std::string& id) {
  const model::Alert* alert = supervision.alerts().Find(id);
  if (!alert)
    return absl::NotFoundError(
        absl::StrCat("辖区 ", supervision.id(), " 没有预警“", id, "”；请改正编号，或用 liandu alerts 查看全部"));
  return Fresh(supervision, *alert);
}

std::vector<LateEntry> LateEntriesOf(const Supervision& supervision) {
  std::vector<LateEntry> late;
  const model::Date today = supervision.today();
  for (const auto& [id, alert] : supervision.alerts().alerts()) {
    const bool counts = alert.condition == model::Condition::kOverdue || alert.condition == model::Condition::kMissed ||
                        alert.condition == model::Condition::kReportOverdue;
    if (alert.open && counts && alert.due_date) late.push_back({id, alert.condition, today - *alert.due_date});
  }
  return late;
}

}  // namespace liandu::evaluator

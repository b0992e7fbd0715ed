#include "evaluator/domain/what_if.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/dump_records.h"
#include "evaluator/domain/figure_reach.h"
#include "evaluator/domain/supervision.h"
#include "evaluator/domain/supervision_queries.h"

namespace liandu::evaluator {
namespace {

constexpr const char* kCause = "what-if";
constexpr std::chrono::hours kMaxAhead{24 * 3653};

bool OnlyFigures(const Supposition& supposition) {
  if (supposition.clock || !supposition.put.empty() || !supposition.removed.empty()) return false;
  return std::all_of(supposition.reports.begin(), supposition.reports.end(), [](const model::Report& report) {
    return std::holds_alternative<model::IndicatorReport>(report.fact);
  });
}

absl::Status CheckKnown(const Supervision& supervision, const Supposition& supposition) {
  std::set<std::string> defined;
  for (const model::Resource& resource : supposition.put) {
    if (std::holds_alternative<model::Indicator>(resource)) defined.insert(model::IdOf(resource));
  }
  const auto known = [&](const std::string& indicator) {
    const IndicatorRow* row = Registry::FindRow(supervision.registry().indicators, indicator);
    return defined.contains(indicator) || (row && row->defined);
  };
  for (const model::Report& report : supposition.reports) {
    const auto* figure = std::get_if<model::IndicatorReport>(&report.fact);
    if (figure && !known(figure->indicator)) {
      return absl::NotFoundError(
          absl::StrCat("辖区 ", supervision.id(), " 没有指标“", figure->indicator, "”；请改正编号"));
    }
  }
  for (const model::Resource& resource : supposition.put) {
    const auto* target = std::get_if<model::Target>(&resource);
    if (target && !known(target->indicator)) {
      return absl::NotFoundError(
          absl::StrCat("目标“", target->id, "”的指标“", target->indicator, "”不存在；请改正编号，或一并给出这个指标"));
    }
  }
  return absl::OkStatus();
}

/// Makes a supervision from records, with a clock of its own.
void RestoreCopy(const std::vector<Record>& records, Supervision& copy) {
  for (Record record : records) {
    if (auto* clock = std::get_if<JurisdictionRecord>(&record)) clock->clock_mode = model::ClockMode::kSandbox;
    const RecordKey key = KeyOf(copy.id(), record);
    copy.Restore(key, std::move(record)).IgnoreError();
  }
  copy.FinishRestore();
}

void Suppose(const Supposition& supposition, Supervision& copy) {
  DomainEffects effects;
  const auto take = [&](model::EventBody body) {
    model::Event event;
    event.jurisdiction = copy.id();
    event.actor = kCause;
    event.body = std::move(body);
    copy.Take(event, copy.clock(), kCause, effects);
  };
  if (supposition.clock) {
    copy.FireSome(*supposition.clock, std::numeric_limits<int>::max(), kCause, effects);
    take(model::ClockAdvanced{*supposition.clock});
  }
  if (!supposition.put.empty() || !supposition.removed.empty()) {
    take(model::CatalogueApplied{supposition.put, supposition.removed});
  }
  if (!supposition.reports.empty()) take(model::ReportsReceived{kCause, supposition.reports});
}

std::optional<TargetView> ViewIn(const Supervision& supervision, const std::string& id) {
  absl::StatusOr<Explanation> explanation = ExplanationOf(supervision, id);
  return explanation.ok() ? std::optional(std::move(explanation->verdict)) : std::nullopt;
}

/// Two copies side by side: one as things stand, one as is supposed.
class Comparison {
 public:
  Comparison(const Supervision& live, const Supervision& before, const Supervision& after)
      : live_(live), before_(before), after_(after) {}

  WhatIf Compare(const Supposition& supposition) {
    result_.clock_before = live_.clock();
    result_.clock_after = after_.clock();
    result_.targets_copied = static_cast<int64_t>(after_.registry().targets.size());
    for (const model::Report& report : supposition.reports) {
      if (const auto* figure = std::get_if<model::IndicatorReport>(&report.fact)) reported_.insert(figure->indicator);
    }
    CompareTargets();
    CompareAlerts();
    CompareLights();
    return std::move(result_);
  }

 private:
  bool Differs(const TargetRow* before, const TargetRow* after) const {
    if (!before || !after) return true;
    if (reported_.contains(after_.registry().symbols.Text(after->indicator))) return true;
    return std::tie(before->light, before->reason, before->final) !=
           std::tie(after->light, after->reason, after->final);
  }

  void CompareTargets() {
    std::set<std::string> ids;
    for (const auto& [id, row] : before_.registry().targets) ids.insert(row->id);
    for (const auto& [id, row] : after_.registry().targets) ids.insert(row->id);
    for (const std::string& id : ids) {
      const TargetRow* before = Registry::FindRow(before_.registry().targets, id);
      const TargetRow* after = Registry::FindRow(after_.registry().targets, id);
      if (!Differs(before, after)) continue;
      TargetDifference difference{ViewIn(before_, id), ViewIn(after_, id)};
      const auto shown = [](const std::optional<TargetView>& view) {
        return view ? absl::StrCat(model::LightName(view->light), " ", ReasonName(view->reason), " ",
                                   view->latest_value, " ", view->latest_period, " ", view->lag_points, " ",
                                   view->threshold, " ", view->due_date ? view->due_date->ToString() : "")
                    : std::string();
      };
      if (shown(difference.before) != shown(difference.after)) result_.targets.push_back(std::move(difference));
    }
  }

  void CompareAlerts() {
    std::map<std::string, AlertDifference> alerts;
    for (model::Alert& alert : AlertsOf(before_, {})) alerts[alert.id].before = std::move(alert);
    for (model::Alert& alert : AlertsOf(after_, {})) alerts[alert.id].after = std::move(alert);
    for (auto& [id, difference] : alerts) {
      const bool same = difference.before && difference.after &&
                        difference.before->severity == difference.after->severity &&
                        difference.before->members == difference.after->members;
      if (!same) result_.alerts.push_back(std::move(difference));
    }
  }

  /// Lights come of sums: what the copies differ by is added to what is live.
  void CompareLights() {
    const Board board = BoardOf(live_);
    CompareLight("jurisdiction", board.jurisdiction, live_.lights().whole(), before_.lights().whole(),
                 after_.lights().whole());
    CompareLights("chain", board.chains, live_.lights().chains(), before_.lights().chains(), after_.lights().chains());
    CompareLights("unit", board.units, live_.lights().units(), before_.lights().units(), after_.lights().units());
  }

  void CompareLights(const char* kind, const std::vector<LightSummary>& summaries, const LightBook::Tallies& live,
                     const LightBook::Tallies& before, const LightBook::Tallies& after) {
    std::set<std::string> ids;
    for (const auto& [id, tally] : before) ids.insert(id);
    for (const auto& [id, tally] : after) ids.insert(id);
    const auto of = [](const LightBook::Tallies& tallies, const std::string& id) {
      const auto found = tallies.find(id);
      return found == tallies.end() ? LightTally() : found->second;
    };
    for (const std::string& id : ids) {
      const auto found = std::find_if(summaries.begin(), summaries.end(),
                                      [&id = id](const LightSummary& summary) { return summary.id == id; });
      LightSummary summary = found == summaries.end() ? LightSummary() : *found;
      summary.id = id;
      CompareLight(kind, summary, of(live, id), of(before, id), of(after, id));
    }
  }

  void CompareLight(const char* kind, const LightSummary& summary, const LightTally& live, const LightTally& before,
                    const LightTally& after) {
    if (before == after) return;
    LightTally supposed = live;
    supposed.red += after.red - before.red;
    supposed.yellow += after.yellow - before.yellow;
    supposed.green += after.green - before.green;
    supposed.grey += after.grey - before.grey;
    supposed.core_red += after.core_red - before.core_red;
    LightSummary then = summary;
    then.light = ParentLight(supposed, after_.registry().settings);
    then.reason = ParentReason(supposed);
    then.red = supposed.red;
    then.yellow = supposed.yellow;
    then.green = supposed.green;
    then.grey = supposed.grey;
    result_.lights.push_back({kind, summary, std::move(then)});
  }

  const Supervision& live_;
  const Supervision& before_;
  const Supervision& after_;
  std::set<std::string> reported_;
  WhatIf result_;
};

absl::Status CheckClock(const Supervision& supervision, const Supposition& supposition) {
  if (!supposition.clock) return absl::OkStatus();
  if (*supposition.clock < supervision.clock()) {
    return absl::FailedPreconditionError("假设的时间早于辖区现在的时间；只能向后推演");
  }
  if (*supposition.clock > supervision.clock() + kMaxAhead) {
    return absl::FailedPreconditionError("假设的时间超过辖区现在的时间十年；请取近一些的时间");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<WhatIf> WhatIfOf(const Supervision& supervision, const Supposition& supposition, int64_t max_targets) {
  if (const absl::Status known = CheckKnown(supervision, supposition); !known.ok()) return known;
  if (const absl::Status clock = CheckClock(supervision, supposition); !clock.ok()) return clock;
  const Registry& registry = supervision.registry();
  std::optional<FigureReach> reach;
  if (OnlyFigures(supposition)) reach = ReachOf(supervision, supposition.reports);
  const int64_t targets =
      reach ? CountTargets(registry, reach->indicators) : static_cast<int64_t>(registry.targets.size());
  if (targets > max_targets) {
    return absl::FailedPreconditionError(absl::StrCat("这样推演要复制 ", targets, " 个目标，超过 ", max_targets,
                                                      " 个；请只假设填报、不改时间和目录，或在较小的辖区里试"));
  }
  const std::vector<Record> records =
      reach ? DumpRecords(supervision, reach->indicators, reach->reporters) : DumpRecords(supervision);
  Supervision before(supervision.id());
  RestoreCopy(records, before);
  Supervision after(supervision.id());
  RestoreCopy(records, after);
  Suppose(supposition, after);
  return Comparison(supervision, before, after).Compare(supposition);
}

}  // namespace liandu::evaluator

#include "evaluator/outbound/world_metrics.h"

#include <utility>

#include "absl/strings/numbers.h"

namespace liandu::evaluator {
namespace {

using Labels = std::vector<std::pair<std::string, std::string>>;
using prometheus::MetricType;

constexpr double kSecondsPerDay = 86'400;

/// 0 grey, 1 green, 2 yellow, 3 red.
double LightValue(model::Light light) { return static_cast<int>(light) - 1; }

/// The families, and samples put into them.
class Families {
 public:
  enum Name {
    kJurisdictionLight,
    kChainLight,
    kUnitLight,
    kClock,
    kHorizon,
    kReports,
    kMilestones,
    kTargets,
    kChainMembers,
    kOpenAlerts,
    kOverdue,
    kTargetLight,
    kTargetProgress,
    kTargetLag,
    kTargetReportAge,
    kScore,
    kFrozen,
    kUnitAlerts,
    kResponse,
    kCount
  };

  Families() {
    Declare(kJurisdictionLight, "liandu_jurisdiction_light", "0 grey, 1 green, 2 yellow, 3 red.");
    Declare(kChainLight, "liandu_chain_light", "0 grey, 1 green, 2 yellow, 3 red.");
    Declare(kUnitLight, "liandu_unit_light", "0 grey, 1 green, 2 yellow, 3 red.");
    Declare(kClock, "liandu_jurisdiction_clock_timestamp_seconds", "The jurisdiction's clock.");
    Declare(kHorizon, "liandu_calendar_horizon_timestamp_seconds", "Last day that the work calendar covers.");
    Declare(kReports, "liandu_reports_total", "Indicator reports judged.");
    families_[kReports].type = MetricType::Counter;
    Declare(kMilestones, "liandu_milestones", "Milestones supervised.");
    Declare(kTargets, "liandu_targets", "Targets by light, for catalogues of ordinary size.");
    Declare(kChainMembers, "liandu_chain_members", "Groups of targets and milestones below a chain, by light.");
    Declare(kOpenAlerts, "liandu_open_alerts", "Open alerts; one of several chains counts in each.");
    Declare(kOverdue, "liandu_overdue_seconds", "Time that an open alert is behind its date, in whole days.");
    Declare(kTargetLight, "liandu_target_light", "0 grey, 1 green, 2 yellow, 3 red.");
    Declare(kTargetProgress, "liandu_target_progress_ratio", "Progress from the base to the target.");
    Declare(kTargetLag, "liandu_target_lag_points", "Percentage points behind the path.");
    Declare(kTargetReportAge, "liandu_target_report_age_seconds",
            "Time from the latest figure's as-of day to the jurisdiction's clock.");
    Declare(kScore, "liandu_score", "Score of 0 to 100 of a chain or district with enough evaluable outcomes.");
    Declare(kFrozen, "liandu_assessment_frozen_info", "An assessment whose results are frozen; always 1.");
    Declare(kUnitAlerts, "liandu_unit_alerts", "Open alerts of a responsible unit, by how people deal with them.");
    Declare(kResponse, "liandu_alert_response_seconds",
            "Time from when an alert was raised or had worsened until a step of people.");
    families_[kResponse].type = MetricType::Summary;
  }

  void Put(Name name, const Labels& labels, double value) {
    prometheus::ClientMetric metric;
    for (const auto& [label, text] : labels) metric.label.push_back({label, text});
    if (families_[name].type == MetricType::Counter) {
      metric.counter.value = value;
    } else {
      metric.gauge.value = value;
    }
    families_[name].metric.push_back(std::move(metric));
  }

  void PutTimes(const std::string& city, const std::string& unit, const char* step, const StepTimes& times) {
    prometheus::ClientMetric metric;
    metric.label = {{"jurisdiction", city}, {"unit", unit}, {"step", step}};
    metric.summary.sample_count = static_cast<uint64_t>(times.count);
    metric.summary.sample_sum = static_cast<double>(times.total.count()) / 1000;
    families_[kResponse].metric.push_back(std::move(metric));
  }

  /// Puts a number as people read it; nothing for an empty text.
  void PutText(Name name, const Labels& labels, const std::string& text) {
    double value = 0;
    if (absl::SimpleAtod(text, &value)) Put(name, labels, value);
  }

  std::vector<prometheus::MetricFamily> Take() && { return std::move(families_); }

 private:
  void Declare(Name name, const char* text, const char* help) {
    families_[name].name = text;
    families_[name].help = help;
    families_[name].type = MetricType::Gauge;
  }

  std::vector<prometheus::MetricFamily> families_ = std::vector<prometheus::MetricFamily>(kCount);
};

double Seconds(model::Instant moment) { return static_cast<double>(moment.time_since_epoch().count()) / 1000; }
double Seconds(model::Date date) { return static_cast<double>(date.days()) * kSecondsPerDay; }

void PutBoard(const std::string& city, const Board& board, Families& families) {
  families.Put(Families::kJurisdictionLight, {{"jurisdiction", city}}, LightValue(board.jurisdiction.light));
  families.Put(Families::kClock, {{"jurisdiction", city}}, Seconds(board.clock));
  families.Put(Families::kReports, {{"jurisdiction", city}}, static_cast<double>(board.report_count));
  families.Put(Families::kMilestones, {{"jurisdiction", city}}, static_cast<double>(board.milestone_count));
  for (const LightSummary& chain : board.chains) {
    families.Put(Families::kChainLight, {{"jurisdiction", city}, {"chain", chain.id}}, LightValue(chain.light));
    const std::pair<const char*, int> counts[] = {
        {"red", chain.red}, {"yellow", chain.yellow}, {"green", chain.green}, {"grey", chain.grey}};
    for (const auto& [light, count] : counts) {
      families.Put(Families::kChainMembers, {{"jurisdiction", city}, {"chain", chain.id}, {"light", light}}, count);
    }
  }
  for (const LightSummary& unit : board.units) {
    families.Put(Families::kUnitLight, {{"jurisdiction", city}, {"unit", unit.id}}, LightValue(unit.light));
  }
}

void PutTarget(const std::string& city, const Board& board, const TargetView& target, Families& families) {
  std::vector<std::string> chains = target.chains;
  if (chains.empty()) chains.emplace_back();
  for (const std::string& chain : chains) {
    const Labels labels = {{"jurisdiction", city}, {"target", target.id}, {"chain", chain}};
    families.Put(Families::kTargetLight, labels, LightValue(target.light));
    families.PutText(Families::kTargetProgress, labels, target.progress);
    families.PutText(Families::kTargetLag, labels, target.lag_points);
    if (target.latest_date) {
      families.Put(Families::kTargetReportAge, labels, Seconds(board.clock) - Seconds(*target.latest_date + 1));
    }
  }
}

void PutTargets(const std::string& city, const World& world, const Board& board, Families& families) {
  if (board.target_count > kMaxTargetsWithMetrics) return;
  const absl::StatusOr<TargetPage> page = world.ListTargets(city, {}, "", kMaxTargetsWithMetrics);
  if (!page.ok()) return;
  int by_light[5] = {};
  for (const TargetView& target : page->targets) {
    ++by_light[static_cast<int>(target.light)];
    PutTarget(city, board, target, families);
  }
  for (const model::Light light :
       {model::Light::kGrey, model::Light::kGreen, model::Light::kYellow, model::Light::kRed}) {
    families.Put(Families::kTargets, {{"jurisdiction", city}, {"light", model::LightName(light)}},
                 by_light[static_cast<int>(light)]);
  }
}

void PutAlerts(const std::string& city, const World& world, Families& families) {
  if (const auto counts = world.OpenAlertCounts(city); counts.ok()) {
    for (const OpenAlertCount& count : *counts) {
      families.Put(Families::kOpenAlerts,
                   {{"jurisdiction", city},
                    {"condition", model::ConditionName(count.condition)},
                    {"severity", model::SeverityName(count.severity)},
                    {"chain", count.chain}},
                   count.count);
    }
  }
  const auto late = world.LateEntries(city);
  if (!late.ok()) return;
  int told = 0;
  for (const LateEntry& entry : *late) {
    if (++told > kMaxLateAlerts) break;
    families.Put(Families::kOverdue,
                 {{"jurisdiction", city}, {"alert", entry.alert}, {"condition", model::ConditionName(entry.condition)}},
                 entry.days_overdue * kSecondsPerDay);
  }
}

void PutResponses(const std::string& city, const Board& board, Families& families) {
  for (const UnitResponse& unit : board.responses) {
    const std::pair<const char*, int> counts[] = {
        {"open", unit.open}, {"unacknowledged", unit.unacknowledged}, {"overdue", unit.overdue}};
    for (const auto& [state, count] : counts) {
      families.Put(Families::kUnitAlerts, {{"jurisdiction", city}, {"unit", unit.unit}, {"state", state}}, count);
    }
    families.PutTimes(city, unit.unit, "acknowledge", unit.acknowledge);
    families.PutTimes(city, unit.unit, "answer", unit.answer);
    families.PutTimes(city, unit.unit, "close", unit.close);
  }
}

void PutScores(const std::string& city, const World& world, Families& families) {
  const std::pair<ScoreKind, const char*> kinds[] = {{ScoreKind::kChain, "chain"}, {ScoreKind::kDistrict, "district"}};
  for (const auto& [kind, name] : kinds) {
    const absl::StatusOr<LeagueTable> table = world.GetLeagueTable(city, kind, "");
    if (!table.ok()) return;
    for (const ScoreRow& row : table->rows) {
      if (row.rank == 0) continue;
      families.PutText(Families::kScore, {{"jurisdiction", city}, {"kind", name}, {"id", row.id}}, row.score);
    }
  }
  const auto frozen = world.FrozenAssessments(city);
  if (!frozen.ok()) return;
  for (const FrozenAssessment& assessment : *frozen) {
    families.Put(
        Families::kFrozen,
        {{"jurisdiction", city}, {"assessment", assessment.id}, {"frozen_on", assessment.frozen_on.ToString()}}, 1);
  }
}

}  // namespace

std::vector<prometheus::MetricFamily> MetricsOf(const World& world) {
  Families families;
  for (const std::string& city : world.Jurisdictions()) {
    const absl::StatusOr<Board> board = world.GetBoard(city);
    if (!board.ok()) continue;
    PutBoard(city, *board, families);
    PutTargets(city, world, *board, families);
    PutAlerts(city, world, families);
    PutResponses(city, *board, families);
    PutScores(city, world, families);
    if (const auto horizon = world.CalendarHorizon(city); horizon.ok() && *horizon) {
      families.Put(Families::kHorizon, {{"jurisdiction", city}}, Seconds(**horizon));
    }
  }
  return std::move(families).Take();
}

}  // namespace liandu::evaluator

#include "evaluator/domain/figure_reach.h"

#include <algorithm>
#include <map>

#include "evaluator/domain/supervision.h"
#include "model/formula.h"

namespace liandu::evaluator {
namespace {

/// What reads what, both ways.
struct Readings {
  explicit Readings(const Registry& registry) {
    for (const auto& [id, row] : registry.indicators) {
      if (!row->defined) continue;
      const model::Indicator indicator = Unpack(*row, registry.symbols);
      if (!indicator.part_of.empty()) Add(indicator.part_of, indicator.id);
      if (indicator.formula.empty()) continue;
      const auto formula = model::ParseFormula(indicator.formula);
      if (!formula.ok()) continue;
      for (const std::string& read : model::IndicatorsOf(*formula)) Add(indicator.id, read);
    }
  }

  void Add(const std::string& reader, const std::string& read) {
    reads[reader].push_back(read);
    readers[read].push_back(reader);
  }

  std::map<std::string, std::vector<std::string>> reads;
  std::map<std::string, std::vector<std::string>> readers;
};

void Spread(const std::map<std::string, std::vector<std::string>>& edges, std::set<std::string>& indicators) {
  std::vector<std::string> open(indicators.begin(), indicators.end());
  while (!open.empty()) {
    const std::string at = std::move(open.back());
    open.pop_back();
    const auto found = edges.find(at);
    if (found == edges.end()) continue;
    for (const std::string& next : found->second) {
      if (indicators.insert(next).second) open.push_back(next);
    }
  }
}

void AddReporters(const Supervision& supervision, FigureReach& reach) {
  std::map<std::string, std::vector<std::string>> owing;
  for (const auto& [id, alert] : supervision.alerts().alerts()) {
    if (!alert.open || alert.subject.kind != model::SubjectKind::kReporter) continue;
    auto& members = owing[alert.subject.id];
    members.insert(members.end(), alert.members.begin(), alert.members.end());
  }
  for (const auto& [reporter, members] : owing) {
    const auto is_concerned = [&](const std::string& id) { return reach.indicators.contains(id); };
    if (std::any_of(members.begin(), members.end(), is_concerned)) reach.reporters.insert(reporter);
  }
  for (const std::string& reporter : reach.reporters) {
    reach.indicators.insert(owing[reporter].begin(), owing[reporter].end());
  }
}

}  // namespace

FigureReach ReachOf(const Supervision& supervision, const std::vector<model::Report>& reports) {
  FigureReach reach;
  for (const model::Report& report : reports) {
    if (const auto* figure = std::get_if<model::IndicatorReport>(&report.fact)) {
      reach.indicators.insert(figure->indicator);
    }
  }
  const Readings readings(supervision.registry());
  Spread(readings.readers, reach.indicators);
  AddReporters(supervision, reach);
  // What is copied is worked out again, so all that it reads must be there.
  Spread(readings.reads, reach.indicators);
  return reach;
}

int64_t CountTargets(const Registry& registry, const std::set<std::string>& indicators) {
  int64_t targets = 0;
  for (const std::string& id : indicators) {
    const IndicatorRow* row = Registry::FindRow(registry.indicators, id);
    if (row) targets += static_cast<int64_t>(row->targets.size());
  }
  return targets;
}

}  // namespace liandu::evaluator

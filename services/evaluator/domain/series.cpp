#include "evaluator/domain/series.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "evaluator/domain/figures.h"

namespace liandu::evaluator {
namespace {

/// How many sources are remembered for sharing; a stream of ever new sources must not grow it.
constexpr size_t kMaxSharedSources = 4096;

auto PlaceOf(const HeldReport& report) {
  return std::tie(report.period.last, report.period.first, report.period.as_of, report.detail->statistical_scope);
}

bool SaysSame(const HeldReport& left, const HeldReport& right) {
  return left.value == right.value && left.bound == right.bound &&
         left.detail->unit_of_measure == right.detail->unit_of_measure;
}

/// Makes room by dropping the oldest report that no judgement can use any more.
void DropSuperseded(std::vector<HeldReport>& series, std::vector<HeldReport>::iterator first,
                    std::vector<HeldReport>::iterator last) {
  if (static_cast<size_t>(last - first) <= kMaxReportsPerPeriod) return;
  const auto newest = std::max_element(
      first, last, [](const HeldReport& left, const HeldReport& right) { return left.revision < right.revision; });
  const auto drop = std::find_if(
      first, last, [&](const HeldReport& report) { return report.set_aside || report.revision < newest->revision; });
  if (drop != last) series.erase(drop);
}

}  // namespace

Acceptance TakeReport(HeldReport report, std::vector<HeldReport>& series) {
  const auto by_place = [](const HeldReport& left, const HeldReport& right) { return PlaceOf(left) < PlaceOf(right); };
  const auto [first, last] = std::equal_range(series.begin(), series.end(), report, by_place);
  for (auto it = first; it != last; ++it) {
    const bool same_slot = !StandsBefore(*it, report) && !StandsBefore(report, *it);
    if (!same_slot) continue;
    if (SaysSame(*it, report)) return Acceptance::kRepeated;
    if (!it->set_aside) report.set_aside = true;
  }
  const bool set_aside = report.set_aside;
  const auto from = first - series.begin();
  const auto count = last - first + 1;
  series.insert(last, std::move(report));
  DropSuperseded(series, series.begin() + from, series.begin() + from + count);
  return set_aside ? Acceptance::kSetAside : Acceptance::kAccepted;
}

std::vector<const HeldReport*> UnsettledReports(const std::vector<HeldReport>& series) {
  std::vector<const HeldReport*> unsettled;
  for (size_t i = 0; i < series.size();) {
    const size_t first = i;
    const HeldReport* standing = StandingReport(series, first, i);
    for (size_t at = first; standing && at < i; ++at) {
      const HeldReport& other = series[at];
      if (!other.set_aside || StandsBefore(*standing, other) || StandsBefore(other, *standing)) continue;
      unsettled.push_back(&series[at]);
      break;
    }
  }
  return unsettled;
}

std::shared_ptr<const ReportDetail> ReportDetails::Share(ReportDetail detail) {
  const ReportDetail plain{detail.source, {}, {}, {}, {}, {}, {}, nullptr};
  if (!(detail == plain)) return std::make_shared<const ReportDetail>(std::move(detail));
  if (const auto it = by_source_.find(detail.source); it != by_source_.end()) return it->second;
  auto shared = std::make_shared<const ReportDetail>(std::move(detail));
  if (by_source_.size() < kMaxSharedSources) by_source_.emplace(shared->source, shared);
  return shared;
}

}  // namespace liandu::evaluator

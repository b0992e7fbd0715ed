#pragma once

#include <memory>
#include <vector>

#include "absl/container/btree_map.h"
#include "evaluator/domain/records.h"

namespace liandu::evaluator {

/// What became of a report when it was taken into its series.
enum class Acceptance { kAccepted, kRepeated, kSetAside };

/// Takes a report in. A later revision stands beside the earlier, which it replaces when judged; the same revision and
/// precision with the same value changes nothing, with another value it is kept but set aside; a final figure takes the
/// place of a preliminary one of its revision. At most
/// `kMaxReportsPerPeriod` are kept for one period: beyond it the oldest superseded one goes.
Acceptance TakeReport(HeldReport report, std::vector<HeldReport>& series);

/// The first report of each period that was set aside beside the one that still stands, with its revision.
std::vector<const HeldReport*> UnsettledReports(const std::vector<HeldReport>& series);

inline constexpr size_t kMaxReportsPerPeriod = 12;

/// Reports that say the same beside their figures share one text.
class ReportDetails {
 public:
  std::shared_ptr<const ReportDetail> Share(ReportDetail detail);

 private:
  /// By source, for details that state nothing else.
  absl::btree_map<std::string, std::shared_ptr<const ReportDetail>> by_source_;
};

}  // namespace liandu::evaluator

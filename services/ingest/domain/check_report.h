#pragma once

#include <map>
#include <string>
#include <vector>

#include "ingest/domain/violation.h"
#include "model/catalogue.h"
#include "model/civil_time.h"
#include "model/event.h"
#include "model/report.h"

namespace liandu::ingest {

/// Checks the reports of one batch, in order, against one version of a catalogue and of the jurisdiction's clock. Costs
/// a few look-ups a report. Used by one thread; refers to the catalogue, which must outlive it.
class ReportCheck {
 public:
  /// `now` is the jurisdiction's clock.
  ReportCheck(const model::Catalogue& catalogue, model::ClockMode mode, model::Instant now);

  /// Appends everything that is wrong with the report; paths begin at the report ("indicator_report.value").
  void Check(const model::Report& report, std::vector<Violation>& violations);

  /// The jurisdiction's day by its clock.
  model::Date today() const { return today_; }
  const model::CivilTime& civil_time() const { return civil_time_; }

 private:
  void CheckPublished(const model::Report& report, std::vector<Violation>& violations) const;
  void CheckFact(const model::IndicatorReport& fact, model::Date known, std::vector<Violation>& violations);
  void CheckFact(const model::MilestoneReport& fact, model::Date known, std::vector<Violation>& violations);
  void CheckFact(const model::StageReport& fact, model::Date known, std::vector<Violation>& violations);
  void CheckFact(const model::ObligationReport& fact, model::Date known, std::vector<Violation>& violations);
  void CheckFact(const model::MembershipReport& fact, model::Date known, std::vector<Violation>& violations);
  void CheckFact(const model::IssueReport& fact, model::Date known, std::vector<Violation>& violations);
  void CheckUnit(const model::IndicatorReport& fact, const model::Indicator& indicator,
                 std::vector<Violation>& violations) const;

  const model::Catalogue& catalogue_;
  model::ClockMode mode_;
  model::CivilTime civil_time_;
  model::Date today_;
  int64_t last_sequence_ = 0;
  /// The stage that an earlier report of the batch brought an item to.
  std::map<std::string, size_t> stages_;
};

/// When a figure published on a day becomes known: at 09:00 of that day.
model::Instant PublicationMoment(model::Date published, const model::CivilTime& civil_time);

/// The civil time of a catalogue's jurisdiction; UTC+8 before its settings are known.
model::CivilTime CivilTimeOf(const model::Catalogue& catalogue);

}  // namespace liandu::ingest

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dice.h"
#include "model/event.h"
#include "model/time.h"
#include "platform/eventlog/event_log.h"

namespace liandu::simulation {

/// A word of an alert that somebody has read.
struct SeenAlert {
  std::string jurisdiction;
  std::string id;
  int64_t sequence = 0;
};

/// A jurisdiction whose life is drawn: what its people send to the log, one append after the other. It keeps the log's
/// rules of clocks and catalogue versions, so that every append must be taken.
class RandomCity {
 public:
  /// Its own clock starts at `clock_ms`; a live one's catalogue is of the year then.
  RandomCity(Dice& dice, std::string id, eventlog::ClockMode mode, int64_t clock_ms);

  /// What it sends next; `now_ms` is the store's time, `seen` what its people may act on.
  eventlog::AppendItem Next(int64_t now_ms, const std::vector<SeenAlert>& seen);
  bool importing() const { return opened_ && mode_ == eventlog::ClockMode::kImporting; }
  /// Ends the import at `now_ms`, as a sandbox or live.
  eventlog::AppendItem GoLive(int64_t now_ms);
  const std::string& id() const { return id_; }

 private:
  eventlog::AppendItem Open();
  eventlog::AppendItem Apply(const model::CatalogueApplied& applied);
  eventlog::AppendItem ChangeCatalogue();
  eventlog::AppendItem Advance();
  /// What somebody does about an alert that was seen.
  eventlog::AppendItem Act(const std::vector<SeenAlert>& seen, model::Date today);
  model::AlertAction DrawAction(model::Date today);
  eventlog::AppendItem Circulate(const SeenAlert& alert, model::Date today);
  eventlog::AppendItem Report(model::Date today);
  model::CatalogueApplied WholeCatalogue();
  std::string TargetLine(int number);
  model::Report DrawReport(model::Date today);
  model::IndicatorReport DrawIndicatorReport(model::Date today);
  std::string Encode(model::EventBody body) const;
  eventlog::AppendItem ItemOf(model::EventBody body) const;
  std::string Day(int years_on, const char* month_and_day) const;

  Dice& dice_;
  const std::string id_;
  eventlog::ClockMode mode_;
  int64_t clock_ms_;
  /// The year that its catalogue is about.
  const int year_;
  bool opened_ = false;
  int64_t version_ = 0;
  int circulars_ = 0;
  std::vector<model::ReportsReceived> sent_;
};

}  // namespace liandu::simulation

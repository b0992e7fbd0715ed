#pragma once

#include <string>
#include <vector>

#include "model/event.h"
#include "platform/eventlog/entry.h"

/// A small city's log for tests of the evaluator's rim.
namespace liandu::evaluator {

/// "2024-07-01 09:30" at UTC+8, in milliseconds since the epoch.
int64_t AtMs(const std::string& text);

/// Writes entries with ascending ids.
class TestLog {
 public:
  eventlog::Entry Put(const std::string& jurisdiction, const std::string& at, model::EventBody body);
  const std::vector<eventlog::Entry>& entries() const& { return entries_; }

 private:
  std::vector<eventlog::Entry> entries_;
};

/// A chain, its leader and lead unit, an indicator of events held in a year, and two targets: T013 wants 100 in 2024,
/// T014 has its value blacked out.
model::CatalogueApplied TestCatalogue();
/// `value` events from January up to 2024-06-30.
model::ReportsReceived TestReport(int64_t value, int revision);

/// A sandbox city at 2024-07-01 09:30 in which T013 has been reported as 10, and is red.
TestLog RedCity(const std::string& jurisdiction);

}  // namespace liandu::evaluator

#pragma once

#include <string>

#include "model/alert.h"
#include "model/event.h"
#include "platform/eventlog/entry.h"

/// Entries of an alerts stream for the notifier's tests.
namespace liandu::notifier {

/// Makes entries with ascending ids; `at` as in At() ("2024-07-01 09:30").
class StreamWriter {
 public:
  eventlog::Entry Passed(const std::string& jurisdiction, const std::string& at, model::EventBody body);
  eventlog::Entry Moved(const std::string& jurisdiction, const std::string& at, const model::Alert& alert,
                        int64_t sequence, model::TransitionKind kind, model::Severity severity);
  eventlog::Entry Tick(const std::string& at);
  /// The test city's resources, as one change.
  eventlog::Entry City(const std::string& jurisdiction, const std::string& at);

 private:
  eventlog::Entry Next(const std::string& jurisdiction, const std::string& at, std::string payload);
  uint64_t ms_ = 1719797400000;
};

}  // namespace liandu::notifier

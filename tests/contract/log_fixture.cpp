#include "log_fixture.h"

namespace liandu::testing {

using eventlog::AppendItem;
using eventlog::AppendResult;
using eventlog::EventLog;

void LogContractTest::SetUp() {
  options_.partitions = 2;
  options_.backlog_watermark = kWatermark;
  store_ = std::make_unique<LogStore>(GetParam(), options_, clock_);
}

void LogContractTest::OpenJurisdiction(EventLog& log, const std::string& jurisdiction, eventlog::ClockMode mode,
                                       int64_t clock_ms) {
  AppendItem item;
  item.jurisdiction = jurisdiction;
  item.clock_change = eventlog::ClockChange{eventlog::ClockChange::Kind::kOpen, mode, clock_ms};
  ASSERT_EQ(AppendOne(log, item).outcome, AppendResult::Outcome::kAppended);
}

AppendResult LogContractTest::AppendOne(EventLog& log, const AppendItem& item) {
  const absl::StatusOr<std::vector<AppendResult>> results = log.Append({item});
  EXPECT_TRUE(results.ok()) << results.status();
  return results.ok() && results->size() == 1 ? results->front() : AppendResult{};
}

AppendItem LogContractTest::Event(const std::string& jurisdiction, const std::string& payload) {
  AppendItem item;
  item.jurisdiction = jurisdiction;
  item.payloads = {payload};
  return item;
}

eventlog::ProcessorPosition LogContractTest::Claim(EventLog& log, eventlog::Role role, const std::string& nonce) {
  const auto seen = log.ReadLease(role);
  EXPECT_TRUE(seen.ok()) << seen.status();
  const auto position = log.Claim(role, seen.value_or(eventlog::LeaseView{}), "holder", nonce);
  EXPECT_TRUE(position.ok()) << position.status();
  return position.value_or(eventlog::ProcessorPosition{});
}

}  // namespace liandu::testing

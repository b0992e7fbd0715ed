#include "log_fixture.h"

#include "platform/eventlog/memory_event_log.h"
#include "platform/eventlog/redis_event_log.h"

namespace liandu::testing {

using eventlog::AppendItem;
using eventlog::AppendResult;
using eventlog::EventLog;

void LogContractTest::SetUp() {
  options_.partitions = 2;
  options_.backlog_watermark = kWatermark;
  if (GetParam() == Store::kMemory) {
    auto memory = std::make_unique<eventlog::MemoryEventLogStore>(options_, clock_);
    membership_ = memory.get();
    logs_ = std::move(memory);
    return;
  }
  redis_ = std::make_unique<RedisServer>();
  resolver_ = std::make_unique<platform::redis::StandaloneResolver>(
      platform::redis::Endpoint::Parse(redis_->address()).value());
  auto on_redis = eventlog::RedisEventLogFactory::Create(*resolver_, {}, options_, clock_, observer_);
  ASSERT_TRUE(on_redis.ok()) << on_redis.status();
  membership_ = on_redis->get();
  logs_ = *std::move(on_redis);
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

std::string StoreName(const ::testing::TestParamInfo<Store>& instance) {
  return instance.param == Store::kMemory ? "Memory" : "Redis";
}

}  // namespace liandu::testing

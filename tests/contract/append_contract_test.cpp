#include "log_fixture.h"

namespace liandu::testing {
namespace {

using eventlog::AppendItem;
using eventlog::AppendResult;
using eventlog::ClockChange;
using eventlog::ClockMode;
using eventlog::Role;
using Outcome = AppendResult::Outcome;
using std::chrono::milliseconds;

class AppendContractTest : public LogContractTest {};

TEST_P(AppendContractTest, EntriesComeOutInTheirOrderWithTheirTimes) {
  const auto log = Open();
  OpenJurisdiction(*log, "qingdao");
  AppendItem item = Event("qingdao", "one");
  item.payloads.push_back(std::string("two\r\n\0binary", 12));
  const auto results = log->Append({item, Event("qingdao", "three")});
  ASSERT_TRUE(results.ok()) << results.status();
  const auto entries = log->Read(Role::kEvaluator, {}, 100, milliseconds(0));
  ASSERT_TRUE(entries.ok()) << entries.status();
  ASSERT_EQ(entries->size(), 3U);
  EXPECT_EQ((*entries)[0].payload, "one");
  EXPECT_EQ((*entries)[1].payload, std::string("two\r\n\0binary", 12));
  EXPECT_EQ((*entries)[2].payload, "three");
  EXPECT_EQ((*entries)[1].id, (*results)[0].last_id);
  EXPECT_EQ((*entries)[2].id, (*results)[1].last_id);
  EXPECT_EQ((*entries)[2].at_ms, (*results)[1].at_ms);
  EXPECT_EQ((*entries)[0].jurisdiction, "qingdao");
  EXPECT_LT((*entries)[0].id, (*entries)[1].id);
  EXPECT_EQ(*log->ReadLastId(Role::kEvaluator), (*entries)[2].id);
}

TEST_P(AppendContractTest, AnItemRefusedDoesNotHarmItsNeighbours) {
  const auto log = Open();
  OpenJurisdiction(*log, "qingdao");
  const auto results = log->Append({Event("qingdao", "a"), Event("nowhere", "b"), Event("qingdao", "c")});
  ASSERT_TRUE(results.ok()) << results.status();
  EXPECT_EQ((*results)[0].outcome, Outcome::kAppended);
  EXPECT_EQ((*results)[1].outcome, Outcome::kUnknownJurisdiction);
  EXPECT_EQ((*results)[2].outcome, Outcome::kAppended);
  EXPECT_EQ(log->Read(Role::kEvaluator, {}, 100, milliseconds(0))->size(), 2U);
}

TEST_P(AppendContractTest, PartitionsAreApart) {
  const auto zero = Open(0);
  const auto one = Open(1);
  OpenJurisdiction(*zero, "qingdao");
  AppendOne(*zero, Event("qingdao", "a"));
  EXPECT_EQ(AppendOne(*one, Event("qingdao", "a")).outcome, Outcome::kUnknownJurisdiction);
  EXPECT_TRUE(one->Read(Role::kEvaluator, {}, 100, milliseconds(0))->empty());
}

TEST_P(AppendContractTest, ARequestIsDoneOnce) {
  const auto log = Open();
  OpenJurisdiction(*log, "qingdao");
  AppendItem item = Event("qingdao", "a");
  item.request_id = "r1";
  const AppendResult first = AppendOne(*log, item);
  const AppendResult again = AppendOne(*log, item);
  EXPECT_EQ(again.outcome, Outcome::kRepeatedRequest);
  EXPECT_EQ(again.last_id, first.last_id);
  EXPECT_EQ(again.at_ms, first.at_ms);
  EXPECT_EQ(log->Read(Role::kEvaluator, {}, 100, milliseconds(0))->size(), 1U);
}

TEST_P(AppendContractTest, ARefusedRequestMayBeSentAgain) {
  const auto log = Open();
  AppendItem item = Event("qingdao", "a");
  item.request_id = "r1";
  EXPECT_EQ(AppendOne(*log, item).outcome, Outcome::kUnknownJurisdiction);
  OpenJurisdiction(*log, "qingdao");
  EXPECT_EQ(AppendOne(*log, item).outcome, Outcome::kAppended);
}

TEST_P(AppendContractTest, ASourcesNumbersAreTakenOnce) {
  const auto log = Open();
  OpenJurisdiction(*log, "qingdao");
  AppendItem item = Event("qingdao", "a");
  item.source = "erp";
  item.source_first = 1;
  item.source_last = 3;
  EXPECT_EQ(AppendOne(*log, item).outcome, Outcome::kAppended);
  EXPECT_EQ(*log->ReadSourceSequence("qingdao", "erp"), 3);
  item.source_first = 3;
  item.source_last = 5;
  const AppendResult repeated = AppendOne(*log, item);
  EXPECT_EQ(repeated.outcome, Outcome::kRepeatedSource);
  EXPECT_EQ(repeated.source_last, 3);
  item.source_first = 4;
  item.payloads.clear();
  EXPECT_EQ(AppendOne(*log, item).outcome, Outcome::kAppended) << "a refused number is spent without an entry";
  EXPECT_EQ(*log->ReadSourceSequence("qingdao", "erp"), 5);
  EXPECT_EQ(*log->ReadSourceSequence("qingdao", "other"), 0);
  EXPECT_EQ(log->Read(Role::kEvaluator, {}, 100, milliseconds(0))->size(), 1U);
}

TEST_P(AppendContractTest, TheCatalogueMovesWithItsEntries) {
  const auto log = Open();
  OpenJurisdiction(*log, "qingdao");
  AppendItem apply = Event("qingdao", "apply");
  apply.catalogue_version = 0;
  for (int i = 0; i < 1'500; ++i) apply.catalogue_writes.push_back({"target/" + std::to_string(i), "v"});
  const AppendResult applied = AppendOne(*log, apply);
  EXPECT_EQ(applied.outcome, Outcome::kAppended);
  EXPECT_EQ(applied.catalogue_version, 1);
  EXPECT_EQ(AppendOne(*log, apply).outcome, Outcome::kVersionMismatch);
  AppendItem remove = Event("qingdao", "remove");
  remove.catalogue_version = 1;
  remove.catalogue_writes = {{"target/7", std::nullopt}, {"target/8", "w"}, {"target/9", std::nullopt}};
  EXPECT_EQ(AppendOne(*log, remove).catalogue_version, 2);
  const auto catalogue = log->ReadCatalogue("qingdao");
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_EQ(catalogue->version, 2);
  EXPECT_EQ(catalogue->records.size(), 1'498U);
  EXPECT_TRUE(std::is_sorted(catalogue->records.begin(), catalogue->records.end()));
  EXPECT_EQ((*log->ReadClock("qingdao"))->catalogue_version, 2);
  EXPECT_TRUE(log->ReadCatalogue("nowhere")->records.empty());
}

TEST_P(AppendContractTest, TheBacklogIsBounded) {
  const auto log = Open();
  OpenJurisdiction(*log, "qingdao");
  for (int64_t i = 0; i < kWatermark; ++i) {
    EXPECT_EQ(AppendOne(*log, Event("qingdao", "a")).backlog, i + 1);
  }
  const AppendResult refused = AppendOne(*log, Event("qingdao", "a"));
  EXPECT_EQ(refused.outcome, Outcome::kBacklog);
  EXPECT_EQ(refused.backlog, kWatermark);
  const auto entries = *log->Read(Role::kEvaluator, {}, 4, milliseconds(0));
  const auto position = Claim(*log, Role::kEvaluator, "n");
  EXPECT_EQ(position.appended, kWatermark);
  eventlog::Commit commit{{position.fence.epoch, "n", 1}, entries.back().id, 4, {}, {}};
  ASSERT_TRUE(log->CommitBatch(Role::kEvaluator, commit).ok());
  EXPECT_EQ(AppendOne(*log, Event("qingdao", "a")).outcome, Outcome::kAppended);
}

TEST_P(AppendContractTest, AnImportingJurisdictionKeepsItsOwnTime) {
  const auto log = Open();
  OpenJurisdiction(*log, "history", ClockMode::kImporting, 1'000);
  AppendItem item = Event("history", "a");
  item.own_at_ms = 2'000;
  EXPECT_EQ(AppendOne(*log, item).at_ms, 2'000);
  item.own_at_ms = 1'999;
  const AppendResult back = AppendOne(*log, item);
  EXPECT_EQ(back.outcome, Outcome::kClockRefused);
  EXPECT_EQ(back.clock->clock_ms, 2'000);
  EXPECT_EQ(AppendOne(*log, Event("history", "b")).at_ms, 2'000) << "no time of its own: the clock as it stands";
  item.own_at_ms = clock_.NowMs() + 3'600'000;
  EXPECT_EQ(AppendOne(*log, item).outcome, Outcome::kClockRefused) << "history does not lie ahead";
  AppendItem live = Event("history", "live");
  live.clock_change = ClockChange{ClockChange::Kind::kGoLive, ClockMode::kLive, 0};
  const AppendResult went_live = AppendOne(*log, live);
  EXPECT_EQ(went_live.outcome, Outcome::kAppended);
  EXPECT_GT(went_live.at_ms, 1'600'000'000'000);
  EXPECT_EQ((*log->ReadClock("history"))->mode, ClockMode::kLive);
  item.own_at_ms = 3'000;
  EXPECT_EQ(AppendOne(*log, item).outcome, Outcome::kClockRefused) << "live jurisdictions have no time of their own";
}

TEST_P(AppendContractTest, ASandboxMovesOnlyWhenTold) {
  const auto log = Open();
  OpenJurisdiction(*log, "sandbox", ClockMode::kSandbox, 5'000);
  EXPECT_EQ(AppendOne(*log, Event("sandbox", "a")).at_ms, 5'000);
  AppendItem advance = Event("sandbox", "tick");
  advance.clock_change = ClockChange{ClockChange::Kind::kAdvance, ClockMode::kSandbox, 9'000};
  EXPECT_EQ(AppendOne(*log, advance).at_ms, 9'000);
  advance.clock_change->clock_ms = 8'000;
  EXPECT_EQ(AppendOne(*log, advance).outcome, Outcome::kClockRefused);
  AppendItem live = Event("sandbox", "live");
  live.clock_change = ClockChange{ClockChange::Kind::kGoLive, ClockMode::kLive, 0};
  EXPECT_EQ(AppendOne(*log, live).outcome, Outcome::kClockRefused) << "a sandbox stays one";
  EXPECT_EQ((*log->ReadClock("sandbox"))->clock_ms, 9'000);
}

TEST_P(AppendContractTest, ImportingMayEndInASandbox) {
  const auto log = Open();
  OpenJurisdiction(*log, "history", ClockMode::kImporting, 1'000);
  AppendItem advance = Event("history", "advance");
  advance.clock_change = ClockChange{ClockChange::Kind::kAdvance, ClockMode::kImporting, 4'000};
  EXPECT_EQ(AppendOne(*log, advance).at_ms, 4'000) << "an importing clock may be moved forward too";
  AppendItem live = Event("history", "live");
  live.clock_change = ClockChange{ClockChange::Kind::kGoLive, ClockMode::kSandbox, 3'000};
  EXPECT_EQ(AppendOne(*log, live).outcome, Outcome::kClockRefused) << "clocks never go back";
  live.clock_change->clock_ms = 6'000;
  EXPECT_EQ(AppendOne(*log, live).at_ms, 6'000);
  EXPECT_EQ((*log->ReadClock("history"))->mode, ClockMode::kSandbox);
}

TEST_P(AppendContractTest, AJurisdictionIsOpenedOnce) {
  const auto log = Open();
  OpenJurisdiction(*log, "qingdao");
  AppendItem item = Event("qingdao", "open");
  item.clock_change = ClockChange{ClockChange::Kind::kOpen, ClockMode::kSandbox, 1};
  const AppendResult refused = AppendOne(*log, item);
  EXPECT_EQ(refused.outcome, Outcome::kJurisdictionExists);
  EXPECT_EQ(refused.clock->mode, ClockMode::kLive);
  EXPECT_FALSE(log->ReadClock("nowhere")->has_value());
}

TEST_P(AppendContractTest, ATickMovesThePartitionsClockOnceItIsDue) {
  const auto log = Open();
  OpenJurisdiction(*log, "qingdao");
  const int64_t due = AppendOne(*log, Event("qingdao", "a")).at_ms;
  ASSERT_TRUE(log->AppendTick(due, "tick").ok());
  EXPECT_EQ(log->Read(Role::kEvaluator, {}, 100, milliseconds(0))->size(), 1U) << "the clock had reached it";
  EXPECT_TRUE(absl::IsUnavailable(log->AppendTick(due + 3'600'000, "tick")));
  EXPECT_EQ(log->Read(Role::kEvaluator, {}, 100, milliseconds(0))->size(), 1U);
  const auto other = Open(1);
  ASSERT_TRUE(other->AppendTick(due, "tick").ok());
  const auto entries = *other->Read(Role::kEvaluator, {}, 100, milliseconds(0));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].payload, "tick");
  EXPECT_EQ(entries[0].jurisdiction, "");
  EXPECT_GE(entries[0].at_ms, due);
}

INSTANTIATE_TEST_SUITE_P(Stores, AppendContractTest, ::testing::Values(Store::kMemory, Store::kRedis), StoreName);

}  // namespace
}  // namespace liandu::testing

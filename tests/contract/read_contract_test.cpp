#include <thread>

#include "log_fixture.h"

namespace liandu::testing {
namespace {

using eventlog::Commit;
using eventlog::EntryId;
using eventlog::Member;
using eventlog::Output;
using eventlog::Role;
using std::chrono::milliseconds;

class ReadContractTest : public LogContractTest {
 protected:
  /// Three alerts, all consumed by the notifier.
  eventlog::Fence ThreeAlerts(eventlog::EventLog& log) {
    OpenJurisdiction(log, "qingdao");
    const auto position = Claim(log, Role::kEvaluator, "e");
    int64_t sequence = 0;
    for (const char* payload : {"a", "b", "c"}) {
      const EntryId id = AppendOne(log, Event("qingdao", payload)).last_id;
      Commit commit{
          {position.fence.epoch, "e", ++sequence}, id, 1, {}, {{id, Output{"qingdao", 1, "x", sequence, "s"}}}};
      EXPECT_TRUE(log.CommitBatch(Role::kEvaluator, commit).ok());
    }
    const auto alerts = *log.Read(Role::kNotifier, {}, 10, milliseconds(0));
    eventlog::Fence fence = Claim(log, Role::kNotifier, "n").fence;
    fence.sequence = 1;
    EXPECT_TRUE(log.CommitBatch(Role::kNotifier, {fence, alerts.back().id, 3, {}, {}}).ok());
    return fence;
  }
};

TEST_P(ReadContractTest, ReadsOnFromAPositionInPieces) {
  const auto log = Open();
  OpenJurisdiction(*log, "qingdao");
  for (const char* payload : {"a", "b", "c"}) AppendOne(*log, Event("qingdao", payload));
  const auto first = *log->Read(Role::kEvaluator, {}, 2, milliseconds(0));
  ASSERT_EQ(first.size(), 2U);
  const auto rest = *log->Read(Role::kEvaluator, first.back().id, 2, milliseconds(0));
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].payload, "c");
  EXPECT_TRUE(log->Read(Role::kEvaluator, rest[0].id, 2, milliseconds(1))->empty());
}

TEST_P(ReadContractTest, AWaitingReadSeesWhatIsAppended) {
  const auto log = Open();
  OpenJurisdiction(*log, "qingdao");
  std::thread writer([this] { AppendOne(*Open(), Event("qingdao", "a")); });
  const auto entries = log->Read(Role::kEvaluator, {}, 10, milliseconds(60'000));
  writer.join();
  ASSERT_TRUE(entries.ok()) << entries.status();
  EXPECT_EQ(entries->size(), 1U);
}

TEST_P(ReadContractTest, AWaitingReadCanBeInterrupted) {
  const auto log = Open();
  std::thread stopper([&log] { log->Interrupt(); });
  const auto entries = log->Read(Role::kEvaluator, {}, 10, milliseconds(60'000));
  stopper.join();
  ASSERT_TRUE(entries.ok()) << entries.status();
  EXPECT_TRUE(entries->empty());
  OpenJurisdiction(*log, "qingdao");
  AppendOne(*log, Event("qingdao", "a"));
  EXPECT_EQ(log->Read(Role::kEvaluator, {}, 10, milliseconds(60'000))->size(), 1U) << "once is once";
}

TEST_P(ReadContractTest, TrimmedAlertsAreOutOfRange) {
  const auto log = Open();
  const eventlog::Fence fence = ThreeAlerts(*log);
  const auto alerts = *log->Read(Role::kNotifier, {}, 10, milliseconds(0));
  ASSERT_EQ(alerts.size(), 3U);
  ASSERT_TRUE(log->TrimAlerts(fence, std::chrono::hours(1)).ok());
  EXPECT_EQ(log->Read(Role::kNotifier, {}, 10, milliseconds(0))->size(), 3U) << "within the retention";
  ASSERT_TRUE(log->TrimAlerts(fence, milliseconds(-3'600'000)).ok());
  EXPECT_TRUE(absl::IsOutOfRange(log->Read(Role::kNotifier, {}, 10, milliseconds(0)).status()));
  const auto last = log->Read(Role::kNotifier, alerts[1].id, 10, milliseconds(0));
  ASSERT_TRUE(last.ok()) << last.status();
  EXPECT_EQ(last->size(), 1U) << "the notifier's cursor is kept";
  EXPECT_EQ(*log->ReadLastId(Role::kNotifier), alerts[2].id);
}

TEST_P(ReadContractTest, TrimmingIsFenced) {
  const auto log = Open();
  const eventlog::Fence fence = ThreeAlerts(*log);
  Claim(*log, Role::kNotifier, "other");
  EXPECT_TRUE(absl::IsAborted(log->TrimAlerts(fence, milliseconds(0))));
}

TEST_P(ReadContractTest, MembersComeAndGo) {
  const Member a{"a", "127.0.0.1:1"};
  const Member b{"b", "127.0.0.1:2"};
  EXPECT_EQ(*store_->membership().Beat(Role::kEvaluator, b, std::chrono::hours(1)), (std::vector<Member>{b}));
  EXPECT_EQ(*store_->membership().Beat(Role::kEvaluator, a, std::chrono::hours(1)), (std::vector<Member>{a, b}));
  EXPECT_EQ(*store_->membership().Beat(Role::kNotifier, a, std::chrono::hours(1)), (std::vector<Member>{a}));
  ASSERT_TRUE(store_->membership().Leave(Role::kEvaluator, b).ok());
  EXPECT_EQ(*store_->membership().Beat(Role::kEvaluator, a, std::chrono::hours(1)), (std::vector<Member>{a}));
}

INSTANTIATE_TEST_SUITE_P(Stores, ReadContractTest, ::testing::Values(Store::kMemory, Store::kRedis), StoreName);

}  // namespace
}  // namespace liandu::testing

#include "pool_fixture.h"

namespace liandu::testing {
namespace {

using eventlog::EntryId;
using eventlog::ProcessorPool;
using eventlog::Role;
using Words = std::vector<std::string>;

class ProcessorPoolTest : public PoolTest {};

TEST_P(ProcessorPoolTest, JudgesWhatIsAppendedAndAnswersFromCommittedState) {
  const auto driver = StartPool("a");
  Append(0, "add x 2");
  const EntryId last = Append(0, "add x 3");
  EXPECT_EQ(driver->AwaitValue(0, "x", last), 5);
  EXPECT_EQ(Said(0), (Words{"x=2", "x=5"}));
  EXPECT_EQ(driver->AwaitValue(1, "x", std::nullopt), -1);
  EXPECT_TRUE(driver->pool().StoreReachable());
}

TEST_P(ProcessorPoolTest, AQueryForALaterPositionWaitsAndThenGivesUp) {
  const auto driver = StartPool("a");
  ASSERT_TRUE(driver->AwaitOwned(kPartitions));
  absl::Status status;
  std::atomic<bool> answered{false};
  driver->pool().Query(0, EntryId{9'999'999'999'999, 0}, clock_.SteadyNow() + std::chrono::milliseconds(20),
                       [&](absl::StatusOr<ProcessorPool::View> view) {
                         status = view.status();
                         answered.store(true);
                       });
  ASSERT_TRUE(Await([&] { return answered.load(); }));
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
}

TEST_P(ProcessorPoolTest, TimersFireByATickThatTheOwnerAsksFor) {
  const auto driver = StartPool("a");
  Append(0, "remind x 30");
  Append(0, "remind y 40");
  ASSERT_TRUE(Await([&] { return Said(0) == Words{"x reminds", "y reminds"}; }));
  const auto log = store_->logs().Open(0)->Read(Role::kEvaluator, {}, 100, std::chrono::milliseconds(0));
  ASSERT_TRUE(log.ok());
  EXPECT_EQ(log->back().payload, "tick");
  EXPECT_LE(log->size(), 4U) << "nothing fires on idle time";
}

TEST_P(ProcessorPoolTest, StateSurvivesItsOwner) {
  EntryId last;
  {
    const auto first = StartPool("a");
    last = Append(2, "add x 2");
    EXPECT_EQ(first->AwaitValue(2, "x", last), 2);
    EXPECT_TRUE(first->AddFromOutside(2, "x", 40).ok());
  }
  EXPECT_TRUE(store_->logs().Open(2)->ReadLease(Role::kEvaluator)->released);
  const auto second = StartPool("b");
  EXPECT_EQ(second->AwaitValue(2, "x", last), 42);
  EXPECT_EQ(second->AwaitValue(2, "x", Append(2, "add x 1")), 43);
  EXPECT_EQ(Said(2), (Words{"x=2", "x=43"}));
}

TEST_P(ProcessorPoolTest, MembersShareThePartitionsAndNameEachOther) {
  const auto first = StartPool("a");
  ASSERT_TRUE(first->AwaitOwned(kPartitions));
  auto second = StartPool("b");
  const std::vector<eventlog::Member> members{{"a", ""}, {"b", ""}};
  size_t second_share = 0;
  int of_second = -1;
  for (int partition = 0; partition < kPartitions; ++partition) {
    if (eventlog::PreferredOwner(members, partition)->id != "b") continue;
    ++second_share;
    of_second = partition;
  }
  ASSERT_GT(second_share, 0U) << "the hash must give both a share for this test to mean anything";
  ASSERT_TRUE(second->AwaitOwned(second_share));
  ASSERT_TRUE(first->AwaitOwned(kPartitions - second_share));
  ASSERT_TRUE(Await([&] {
    const absl::Status status = first->Value(of_second, "x", std::nullopt).status();
    return ProcessorPool::OwnerAddress(status) == "b:7000";
  }));
  EXPECT_EQ(second->AwaitValue(of_second, "x", Append(of_second, "add x 1")), 1);
  second.reset();
  ASSERT_TRUE(first->AwaitOwned(kPartitions));
  EXPECT_EQ(first->AwaitValue(of_second, "x", Append(of_second, "add x 1")), 2);
}

TEST_P(ProcessorPoolTest, ManyExtrasAndInputsAreAllCommitted) {
  const auto driver = StartPool("a", 7);
  ASSERT_TRUE(driver->AwaitOwned(kPartitions));
  std::atomic<int> done{0};
  EntryId last;
  for (int i = 0; i < 100; ++i) {
    last = Append(1, "add x 1");
    driver->pool().CommitExtra(
        1, [](eventlog::Machine& machine) { return static_cast<ToyMachine&>(machine).AddFromOutside("y", 1); },
        [&done](const absl::Status& status) { done += status.ok() ? 1 : 0; });
  }
  EXPECT_EQ(driver->AwaitValue(1, "x", last), 100);
  EXPECT_TRUE(Await([&] { return done.load() == 100; }));
  EXPECT_EQ(driver->AwaitValue(1, "y", last), 100);
}

INSTANTIATE_TEST_SUITE_P(Stores, ProcessorPoolTest, ::testing::Values(Store::kMemory, Store::kRedis), StoreName);

}  // namespace
}  // namespace liandu::testing

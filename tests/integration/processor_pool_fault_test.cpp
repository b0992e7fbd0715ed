#include "platform/eventlog/redis_event_log.h"
#include "pool_fixture.h"

namespace liandu::testing {
namespace {

using eventlog::EntryId;
using eventlog::Role;
using Words = std::vector<std::string>;

class ProcessorPoolFaultTest : public PoolTest {};

TEST_P(ProcessorPoolFaultTest, APoisonousEntryIsSetAsideOnceAndThePartitionGoesOn) {
  const auto driver = StartPool("a");
  Append(0, "add x 1");
  const EntryId poison = Append(0, "poison");
  const EntryId last = Append(0, "add x 1");
  EXPECT_EQ(driver->AwaitValue(0, "x", last), 2);
  EXPECT_EQ(driver->observer().set_aside.load(), 1);
  EXPECT_EQ(store_->logs().Open(0)->ReadPosition(Role::kEvaluator)->set_aside, std::vector<EntryId>{poison});
  EXPECT_EQ(store_->logs().Open(0)->ReadPosition(Role::kEvaluator)->input_count, 3);
  EXPECT_EQ(Said(0), (Words{"x=1", "aside " + poison.ToString(), "x=2"}));
}

TEST_P(ProcessorPoolFaultTest, AnEntryThatKilledItsOwnersIsSetAside) {
  const EntryId killer = Append(0, "add x 1000");
  const EntryId last = Append(0, "add x 1");
  {
    // Three owners came and died; the last of them had gone singly and marked the entry.
    const auto log = store_->logs().Open(0);
    for (int i = 0; i < 3; ++i) {
      const auto position = log->Claim(Role::kEvaluator, *log->ReadLease(Role::kEvaluator), "dead", "n");
      ASSERT_TRUE(position.ok());
      if (i < 2) continue;
      ASSERT_TRUE(log->MarkTrying(Role::kEvaluator, position->fence, killer).ok());
    }
  }
  const auto driver = StartPool("a");
  EXPECT_EQ(driver->AwaitValue(0, "x", last), 1);
  EXPECT_EQ(driver->observer().set_aside.load(), 1);
  EXPECT_EQ(Said(0), (Words{"aside " + killer.ToString(), "x=1"}));
}

TEST_P(ProcessorPoolFaultTest, TheTimeOfWhatIsSetAsideStillPasses) {
  Append(0, "remind k 1");
  const int64_t reminded_ms = clock_.NowMs();
  ASSERT_TRUE(Await([&] { return clock_.NowMs() > reminded_ms + 2; }));
  const EntryId poison = Append(0, "poison");
  const EntryId last = Append(0, "add x 1");
  const auto driver = StartPool("a");
  EXPECT_EQ(driver->AwaitValue(0, "x", last), 1);
  EXPECT_EQ(Said(0), (Words{"k reminds", "aside " + poison.ToString(), "x=1"}));
}

TEST_P(ProcessorPoolFaultTest, AnEntryNewerThanTheBinaryIsNoPoison) {
  const auto driver = StartPool("a");
  Append(3, "add x 1");
  Append(3, "newer");
  ASSERT_TRUE(Await([&] { return driver->observer().unknown_kinds.load() > 0; }));
  ASSERT_TRUE(Await([&] { return store_->logs().Open(3)->ReadLease(Role::kEvaluator)->released; }));
  EXPECT_EQ(driver->observer().set_aside.load(), 0);
  EXPECT_EQ(driver->AwaitValue(0, "x", Append(0, "add x 1")), 1) << "the other partitions go on";
}

TEST_P(ProcessorPoolFaultTest, AnotherOwnersClaimIsNoticedAndNothingIsDoubled) {
  const auto driver = StartPool("a");
  EXPECT_EQ(driver->AwaitValue(0, "x", Append(0, "add x 1")), 1);
  const auto log = store_->logs().Open(0);
  ASSERT_TRUE(
      Await([&] { return log->Claim(Role::kEvaluator, *log->ReadLease(Role::kEvaluator), "intruder", "n").ok(); }));
  const EntryId last = Append(0, "add x 1");
  EXPECT_EQ(driver->AwaitValue(0, "x", last), 2) << "the intruder's lease ages, and the owner comes back";
  EXPECT_GE(driver->observer().fenced.load(), 1);
  EXPECT_EQ(Said(0), (Words{"x=1", "x=2"}));
}

TEST_P(ProcessorPoolFaultTest, TimersInMassesAreCommittedInPortions) {
  const auto driver = StartPool("a");
  for (int i = 0; i < 9'000; i += 500) {
    eventlog::AppendItem item;
    item.jurisdiction = "j";
    for (int k = i; k < i + 500; ++k) item.payloads.push_back("remind k" + std::to_string(k) + " 1");
    const auto results = store_->logs().Open(0)->Append({item});
    ASSERT_TRUE(results.ok()) << results.status();
  }
  ASSERT_TRUE(Await([&] { return Said(0).size() == 9'000; }));
}

INSTANTIATE_TEST_SUITE_P(Stores, ProcessorPoolFaultTest, ::testing::Values(Store::kMemory, Store::kRedis), StoreName);

/// Faults that only the store in memory can be told to have.
class InjectedFaultTest : public PoolTest {};

TEST_P(InjectedFaultTest, QueriesDuringAnOutageEndByTheirDeadline) {
  const auto driver = StartPool("a");
  ASSERT_TRUE(driver->AwaitOwned(kPartitions));
  store_->memory()->SetFault([](const std::string& call, int, eventlog::MemoryEventLogStore::Step) {
    return call == "commit" ? absl::UnavailableError("away") : absl::OkStatus();
  });
  const EntryId last = Append(0, "add x 1");
  ASSERT_TRUE(Await([&] { return driver->observer().failed_commits.load() > 0; }));
  std::atomic<bool> refused{false};
  driver->pool().Query(0, std::nullopt, clock_.SteadyNow(), [&](absl::StatusOr<eventlog::ProcessorPool::View> view) {
    refused.store(absl::IsUnavailable(view.status()));
  });
  EXPECT_TRUE(Await([&] { return refused.load(); })) << "uncommitted state is shown to nobody";
  store_->memory()->SetFault(nullptr);
  EXPECT_EQ(driver->AwaitValue(0, "x", last), 1);
}

TEST_P(InjectedFaultTest, ALostReplyIsSentAgainAndAppliedOnce) {
  std::atomic<int> lost{0};
  store_->memory()->SetFault([&lost](const std::string& call, int, eventlog::MemoryEventLogStore::Step step) {
    const bool loses = call == "commit" && step == eventlog::MemoryEventLogStore::Step::kAfter && lost.load() < 3;
    if (loses) ++lost;
    return loses ? absl::UnavailableError("reply lost") : absl::OkStatus();
  });
  const auto driver = StartPool("a");
  EXPECT_EQ(driver->AwaitValue(0, "x", Append(0, "add x 1")), 1);
  EXPECT_EQ(lost.load(), 3);
  EXPECT_EQ(driver->observer().failed_commits.load(), 3);
  EXPECT_EQ(driver->observer().owned.load(), kPartitions) << "nobody had to start again";
  EXPECT_EQ(Said(0), (Words{"x=1"}));
}

INSTANTIATE_TEST_SUITE_P(Stores, InjectedFaultTest, ::testing::Values(Store::kMemory), StoreName);

class RedisFaultTest : public PoolTest {};

TEST_P(RedisFaultTest, EveryLoopMakesProgressAfterEachOfTwentyRestarts) {
  const auto driver = StartPool("a");
  ASSERT_TRUE(driver->AwaitOwned(kPartitions));
  for (int restart = 1; restart <= 20; ++restart) {
    store_->redis()->Restart();
    for (int partition = 0; partition < kPartitions; ++partition) {
      ASSERT_EQ(driver->AwaitValue(partition, "x", Append(partition, "add x 1")), restart) << "partition " << partition;
    }
  }
  EXPECT_EQ(driver->observer().set_aside.load(), 0);
  EXPECT_EQ(Said(0).size(), 20U);
}

TEST_P(RedisFaultTest, AServerThatRefusesWritesAcknowledgesNothingAndIsWaitedFor) {
  const auto driver = StartPool("a");
  EXPECT_EQ(driver->AwaitValue(0, "x", Append(0, "add x 1")), 1);
  // A server whose disk refuses writes answers MISCONF; one without its replicas NOREPLICAS. Both before the write.
  store_->redis()->Command({"CONFIG", "SET", "min-replicas-to-write", "1"});
  EXPECT_TRUE(absl::IsUnavailable(TryAppend(0, "add x 1").status()));
  store_->redis()->Command({"CONFIG", "SET", "min-replicas-to-write", "0"});
  EXPECT_EQ(driver->AwaitValue(0, "x", Append(0, "add x 1")), 2);
}

TEST_P(RedisFaultTest, AReadOnlyServerAcknowledgesNothing) {
  store_->redis()->Command({"REPLICAOF", "127.0.0.1", "1"});
  const absl::Status refused = TryAppend(0, "add x 1").status();
  EXPECT_TRUE(absl::IsUnavailable(refused)) << refused;
  store_->redis()->Command({"REPLICAOF", "NO", "ONE"});
  EXPECT_TRUE(TryAppend(0, "add x 1").ok());
  EXPECT_EQ(store_->logs().Open(0)->Read(Role::kEvaluator, {}, 10, std::chrono::milliseconds(0))->size(), 1U);
}

TEST_P(RedisFaultTest, AFullServerRefusesAppendsButLetsLeasesLive) {
  const auto driver = StartPool("a");
  ASSERT_TRUE(driver->AwaitOwned(kPartitions));
  store_->redis()->Command({"CONFIG", "SET", "maxmemory", "1"});
  EXPECT_TRUE(absl::IsUnavailable(TryAppend(0, "add x 1").status()));
  const auto log = store_->logs().Open(0);
  const int64_t counter = log->ReadLease(Role::kEvaluator)->counter;
  EXPECT_TRUE(Await([&] { return log->ReadLease(Role::kEvaluator)->counter > counter; }));
  store_->redis()->Command({"CONFIG", "SET", "maxmemory", "0"});
  EXPECT_EQ(driver->AwaitValue(0, "x", Append(0, "add x 1")), 1);
}

TEST_P(RedisFaultTest, AForgottenScriptIsSentAgain) {
  const auto driver = StartPool("a");
  EXPECT_EQ(driver->AwaitValue(0, "x", Append(0, "add x 1")), 1);
  store_->redis()->Command({"SCRIPT", "FLUSH"});
  EXPECT_EQ(driver->AwaitValue(0, "x", Append(0, "add x 1")), 2);
}

TEST_P(RedisFaultTest, AnAnswerWaitsForTheReplicas) {
  platform::redis::StandaloneResolver resolver(platform::redis::Endpoint::Parse(store_->redis()->address()).value());
  eventlog::EventLogObserver observer;
  eventlog::EventLogOptions options;
  options.partitions = kPartitions;
  platform::redis::ConnectionOptions connection;
  connection.wait_replicas = 1;
  connection.command_timeout = std::chrono::milliseconds(100);
  const auto logs = eventlog::RedisEventLogFactory::Create(resolver, connection, options, clock_, observer);
  ASSERT_TRUE(logs.ok()) << logs.status();
  eventlog::AppendItem item;
  item.jurisdiction = "j";
  item.payloads = {"add x 1"};
  const absl::Status refused = (*logs)->Open(0)->Append({item}).status();
  EXPECT_TRUE(absl::IsUnavailable(refused)) << "in one memory only: not acknowledged; " << refused;
}

TEST_P(RedisFaultTest, APasswordIsAskedFor) {
  store_->redis()->Command({"CONFIG", "SET", "requirepass", "secret"});
  platform::redis::StandaloneResolver resolver(platform::redis::Endpoint::Parse(store_->redis()->address()).value());
  platform::redis::RoundTripObserver observer;
  platform::redis::ConnectionOptions options;
  platform::redis::Connection without(resolver, "p0", options, clock_, observer);
  EXPECT_TRUE(absl::IsUnauthenticated(without.Command("ping", {"PING"}).status()));
  options.password = "wrong";
  platform::redis::Connection wrong(resolver, "p0", options, clock_, observer);
  EXPECT_TRUE(absl::IsUnauthenticated(wrong.Command("ping", {"PING"}).status()));
  options.password = "secret";
  platform::redis::Connection right(resolver, "p0", options, clock_, observer);
  EXPECT_TRUE(right.Command("ping", {"PING"}).ok());
}

TEST_P(RedisFaultTest, AServerThatHangsIsNotWaitedForBeyondTheTimeOut) {
  platform::redis::StandaloneResolver resolver(platform::redis::Endpoint::Parse(store_->redis()->address()).value());
  platform::redis::RoundTripObserver observer;
  platform::redis::ConnectionOptions options;
  options.command_timeout = std::chrono::milliseconds(50);
  platform::redis::Connection connection(resolver, "p0", options, clock_, observer);
  ASSERT_TRUE(connection.Command("ping", {"PING"}).ok());
  store_->redis()->Pause();
  EXPECT_TRUE(absl::IsUnavailable(connection.Command("ping", {"PING"}).status()));
  store_->redis()->Continue();
  EXPECT_TRUE(Await([&] { return connection.Command("ping", {"PING"}).ok(); }));
}

TEST_P(RedisFaultTest, AStoreThatLostWhatItAcknowledgedIsNoticed) {
  class LossObserver : public eventlog::EventLogObserver {
   public:
    void OnLoss(int /*partition*/, EntryId acknowledged, EntryId found) override { lost = found < acknowledged; }
    bool lost = false;
  };
  platform::redis::StandaloneResolver resolver(platform::redis::Endpoint::Parse(store_->redis()->address()).value());
  LossObserver observer;
  eventlog::EventLogOptions options;
  options.partitions = kPartitions;
  const auto logs = eventlog::RedisEventLogFactory::Create(resolver, {}, options, clock_, observer);
  ASSERT_TRUE(logs.ok()) << logs.status();
  const auto log = (*logs)->Open(0);
  eventlog::AppendItem item;
  item.jurisdiction = "j";
  item.payloads = {"add x 1"};
  ASSERT_TRUE(log->Append({item}).ok());
  EXPECT_FALSE(observer.lost);
  store_->redis()->Command({"HSET", "{p0}:partition", "last", "1-0"});
  ASSERT_TRUE(log->Append({item}).ok());
  EXPECT_TRUE(observer.lost);
}

TEST_P(RedisFaultTest, AnotherNumberOfPartitionsIsRefused) {
  platform::redis::StandaloneResolver resolver(platform::redis::Endpoint::Parse(store_->redis()->address()).value());
  eventlog::EventLogObserver observer;
  eventlog::EventLogOptions options;
  options.partitions = kPartitions + 1;
  const auto refused = eventlog::RedisEventLogFactory::Create(resolver, {}, options, clock_, observer);
  EXPECT_TRUE(absl::IsFailedPrecondition(refused.status())) << refused.status();
}

INSTANTIATE_TEST_SUITE_P(Stores, RedisFaultTest, ::testing::Values(Store::kRedis), StoreName);

}  // namespace
}  // namespace liandu::testing

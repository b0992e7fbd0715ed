#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "evaluator/inbound/machine.h"
#include "evaluator/inbound/test_city.h"
#include "liandu/v1/stream.pb.h"
#include "platform/eventlog/replay.h"
#include "support/faulty_log.h"
#include "support/log_store.h"
#include "support/pool_driver.h"
#include "wire/wire.h"

namespace liandu::testing {
namespace {

using eventlog::AppendItem;
using eventlog::ClockChange;
using eventlog::ClockMode;
using eventlog::Entry;
using eventlog::EntryId;
using eventlog::LogDigest;
using eventlog::Role;
using std::chrono::milliseconds;

constexpr char kCity[] = "qingdao";
constexpr char kStart[] = "2024-07-01 09:30";
/// Reports that turn the city's target red and green again by turns.
constexpr int kReports = 40;
constexpr int kInputsPerCommit = 4;

absl::Status Well(std::string_view /*call*/, FaultStep /*step*/) { return absl::OkStatus(); }

/// An instance of the evaluator's owner on one partition, with a way to the store of its own.
class Owner {
 public:
  Owner(LogStore& store, const platform::Clock& clock, const std::string& id, FaultyLogs::Fault fault)
      : logs_(store.logs(), std::move(fault)) {
    eventlog::ProcessorPoolOptions options;
    options.self = {id, id + ":7000"};
    options.lease_lifetime = milliseconds(150);
    options.max_batch_inputs = kInputsPerCommit;
    options.tick_payload = evaluator::TickPayload();
    options.stop_timeout = milliseconds(20);
    pool_ = std::make_unique<eventlog::ProcessorPool>(logs_, store.membership(), machines_, clock, observer_, listener_,
                                                      options);
    pool_->Start();
  }

  const CountingObserver& observer() const { return observer_; }

 private:
  FaultyLogs logs_;
  evaluator::EvaluatorMachineFactory machines_;
  CountingObserver observer_;
  eventlog::CommitListener listener_;
  std::unique_ptr<eventlog::ProcessorPool> pool_;
};

class EvaluatorOwnerTest {
 protected:
  void Begin(Store store) {
    eventlog::EventLogOptions options;
    options.partitions = 1;
    store_ = std::make_unique<LogStore>(store, options, clock_);
    writer_ = store_->logs().Open(0);
    AppendItem open = ItemOf(
        model::JurisdictionOpened{model::ClockMode::kSandbox, model::Instant(milliseconds(evaluator::AtMs(kStart)))});
    open.clock_change = ClockChange{ClockChange::Kind::kOpen, ClockMode::kSandbox, evaluator::AtMs(kStart)};
    Append({open, ItemOf(evaluator::TestCatalogue())});
  }

  static AppendItem ItemOf(model::EventBody body) {
    AppendItem item;
    item.jurisdiction = kCity;
    item.payloads = {wire::EncodeEvent({kCity, "test", "", 1, std::move(body)})};
    return item;
  }

  void Append(const std::vector<AppendItem>& items) {
    const auto results = writer_->Append(items);
    ASSERT_TRUE(results.ok()) << results.status();
    last_ = results->back().last_id;
  }

  void AppendReports(int reports = kReports) {
    for (int i = 0; i < reports; ++i) {
      Append({ItemOf(evaluator::TestReport(revision_ % 2 == 0 ? 10 : 45, revision_))});
      ++revision_;
    }
  }

  bool AwaitJudged() {
    return Await([this] {
      const auto position = writer_->ReadPosition(Role::kEvaluator);
      return position.ok() && position->cursor == last_;
    });
  }

  /// Everything was judged once: state and alerts are those of a replay, and no word is missing or said twice.
  void ExpectJudgedOnce() {
    ASSERT_TRUE(AwaitJudged());
    const absl::StatusOr<LogDigest> committed = eventlog::DigestCommitted(*writer_, {});
    evaluator::EvaluatorMachine fresh;
    const absl::StatusOr<LogDigest> replayed = eventlog::Replay(*writer_, fresh, {});
    ASSERT_TRUE(committed.ok() && replayed.ok()) << committed.status() << replayed.status();
    EXPECT_EQ(*committed, *replayed);
    std::map<std::string, int64_t> words;
    const auto alerts = writer_->Read(Role::kNotifier, {}, 100'000, milliseconds(0));
    ASSERT_TRUE(alerts.ok()) << alerts.status();
    for (const Entry& alert : *alerts) {
      if (alert.entity.empty()) continue;
      EXPECT_EQ(alert.entity_sequence, ++words[alert.entity]) << alert.entity;
    }
    EXPECT_EQ(words[std::string(kCity) + "/target:T013:behind:2024"], revision_) << "each report raises or clears";
  }

  platform::SystemClock clock_;
  std::unique_ptr<LogStore> store_;
  std::unique_ptr<eventlog::EventLog> writer_;
  EntryId last_;
  int revision_ = 0;
};

/// Where an owner is killed: around its `nth` call of this name.
struct Kill {
  const char* name;
  const char* call;
  FaultStep step;
  int nth;
};

class KilledOwnerTest : public EvaluatorOwnerTest, public ::testing::TestWithParam<std::tuple<Store, Kill>> {};

TEST_P(KilledOwnerTest, TheNextCarriesOnWithNothingLostOrDoubled) {
  const auto& [store, kill] = GetParam();
  Begin(store);
  AppendReports();
  std::atomic<int> calls{0};
  std::atomic<bool> dead{false};
  const auto fate = [&, where = kill](std::string_view call, FaultStep step) {
    if (call == where.call && step == where.step && ++calls == where.nth) dead.store(true);
    // Nothing that a dead process would send arrives, its release included.
    return dead.load() ? absl::UnavailableError("killed") : absl::OkStatus();
  };
  auto victim = std::make_unique<Owner>(*store_, clock_, "victim", fate);
  if (std::string_view(kill.call) == "release") {
    ASSERT_TRUE(AwaitJudged());
    victim.reset();
  }
  ASSERT_TRUE(Await([&] { return dead.load(); })) << "the victim never came to its death";
  victim.reset();
  AppendReports();
  const Owner heir(*store_, clock_, "heir", Well);
  ExpectJudgedOnce();
}

INSTANTIATE_TEST_SUITE_P(Deaths, KilledOwnerTest,
                         ::testing::Combine(::testing::Values(Store::kMemory, Store::kRedis),
                                            ::testing::ValuesIn(std::vector<Kill>{
                                                {"BeforeItsClaim", "claim", FaultStep::kBefore, 1},
                                                {"AfterItsClaim", "claim", FaultStep::kAfter, 1},
                                                {"BeforeItsStateIsRead", "read_state", FaultStep::kBefore, 1},
                                                {"AfterItsStateIsRead", "read_state", FaultStep::kAfter, 1},
                                                {"BeforeInputsAreRead", "read", FaultStep::kBefore, 1},
                                                {"AfterInputsAreRead", "read", FaultStep::kAfter, 1},
                                                {"BeforeItsFirstCommit", "commit", FaultStep::kBefore, 1},
                                                {"BeforeTheReplyToItsFirstCommit", "commit", FaultStep::kAfter, 1},
                                                {"BeforeALaterCommit", "commit", FaultStep::kBefore, 5},
                                                {"BeforeTheReplyToALaterCommit", "commit", FaultStep::kAfter, 5},
                                                {"BeforeItsLastCommit", "commit", FaultStep::kBefore, 11},
                                                {"BeforeARenewal", "renew", FaultStep::kBefore, 1},
                                                {"AfterARenewal", "renew", FaultStep::kAfter, 1},
                                                {"BeforeItsRelease", "release", FaultStep::kBefore, 1},
                                                {"AfterItsRelease", "release", FaultStep::kAfter, 1},
                                            })),
                         [](const auto& instance) {
                           return std::string(std::get<1>(instance.param).name) +
                                  (std::get<0>(instance.param) == Store::kRedis ? "Redis" : "Memory");
                         });

class RivalOwnersTest : public EvaluatorOwnerTest, public ::testing::TestWithParam<Store> {
 protected:
  void SetUp() override { Begin(GetParam()); }
};

TEST_P(RivalOwnersTest, OneCommitsAndTheOtherIsFenced) {
  AppendReports();
  std::atomic<bool> stalls{false};
  std::atomic<bool> wakes{false};
  std::atomic<int> commits{0};
  // It stalls with its third commit in hand, its lease runs out, and it wakes when the other has gone on.
  const Owner sleeper(*store_, clock_, "sleeper", [&](std::string_view call, FaultStep step) {
    if (call == "commit" && step == FaultStep::kBefore && ++commits == 3) {
      stalls.store(true);
      EXPECT_TRUE(Await([&] { return wakes.load(); }));
    }
    return absl::OkStatus();
  });
  ASSERT_TRUE(Await([&] { return stalls.load(); }));
  const Owner rival(*store_, clock_, "rival", Well);
  ASSERT_TRUE(AwaitJudged());
  wakes.store(true);
  ASSERT_TRUE(Await([&] { return sleeper.observer().fenced.load() > 0; }));
  EXPECT_EQ(sleeper.observer().judged.load(), 2 * kInputsPerCommit);
  EXPECT_TRUE(Await([&] { return rival.observer().judged.load() == kReports + 2 - 2 * kInputsPerCommit; }));
  AppendReports();
  ExpectJudgedOnce();
}

TEST_P(RivalOwnersTest, OwnersThatStallByTurnsNeverBothCommit) {
  std::atomic<int> commits{0};
  const auto stalls_often = [&](std::string_view call, FaultStep step) {
    if (call == "commit" && step == FaultStep::kBefore && ++commits % 4 == 0) {
      // Longer than a lease lives, with the other's claim in between.
      const auto until = clock_.SteadyNow() + milliseconds(500);
      Await([&] { return clock_.SteadyNow() >= until; });
    }
    return absl::OkStatus();
  };
  const Owner first(*store_, clock_, "first", stalls_often);
  const Owner second(*store_, clock_, "second", stalls_often);
  for (int i = 0; i < 4; ++i) {
    AppendReports(kReports / 4);
    ASSERT_TRUE(AwaitJudged());
  }
  ExpectJudgedOnce();
  EXPECT_TRUE(Await([&] { return first.observer().judged.load() + second.observer().judged.load() == kReports + 2; }));
}

TEST_P(RivalOwnersTest, ACommitWhoseReplyIsLostIsSentAgainAndAppliedOnce) {
  AppendReports();
  std::atomic<int> lost{0};
  const Owner owner(*store_, clock_, "patient", [&lost](std::string_view call, FaultStep step) {
    const bool loses = call == "commit" && step == FaultStep::kAfter && ++lost <= 3;
    return loses ? absl::UnavailableError("reply lost") : absl::OkStatus();
  });
  ExpectJudgedOnce();
  EXPECT_TRUE(Await([&] { return owner.observer().judged.load() == kReports + 2; }));
  EXPECT_EQ(owner.observer().failed_commits.load(), 3);
  EXPECT_EQ(owner.observer().owned.load(), 1) << "nobody had to start again";
  EXPECT_EQ(owner.observer().fenced.load(), 0);
}

TEST_P(RivalOwnersTest, WhatWasSetAsideIsToldOnceAndAReplayHonoursIt) {
  AppendReports(2);
  AppendItem garbage;
  garbage.jurisdiction = kCity;
  garbage.payloads = {"\xff\xff"};
  Append({garbage});
  const EntryId poison = last_;
  AppendReports(2);
  const std::string alert = "log_entry:" + poison.ToString() + ":set_aside:";
  const auto said = [&] {
    std::vector<std::string> kinds;
    const auto entries = writer_->Read(Role::kNotifier, {}, 100'000, milliseconds(0));
    EXPECT_TRUE(entries.ok()) << entries.status();
    for (const Entry& entry : *entries) {
      if (entry.entity != std::string(kCity) + "/" + alert) continue;
      v1::AlertsStreamEntry word;
      EXPECT_TRUE(word.ParseFromString(entry.payload));
      EXPECT_EQ(word.alert_moved().alert().severity(), v1::SEVERITY_RED);
      EXPECT_EQ(word.alert_moved().alert().evidence().inputs(0).id(), poison.ToString());
      kinds.push_back(v1::TransitionKind_Name(word.alert_moved().transition().kind()));
    }
    return kinds;
  };
  const Owner owner(*store_, clock_, "careful", Well);
  ExpectJudgedOnce();
  EXPECT_EQ(owner.observer().set_aside.load(), 1);
  EXPECT_EQ(said(), std::vector<std::string>{"TRANSITION_KIND_RAISED"});
  Append({ItemOf(model::AlertActed{alert, 1, {model::AlertActionKind::kAcknowledgement, "已查明", {}, {}, false}})});
  ExpectJudgedOnce();
  EXPECT_EQ(said(), (std::vector<std::string>{"TRANSITION_KIND_RAISED", "TRANSITION_KIND_ACKNOWLEDGED",
                                              "TRANSITION_KIND_CLEARED"}));
  EXPECT_EQ(writer_->ReadPosition(Role::kEvaluator)->set_aside, std::vector<EntryId>{poison});
}

INSTANTIATE_TEST_SUITE_P(Stores, RivalOwnersTest, ::testing::Values(Store::kMemory, Store::kRedis), StoreName);

}  // namespace
}  // namespace liandu::testing

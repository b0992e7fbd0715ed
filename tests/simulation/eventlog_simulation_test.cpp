#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "platform/eventlog/replay.h"
#include "support/log_store.h"
#include "support/scripted_owner.h"

namespace liandu::testing {
namespace {

using eventlog::AppendItem;
using eventlog::LogDigest;
using eventlog::Role;
using std::chrono::milliseconds;

constexpr int kRounds = 150;

/// The seed: LIANDU_SEED, or a new one each run; printed, so that a failure can be run again.
uint64_t Seed() {
  const char* const given = std::getenv("LIANDU_SEED");
  const uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::printf("LIANDU_SEED=%llu\n", static_cast<unsigned long long>(seed));
  return seed;
}

/// Appends, ticks, deaths at every step of a commit, takeovers and server restarts, in an order drawn from a seed.
class SimulationTest : public ::testing::TestWithParam<Store> {
 protected:
  void SetUp() override {
    random_.seed(Seed());
    options_.partitions = 1;
    store_ = std::make_unique<LogStore>(GetParam(), options_, clock_);
    writer_ = store_->logs().Open(0);
    AppendItem item;
    item.jurisdiction = "j";
    item.clock_change = eventlog::ClockChange{};
    ASSERT_TRUE(writer_->Append({item}).ok());
  }

  int Draw(int below) { return static_cast<int>(random_() % static_cast<uint64_t>(below)); }

  void AppendSome() {
    std::vector<AppendItem> items(static_cast<size_t>(Draw(6)));
    for (AppendItem& item : items) {
      item.jurisdiction = "j";
      const std::string key = "k" + std::to_string(Draw(12));
      switch (Draw(5)) {
        case 0:
          item.payloads = {"remind " + key + " " + std::to_string(Draw(30))};
          break;
        case 1:
          item.payloads = {"forget " + key};
          break;
        default:
          item.payloads = {"add " + key + " " + std::to_string(Draw(9))};
          break;
      }
    }
    if (!items.empty()) {
      ASSERT_TRUE(writer_->Append(items).ok());
    }
  }

  std::unique_ptr<ScriptedOwner> NewOwner(eventlog::EventLogFactory& logs) {
    auto owner = std::make_unique<ScriptedOwner>(logs, 0, "owner" + std::to_string(++owners_));
    const absl::Status status = owner->Claim();
    EXPECT_TRUE(status.ok()) << status;
    return owner;
  }

  /// One step of whoever owns the partition; a new owner follows a dead one.
  void Step(std::unique_ptr<ScriptedOwner>& owner) {
    const auto death = Draw(4) == 0 ? static_cast<Death>(1 + Draw(3)) : Death::kNone;
    const absl::StatusOr<int> advanced = owner->Advance(1 + Draw(40), 1 + Draw(4), death);
    if (!advanced.ok()) {
      EXPECT_TRUE(absl::IsCancelled(advanced.status()) || absl::IsAborted(advanced.status())) << advanced.status();
      owner = NewOwner(store_->logs());
    }
  }

  /// A second owner takes over while the first still lives, and the first tries to go on.
  void Duel(std::unique_ptr<ScriptedOwner>& owner) {
    std::unique_ptr<ScriptedOwner> second = NewOwner(store_->logs());
    AppendItem item;
    item.jurisdiction = "j";
    item.payloads = {"add duel 1"};
    ASSERT_TRUE(writer_->Append({item}).ok());
    EXPECT_TRUE(absl::IsAborted(owner->Advance(100, 100, Death::kNone).status()));
    owner = std::move(second);
  }

  void RunHistory() {
    std::unique_ptr<ScriptedOwner> owner = NewOwner(store_->logs());
    for (int round = 0; round < kRounds; ++round) {
      AppendSome();
      if (Draw(12) == 0) Duel(owner);
      if (Draw(30) == 0 && store_->redis() != nullptr) store_->redis()->Restart();
      if (const auto due_ms = owner->NextDueMs(); due_ms.has_value() && Draw(3) == 0) {
        static_cast<void>(writer_->AppendTick(*due_ms, "tick"));
      }
      Step(owner);
    }
    owner = NewOwner(store_->logs());
    Drain(*owner);
  }

  /// Consumes everything that waits, in batches of sizes drawn.
  void Drain(ScriptedOwner& owner) {
    for (;;) {
      const absl::StatusOr<int> advanced = owner.Advance(1 + Draw(300), 1 + Draw(50), Death::kNone);
      ASSERT_TRUE(advanced.ok()) << advanced.status();
      if (*advanced == 0) return;
    }
  }

  void ExpectGapFree() {
    std::map<std::string, int64_t> last;
    const auto alerts = store_->logs().Open(0)->Read(Role::kNotifier, {}, 1'000'000, milliseconds(0));
    ASSERT_TRUE(alerts.ok()) << alerts.status();
    EXPECT_GT(alerts->size(), 50U);
    for (const eventlog::Entry& alert : *alerts) {
      int64_t& previous = last[alert.entity];
      // A counter that was forgotten begins anew.
      EXPECT_TRUE(alert.entity_sequence == previous + 1 || alert.entity_sequence == 1)
          << alert.entity << ":" << alert.entity_sequence << " after " << previous;
      previous = alert.entity_sequence;
    }
  }

  platform::SystemClock clock_;
  eventlog::EventLogOptions options_;
  std::mt19937_64 random_;
  int owners_ = 0;
  std::unique_ptr<LogStore> store_;
  std::unique_ptr<eventlog::EventLog> writer_;
};

TEST_P(SimulationTest, WhatWasCommittedEqualsAReplay) {
  RunHistory();
  const auto log = store_->logs().Open(0);
  const absl::StatusOr<LogDigest> committed = eventlog::DigestCommitted(*log, {});
  ASSERT_TRUE(committed.ok()) << committed.status();
  ToyMachine fresh;
  const absl::StatusOr<LogDigest> replayed = eventlog::Replay(*log, fresh, {});
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  EXPECT_EQ(*committed, *replayed);
  EXPECT_GT(committed->alerts, 50);
  ExpectGapFree();
}

INSTANTIATE_TEST_SUITE_P(Stores, SimulationTest, ::testing::Values(Store::kMemory, Store::kRedis), StoreName);

class CopiedLogTest : public SimulationTest {
 protected:
  using Fields = std::vector<std::string>;

  /// Copies a stream, ids and all, into another server.
  static void CopyLog(RedisServer& from, RedisServer& to) {
    const platform::redis::Reply all = from.Command({"XRANGE", "{p0}:log", "-", "+"});
    for (size_t i = 0; i < all.view().size(); ++i) {
      const auto fields = all[i][1];
      ASSERT_EQ(fields.size(), 6U);
      to.Command({"XADD", "{p0}:log", all[i][0].text(), fields[0].text(), fields[1].text(), fields[2].text(),
                  fields[3].text(), fields[4].text(), fields[5].text()});
    }
  }
  /// Every byte of the alerts stream.
  static Fields Alerts(RedisServer& server) {
    Fields texts;
    const platform::redis::Reply all = server.Command({"XRANGE", "{p0}:alerts", "-", "+"});
    for (size_t i = 0; i < all.view().size(); ++i) {
      texts.emplace_back(all[i][0].text());
      for (size_t k = 0; k < all[i][1].size(); ++k) texts.emplace_back(all[i][1][k].text());
    }
    return texts;
  }
};

TEST_P(CopiedLogTest, AnotherServerComesToTheSameStateAndTheSameAlertsByteForByte) {
  RunHistory();
  LogStore copy(Store::kRedis, options_, clock_);
  CopyLog(*store_->redis(), *copy.redis());
  for (int owner_changes = 0; owner_changes < 5; ++owner_changes) {
    const auto passing = NewOwner(copy.logs());
    static_cast<void>(passing->Advance(1 + Draw(60), 1 + Draw(9), static_cast<Death>(Draw(4))));
  }
  const auto last = NewOwner(copy.logs());
  Drain(*last);
  EXPECT_EQ(Alerts(*store_->redis()), Alerts(*copy.redis()));
  const auto original = eventlog::DigestCommitted(*store_->logs().Open(0), {});
  const auto copied = eventlog::DigestCommitted(*copy.logs().Open(0), {});
  ASSERT_TRUE(original.ok() && copied.ok());
  EXPECT_EQ(*original, *copied);
}

INSTANTIATE_TEST_SUITE_P(Stores, CopiedLogTest, ::testing::Values(Store::kRedis), StoreName);

}  // namespace
}  // namespace liandu::testing

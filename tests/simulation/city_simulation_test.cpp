#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>

#include "evaluator/inbound/machine.h"
#include "liandu/v1/stream.pb.h"
#include "model/civil_time.h"
#include "platform/eventlog/replay.h"
#include "random_city.h"
#include "support/log_store.h"
#include "support/scripted_owner.h"
#include "wire/wire.h"

namespace liandu::simulation {
namespace {

using evaluator::EvaluatorMachine;
using eventlog::AppendItem;
using eventlog::AppendResult;
using eventlog::ClockMode;
using eventlog::Entry;
using eventlog::EntryId;
using eventlog::LogDigest;
using eventlog::Role;
using std::chrono::milliseconds;
using testing::Death;
using testing::LogStore;
using testing::RedisServer;
using testing::ScriptedOwner;
using testing::Store;

constexpr int kRounds = 140;
constexpr int kDefaultSeeds = 4;
constexpr int64_t kDayMs = 86'400'000;

/// LIANDU_SEED alone, or LIANDU_SEEDS many new ones; each is printed, so that a failure can be run again.
std::vector<uint64_t> Seeds() {
  if (const char* const given = std::getenv("LIANDU_SEED")) return {std::strtoull(given, nullptr, 10)};
  const char* const many = std::getenv("LIANDU_SEEDS");
  std::vector<uint64_t> seeds(many ? std::strtoull(many, nullptr, 10) : kDefaultSeeds);
  for (uint64_t& seed : seeds) seed = std::random_device{}();
  return seeds;
}

/// Three cities in one partition, on clocks of their own, and owners of the partition that come, die and are replaced.
class History {
 public:
  /// In memory the store's time is moved through two years; on Redis it is the real one.
  History(Store store, uint64_t seed)
      : dice_(seed),
        manual_(model::CivilTime().At(model::Date(2024, 7, 1), 570).time_since_epoch().count()),
        clock_(store == Store::kMemory ? static_cast<const platform::Clock&>(manual_) : system_),
        store_(store, Options(), clock_),
        writer_(store_.logs().Open(0)) {
    const int64_t now_ms = clock_.NowMs();
    cities_.emplace_back(dice_, "sandbox", ClockMode::kSandbox, now_ms);
    cities_.emplace_back(dice_, "newcomer", ClockMode::kImporting, now_ms - 500 * kDayMs);
    cities_.emplace_back(dice_, "current", ClockMode::kLive, now_ms - dice_.Roll(0, 200) * kDayMs);
  }

  void Live() {
    owner_ = NewOwner(store_.logs());
    for (int round = 0; round < kRounds; ++round) {
      if (dice_.Chance(60)) manual_.Advance(milliseconds(dice_.Roll(0, 6 * 24) * (kDayMs / 24)));
      AppendSome();
      if (dice_.Chance(8)) Duel();
      if (dice_.Chance(2) && store_.redis() != nullptr) store_.redis()->Restart();
      if (dice_.Chance(60)) AskForTick();
      if (dice_.Chance(70)) Step(store_.logs(), owner_);
      if (dice_.Chance(20)) ReadNewAlerts();
      if (::testing::Test::HasFatalFailure()) return;
    }
    for (RandomCity& city : cities_) {
      if (city.importing()) Append({city.GoLive(clock_.NowMs())});
    }
    manual_.Advance(milliseconds(400 * kDayMs));
    // The live ones are judged until now; a tick in the millisecond of the last entry would have nothing to say.
    do {
      ASSERT_TRUE(writer_->AppendTick(clock_.NowMs(), evaluator::TickPayload()).ok());
    } while (!Log().back().jurisdiction.empty());
    owner_ = NewOwner(store_.logs());
    Drain(*owner_);
  }

  /// The store's log again, in a Redis of its own and with other owners.
  std::unique_ptr<LogStore> Copy() {
    auto copy = std::make_unique<LogStore>(Store::kRedis, Options(), system_);
    for (const Entry& entry : Log()) {
      copy->redis()->Command({"XADD", "{p0}:log", entry.id.ToString(), "at", std::to_string(entry.at_ms), "j",
                              entry.jurisdiction, "e", entry.payload});
    }
    std::unique_ptr<ScriptedOwner> owner = NewOwner(copy->logs());
    for (int changes = 0; changes < 12; ++changes) {
      if (dice_.Chance(10)) copy->redis()->Restart();
      Step(copy->logs(), owner);
    }
    owner = NewOwner(copy->logs());
    Drain(*owner);
    return copy;
  }

  std::vector<Entry> Log() { return All(store_, Role::kEvaluator); }
  LogStore& store() { return store_; }
  Dice& dice() { return dice_; }

  static std::vector<Entry> All(LogStore& store, Role role) {
    const auto entries = store.logs().Open(0)->Read(role, {}, 1'000'000, milliseconds(0));
    EXPECT_TRUE(entries.ok()) << entries.status();
    return entries.ok() ? *entries : std::vector<Entry>();
  }

 private:
  static eventlog::EventLogOptions Options() {
    eventlog::EventLogOptions options;
    options.partitions = 1;
    return options;
  }

  void Append(const std::vector<AppendItem>& items) {
    const auto results = writer_->Append(items);
    ASSERT_TRUE(results.ok()) << results.status();
    for (const AppendResult& result : *results) {
      ASSERT_EQ(result.outcome, AppendResult::Outcome::kAppended) << "a drawn city keeps the log's rules";
    }
  }

  void AppendSome() {
    std::vector<AppendItem> items;
    for (int i = dice_.Roll(1, 4); i > 0; --i) {
      items.push_back(cities_[static_cast<size_t>(dice_.Roll(0, 2))].Next(clock_.NowMs(), seen_));
    }
    Append(items);
  }

  void AskForTick() {
    const std::optional<int64_t> due_ms = owner_->NextDueMs();
    if (due_ms.has_value() && *due_ms <= clock_.NowMs()) {
      EXPECT_TRUE(writer_->AppendTick(*due_ms, evaluator::TickPayload()).ok());
    }
  }

  void ReadNewAlerts() {
    const auto alerts = writer_->Read(Role::kNotifier, last_seen_, 1'000, milliseconds(0));
    ASSERT_TRUE(alerts.ok()) << alerts.status();
    for (const Entry& alert : *alerts) {
      last_seen_ = alert.id;
      v1::AlertsStreamEntry said;
      ASSERT_TRUE(said.ParseFromString(alert.payload));
      if (said.has_alert_moved()) {
        seen_.push_back({alert.jurisdiction, said.alert_moved().alert().id(), alert.entity_sequence});
      }
    }
  }

  std::unique_ptr<ScriptedOwner> NewOwner(eventlog::EventLogFactory& logs) {
    auto owner = std::make_unique<ScriptedOwner>(logs, 0, "owner" + std::to_string(++owners_),
                                                 std::make_unique<evaluator::EvaluatorMachineFactory>());
    const absl::Status status = owner->Claim();
    EXPECT_TRUE(status.ok()) << status;
    return owner;
  }

  /// One step of whoever owns the partition; a new owner follows a dead one.
  void Step(eventlog::EventLogFactory& logs, std::unique_ptr<ScriptedOwner>& owner) {
    const auto death = dice_.Chance(40) ? static_cast<Death>(dice_.Roll(1, 4)) : Death::kNone;
    const absl::StatusOr<int> advanced = owner->Advance(dice_.Roll(1, 25), dice_.Roll(1, 4), death, dice_.Roll(0, 3));
    if (advanced.ok()) return;
    ASSERT_TRUE(absl::IsCancelled(advanced.status()) || absl::IsAborted(advanced.status())) << advanced.status();
    owner = NewOwner(logs);
  }

  /// A second owner takes over while the first still lives and goes on: one of them commits.
  void Duel() {
    std::unique_ptr<ScriptedOwner> second = NewOwner(store_.logs());
    Append({cities_[0].Next(clock_.NowMs(), seen_)});
    EXPECT_TRUE(absl::IsAborted(owner_->Advance(100, 100, Death::kNone).status()));
    owner_ = std::move(second);
  }

  void Drain(ScriptedOwner& owner) {
    for (;;) {
      const absl::StatusOr<int> advanced = owner.Advance(dice_.Roll(1, 300), 50, Death::kNone);
      ASSERT_TRUE(advanced.ok()) << advanced.status();
      if (*advanced == 0) return;
    }
  }

  Dice dice_;
  platform::ManualClock manual_;
  platform::SystemClock system_;
  const platform::Clock& clock_;
  LogStore store_;
  std::unique_ptr<eventlog::EventLog> writer_;
  std::unique_ptr<ScriptedOwner> owner_;
  int owners_ = 0;
  std::deque<RandomCity> cities_;
  std::vector<SeenAlert> seen_;
  EntryId last_seen_;
};

class CitySimulationTest : public ::testing::TestWithParam<Store> {
 protected:
  /// Runs `check` on the history of each seed.
  static void ForEachHistory(const std::function<void(History&)>& check) {
    for (const uint64_t seed : Seeds()) {
      SCOPED_TRACE(::testing::Message() << "LIANDU_SEED=" << seed);
      History history(GetParam(), seed);
      history.Live();
      if (HasFatalFailure()) return;
      check(history);
      if (HasFatalFailure()) return;
    }
  }
};

void ExpectGapFree(const std::vector<Entry>& alerts) {
  std::map<std::string, int64_t> last;
  for (const Entry& alert : alerts) {
    if (!alert.entity.empty()) {
      ASSERT_EQ(alert.entity_sequence, ++last[alert.entity]) << alert.entity;
    }
  }
}

/// What is said of a jurisdiction, as text; only the log's positions are left out, which are the neighbours' too.
std::string WordOf(const std::string& payload) {
  v1::AlertsStreamEntry said;
  EXPECT_TRUE(said.ParseFromString(payload));
  if (said.has_alert_moved()) {
    said.mutable_alert_moved()->mutable_transition()->clear_cause();
    for (v1::Transition& transition : *said.mutable_alert_moved()->mutable_alert()->mutable_trail()) {
      transition.clear_cause();
    }
  }
  return said.ShortDebugString();
}

/// What the neighbours' log would say of `jurisdiction` in a partition of its own, which asks for ticks at other times.
std::vector<std::pair<int64_t, std::string>> SaidAlone(const std::vector<Entry>& log, const std::string& jurisdiction,
                                                       Dice& dice) {
  std::vector<std::pair<int64_t, std::string>> words;
  EvaluatorMachine machine;
  for (const Entry& entry : log) {
    const bool dropped_tick = entry.jurisdiction.empty() && &entry != &log.back() && dice.Chance(50);
    if (dropped_tick || (!entry.jurisdiction.empty() && entry.jurisdiction != jurisdiction)) continue;
    eventlog::Effects effects;
    const absl::Status status = machine.Step(entry, effects);
    EXPECT_TRUE(status.ok()) << status;
    for (const eventlog::Output& output : effects.outputs) {
      if (output.jurisdiction == jurisdiction) words.emplace_back(output.at_ms, WordOf(output.payload));
    }
  }
  return words;
}

TEST_P(CitySimulationTest, WhatWasCommittedEqualsAReplayAndHasNoGaps) {
  std::map<std::string, int> kinds;
  ForEachHistory([&kinds](History& history) {
    const auto log = history.store().logs().Open(0);
    const absl::StatusOr<LogDigest> committed = eventlog::DigestCommitted(*log, {});
    ASSERT_TRUE(committed.ok()) << committed.status();
    EvaluatorMachine fresh;
    const absl::StatusOr<LogDigest> replayed = eventlog::Replay(*log, fresh, {});
    ASSERT_TRUE(replayed.ok()) << replayed.status();
    EXPECT_EQ(*committed, *replayed);
    EXPECT_EQ(committed->entries, static_cast<int64_t>(history.Log().size()));
    const std::vector<Entry> alerts = History::All(history.store(), Role::kNotifier);
    ExpectGapFree(alerts);
    for (const Entry& alert : alerts) {
      v1::AlertsStreamEntry said;
      ASSERT_TRUE(said.ParseFromString(alert.payload));
      if (!said.has_alert_moved()) continue;
      ++kinds[v1::TransitionKind_Name(said.alert_moved().transition().kind())];
      ++kinds[v1::Condition_Name(said.alert_moved().alert().condition())];
    }
  });
  for (const auto& [kind, count] : kinds) std::printf("  %s %d\n", kind.c_str(), count);
  if (std::getenv("LIANDU_SEED") != nullptr) return;
  for (const char* kind : {"RAISED", "SEVERITY_CHANGED", "ACKNOWLEDGED", "REFUSED", "CLEARED"}) {
    EXPECT_GT(kinds[std::string("TRANSITION_KIND_") + kind], 0) << "the draws must reach " << kind;
  }
}

TEST_P(CitySimulationTest, ACopiedLogComesToTheSameStateAndTheSameAlertsByteForByte) {
  ForEachHistory([](History& history) {
    const std::unique_ptr<LogStore> copy = history.Copy();
    const auto original = eventlog::DigestCommitted(*history.store().logs().Open(0), {});
    const auto copied = eventlog::DigestCommitted(*copy->logs().Open(0), {});
    ASSERT_TRUE(original.ok() && copied.ok());
    EXPECT_EQ(*original, *copied);
    EXPECT_EQ(History::All(history.store(), Role::kNotifier), History::All(*copy, Role::kNotifier));
    if (RedisServer* const redis = history.store().redis()) {
      const auto bytes = [](RedisServer& server) {
        std::vector<std::string> texts;
        const platform::redis::Reply all = server.Command({"XRANGE", "{p0}:alerts", "-", "+"});
        for (size_t i = 0; i < all.view().size(); ++i) {
          texts.emplace_back(all[i][0].text());
          for (size_t k = 0; k < all[i][1].size(); ++k) texts.emplace_back(all[i][1][k].text());
        }
        return texts;
      };
      EXPECT_EQ(bytes(*redis), bytes(*copy->redis()));
    }
  });
}

TEST_P(CitySimulationTest, EachCityHasTheAlertsThatItWouldHaveHadAlone) {
  ForEachHistory([](History& history) {
    const std::vector<Entry> log = history.Log();
    ASSERT_TRUE(log.back().jurisdiction.empty()) << "the last tick lets everything fire that is due";
    const std::vector<Entry> alerts = History::All(history.store(), Role::kNotifier);
    for (const std::string jurisdiction : {"sandbox", "newcomer", "current"}) {
      std::vector<std::pair<int64_t, std::string>> together;
      for (const Entry& alert : alerts) {
        if (alert.jurisdiction == jurisdiction) together.emplace_back(alert.at_ms, WordOf(alert.payload));
      }
      EXPECT_GT(together.size(), 5U) << jurisdiction;
      EXPECT_EQ(together, SaidAlone(log, jurisdiction, history.dice())) << jurisdiction;
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Stores, CitySimulationTest, ::testing::Values(Store::kMemory, Store::kRedis),
                         testing::StoreName);

}  // namespace
}  // namespace liandu::simulation

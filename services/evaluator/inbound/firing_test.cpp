#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "evaluator/inbound/machine.h"
#include "evaluator/inbound/test_city.h"

namespace liandu::evaluator {
namespace {

constexpr char kCity[] = "qingdao";
constexpr int kTargets = 2'000;
constexpr int kItems = 250;

/// Records and words as a store keeps them.
struct Store {
  std::map<std::string, std::string> records;
  std::vector<eventlog::Output> words;

  void Take(const eventlog::Effects& effects) {
    for (const eventlog::StateWrite& write : effects.writes) {
      if (write.value) {
        records[write.key] = *write.value;
      } else {
        records.erase(write.key);
      }
    }
    words.insert(words.end(), effects.outputs.begin(), effects.outputs.end());
  }

  std::unique_ptr<EvaluatorMachine> NewOwner() const {
    auto machine = std::make_unique<EvaluatorMachine>();
    for (const auto& [key, value] : records) EXPECT_TRUE(machine->Restore(key, value).ok()) << key;
    EXPECT_TRUE(machine->FinishRestore().ok());
    return machine;
  }
};

/// Ends of year by the thousand: targets that fall due with a figure too small, reports that come late, milestones.
model::CatalogueApplied BigCatalogue(model::Date supervised_since) {
  model::CatalogueApplied applied = TestCatalogue();
  const auto indicator = std::get<model::Indicator>(applied.put[7]);
  const auto target = std::get<model::Target>(applied.put[8]);
  std::get<model::Jurisdiction>(applied.put[0]).supervised_since = supervised_since;
  for (int i = 0; i < kTargets; ++i) {
    model::Indicator own = indicator;
    own.id = absl::StrCat("J", 10'000 + i);
    model::Target due = target;
    due.id = absl::StrCat("T", 10'000 + i);
    due.indicator = own.id;
    applied.put.emplace_back(own);
    applied.put.emplace_back(due);
    if (i % 10 != 0) continue;
    // Another number for the same figure and window: a conflict.
    due.id += "X";
    due.value = model::Decimal{90, 0};
    applied.put.emplace_back(due);
  }
  // What nobody acknowledges is reminded of by the thousand, too.
  model::NotificationPolicy policy;
  policy.response_deadlines = {{model::Severity::kBlue, 2, 3, false},
                               {model::Severity::kYellow, 1, 3, true},
                               {model::Severity::kRed, 1, 3, true}};
  applied.put.emplace_back(policy);
  for (int i = 0; i < kItems; ++i) {
    model::Item item;
    item.id = absl::StrCat("M", 10'000 + i);
    item.display_name = item.id;
    item.programme = "G01";
    item.kind = model::ItemKind::kPublish;
    item.list = model::ItemList::kKeyTasks;
    model::Milestone milestone;
    milestone.id = "1";
    milestone.display_name = "印发";
    milestone.due_date = model::Date(2024, 12, 31);
    item.milestones = {milestone};
    applied.put.emplace_back(item);
  }
  return applied;
}

model::ReportsReceived YearEnds() {
  model::ReportsReceived received = TestReport(40, 0);
  const model::Report first = received.reports.front();
  received.reports.clear();
  for (int i = 0; i < kTargets; i += 2) {
    model::Report report = first;
    auto& figure = std::get<model::IndicatorReport>(report.fact);
    figure.indicator = absl::StrCat("J", 10'000 + i);
    figure.value = {10 + i % 100, 0};
    received.reports.push_back(report);
    if (i % 4 == 0) figure.period = *model::Period::Parse("2024");
    received.reports.push_back(report);
  }
  return received;
}

/// Supervision begins, the year ends, and reports become late, all between two entries.
TestLog YearOfThousands() {
  TestLog log;
  const std::string now = "2024-07-01 09:30";
  model::JurisdictionOpened opened;
  opened.clock_mode = model::ClockMode::kSandbox;
  opened.clock_time = model::Instant(std::chrono::milliseconds(AtMs(now)));
  log.Put(kCity, now, opened);
  log.Put(kCity, now, BigCatalogue(model::Date(2024, 10, 1)));
  log.Put(kCity, now, YearEnds());
  model::ClockAdvanced later;
  later.clock_time = model::Instant(std::chrono::milliseconds(AtMs("2025-03-20 09:00")));
  log.Put(kCity, "2025-03-20 09:00", later);
  return log;
}

Store AtOnce(const TestLog& log) {
  Store store;
  EvaluatorMachine machine;
  for (const eventlog::Entry& entry : log.entries()) {
    eventlog::Effects effects;
    EXPECT_TRUE(machine.Step(entry, effects).ok());
    store.Take(effects);
  }
  return store;
}

struct Split {
  const char* name;
  int max_timers;
  /// An owner dies after one of so many commits; 0: never.
  unsigned deaths_one_in;
};

class FiringTest : public testing::TestWithParam<Split> {};

TEST_P(FiringTest, AMomentInManyCommitsIsTheMomentInOne) {
  const TestLog log = YearOfThousands();
  const Store expected = AtOnce(log);
  std::mt19937 dice(20241001);
  Store store;
  auto machine = std::make_unique<EvaluatorMachine>();
  int commits = 0;
  int deaths = 0;
  for (const eventlog::Entry& entry : log.entries()) {
    for (bool all = false; !all; ++commits) {
      eventlog::Effects effects;
      const absl::StatusOr<bool> fired = machine->FireSome(entry, GetParam().max_timers, effects);
      ASSERT_TRUE(fired.ok()) << fired.status();
      all = *fired;
      // A timer leaves at most a target and an alert behind, a moment its clock and what reporters owe.
      EXPECT_LE(effects.writes.size(), static_cast<size_t>(2 * GetParam().max_timers) + 50);
      store.Take(effects);
      if (GetParam().deaths_one_in == 0 || dice() % GetParam().deaths_one_in != 0) continue;
      machine = store.NewOwner();
      ++deaths;
    }
    eventlog::Effects effects;
    ASSERT_TRUE(machine->Step(entry, effects).ok());
    store.Take(effects);
  }
  EXPECT_GE(commits, 2 * kTargets / GetParam().max_timers);
  EXPECT_EQ(deaths == 0, GetParam().deaths_one_in == 0);
  EXPECT_EQ(store.records, expected.records);
  ASSERT_EQ(store.words.size(), expected.words.size());
  for (size_t i = 0; i < store.words.size(); ++i) {
    ASSERT_EQ(store.words[i], expected.words[i]) << "word " << i << " of " << store.words[i].entity;
  }
}

INSTANTIATE_TEST_SUITE_P(Splits, FiringTest,
                         testing::Values(Split{"Hundreds", 100, 0}, Split{"HundredsWithDeaths", 100, 10},
                                         Split{"UnevenWithDeaths", 37, 40}, Split{"ThousandsWithDeaths", 1'000, 2}),
                         [](const auto& row) { return row.param.name; });

TEST(FiringStory, TheYearMovesAlertsOfEveryKind) {
  std::map<std::string, int> conditions;
  for (const eventlog::Output& word : AtOnce(YearOfThousands()).words) {
    for (const char* condition :
         {":behind:", ":missed:", ":conflict:", ":overdue:", ":due_soon:", ":report_overdue:"}) {
      // Of reminders only that there are.
      if (word.entity.find("/alert:") != std::string::npos) {
        ++conditions["reminders"];
        break;
      }
      if (word.entity.find(condition) != std::string::npos) ++conditions[condition];
    }
  }
  EXPECT_GT(conditions[":behind:"], 500);
  EXPECT_GT(conditions[":missed:"], 200);
  EXPECT_EQ(conditions[":conflict:"], kTargets / 10);
  EXPECT_GE(conditions[":overdue:"], kItems);
  EXPECT_GE(conditions[":due_soon:"], kItems);
  EXPECT_GE(conditions[":report_overdue:"], 1);
  EXPECT_GT(conditions["reminders"], 1'000);
}

}  // namespace
}  // namespace liandu::evaluator

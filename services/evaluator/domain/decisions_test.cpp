#include "evaluator/domain/decisions.h"

#include <gtest/gtest.h>

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Decision;
using model::DecisionKind;

constexpr Date kMarch(2024, 3, 1);
constexpr Date kMay(2024, 5, 1);

Decision Made(std::string id, DecisionKind kind, Date from) {
  Decision decision;
  decision.id = std::move(id);
  decision.kind = kind;
  decision.date = from;
  decision.decided_by = "市政府";
  decision.reason = "用地指标未落实";
  return decision;
}

Decision OfMilestone(std::string id, DecisionKind kind, Date from) {
  Decision decision = Made(std::move(id), kind, from);
  decision.milestone = "bridge/open";
  return decision;
}

TEST(DecisionsTest, CountFromTheirDayAndTellWhenTheNextBegins) {
  DecisionBook book;
  book.Put(OfMilestone("D1", DecisionKind::kChangeDueDate, kMarch));
  book.Put(OfMilestone("D2", DecisionKind::kExcuse, kMay));
  const DecidedDeadline before = DecisionsOnMilestone(book, "bridge/open", kMarch - 1);
  EXPECT_EQ(before.due_date, nullptr);
  EXPECT_EQ(before.next_change, kMarch);
  const DecidedDeadline first = DecisionsOnMilestone(book, "bridge/open", kMarch);
  ASSERT_NE(first.due_date, nullptr);
  EXPECT_EQ(first.due_date->id, "D1");
  EXPECT_EQ(first.excuse, nullptr);
  EXPECT_EQ(first.next_change, kMay);
  const DecidedDeadline both = DecisionsOnMilestone(book, "bridge/open", kMay);
  EXPECT_NE(both.excuse, nullptr);
  EXPECT_EQ(both.next_change, std::nullopt);
  EXPECT_EQ(DecisionsOnMilestone(book, "bridge/other", kMay).due_date, nullptr);
}

TEST(DecisionsTest, TheLatestDateCountsThenTheGreatestId) {
  DecisionBook book;
  book.Put(OfMilestone("D9", DecisionKind::kChangeDueDate, kMarch));
  book.Put(OfMilestone("D1", DecisionKind::kChangeDueDate, kMay));
  book.Put(OfMilestone("D2", DecisionKind::kChangeDueDate, kMay));
  EXPECT_EQ(DecisionsOnMilestone(book, "bridge/open", kMarch).due_date->id, "D9");
  EXPECT_EQ(DecisionsOnMilestone(book, "bridge/open", kMay).due_date->id, "D2");
}

TEST(DecisionsTest, TakingOneAwayUndoesItAndPuttingItAgainReplacesIt) {
  DecisionBook book;
  book.Put(OfMilestone("D1", DecisionKind::kChangeDueDate, kMarch));
  Decision moved = OfMilestone("D1", DecisionKind::kChangeDueDate, kMay);
  moved.milestone = "bridge/close";
  book.Put(moved);
  EXPECT_TRUE(book.About({DecidedKind::kMilestone, "bridge/open"}).empty());
  EXPECT_EQ(DecisionsOnMilestone(book, "bridge/close", kMay).due_date->id, "D1");
  book.Remove("D1");
  EXPECT_TRUE(book.empty());
  EXPECT_TRUE(book.About({DecidedKind::kMilestone, "bridge/close"}).empty());
}

TEST(DecisionsTest, APeriodConcernsOnlyItself) {
  DecisionBook book;
  Decision decision = Made("D1", DecisionKind::kExcuse, kMarch);
  decision.obligation = "report";
  decision.period = "2024Q1";
  book.Put(decision);
  EXPECT_NE(DecisionsOnObligation(book, "report", "2024Q1", kMay).excuse, nullptr);
  EXPECT_EQ(DecisionsOnObligation(book, "report", "2024Q2", kMay).excuse, nullptr);
}

TEST(DecisionsTest, ATargetStandsAndOthersGiveWay) {
  DecisionBook book;
  Decision decision = Made("D1", DecisionKind::kSettleConflict, kMarch);
  decision.target = "T1";
  decision.gives_way = {"T2"};
  book.Put(decision);
  EXPECT_NE(DecisionsOnTarget(book, "T1", "2024", kMay).stands, nullptr);
  EXPECT_EQ(DecisionsOnTarget(book, "T1", "2024", kMay).gives_way, nullptr);
  EXPECT_NE(DecisionsOnTarget(book, "T2", "2024", kMay).gives_way, nullptr);
}

TEST(DecisionsTest, SaysWhoWhenAndWhy) {
  EXPECT_EQ(DecisionText(Made("D7", DecisionKind::kExcuse, kMarch)),
            "依据 市政府 2024-03-01 决定（D7）：用地指标未落实");
}

}  // namespace
}  // namespace liandu::evaluator

#include "ingest/domain/plan_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/domain/find_cycles.h"
#include "ingest/domain/test_catalogue.h"

namespace liandu::ingest {
namespace {

using model::ResourceKind;

std::vector<std::string> Named(const PlannedChange& plan) {
  std::vector<std::string> names;
  for (const Change& change : plan.changes) {
    const char* action = change.action == ChangeAction::kCreate   ? "+"
                         : change.action == ChangeAction::kUpdate ? "~"
                                                                  : "-";
    names.push_back(std::string(action) + model::KindName(change.key.kind) + "/" + change.key.id);
  }
  return names;
}

TEST(PlanChange, EverythingIsNewAtFirst) {
  const PlannedChange plan = PlanChange({}, GoodCatalogue(), false);
  EXPECT_EQ(plan.changes.size(), GoodCatalogue().size());
  EXPECT_EQ(plan.unchanged_count, 0);
  EXPECT_TRUE(std::is_sorted(plan.changes.begin(), plan.changes.end(),
                             [](const Change& a, const Change& b) { return a.key < b.key; }));
}

TEST(PlanChange, TheSameAgainChangesNothing) {
  const PlannedChange plan = PlanChange(AppliedCatalogue(), GoodCatalogue(), true);
  EXPECT_THAT(plan.changes, testing::IsEmpty());
  EXPECT_EQ(plan.unchanged_count, static_cast<int64_t>(GoodCatalogue().size()));
}

TEST(PlanChange, UpdatesKeepWhatWasBefore) {
  std::vector<model::Resource> wanted{std::get<model::Target>(GoodCatalogue()[13])};
  The<model::Target>(wanted).value = model::Decimal{120, 0};
  const PlannedChange plan = PlanChange(AppliedCatalogue(), wanted, false);
  EXPECT_THAT(Named(plan), testing::ElementsAre("~target/T1"));
  EXPECT_EQ(std::get<model::Target>(*plan.changes[0].before).value, (model::Decimal{100, 0}));
  EXPECT_EQ(std::get<model::Target>(*plan.changes[0].after).value, (model::Decimal{120, 0}));
}

TEST(PlanChange, PruningTakesAwayInTheReverseOrder) {
  std::vector<model::Resource> wanted = GoodCatalogue();
  std::erase_if(wanted, [](const model::Resource& r) {
    return model::KindOf(r) == ResourceKind::kTarget || model::KindOf(r) == ResourceKind::kConflict;
  });
  wanted.push_back(model::Conflict{"X2", "value", {}, "", "新"});
  const PlannedChange plan = PlanChange(AppliedCatalogue(), wanted, true);
  EXPECT_THAT(Named(plan), testing::ElementsAre("+conflict/X2", "-conflict/X1", "-target/T2", "-target/T1"));
}

TEST(PlanChange, AppliedItGivesWhatWasWanted) {
  std::vector<model::Resource> wanted = GoodCatalogue();
  The<model::Unit>(wanted, 1).display_name = "市商务局";
  wanted.pop_back();
  model::Catalogue catalogue = AppliedCatalogue();
  ApplyChange(PlanChange(catalogue, wanted, true), catalogue);
  EXPECT_EQ(catalogue.size(), wanted.size());
  EXPECT_THAT(PlanChange(catalogue, wanted, true).changes, testing::IsEmpty());
}

TEST(PlanChange, AClashNamesTheSecond) {
  std::vector<model::Resource> wanted{model::Unit{"a", "x"}, model::Unit{"b", "x"}, model::Unit{"a", "y"}};
  const PlannedChange plan = PlanChange({}, wanted, false);
  ASSERT_EQ(plan.clashes.size(), 1U);
  EXPECT_EQ(plan.clashes[0].field, "units[2].id");
  EXPECT_EQ(plan.clashes[0].description, "单位编号“a”重复；请各用各的编号");
  EXPECT_EQ(plan.given.units.at("a").display_name, "x");
}

TEST(FindCycles, NamesEveryNodeOnACircleAndNoOther) {
  const Graph graph{{"a", {"b"}}, {"b", {"c"}}, {"c", {"b", "d"}}, {"d", {}}, {"e", {"e"}}, {"f", {"gone"}}};
  const auto cycles = FindCycles(graph);
  EXPECT_THAT(cycles, testing::ElementsAre(testing::Pair("b", testing::ElementsAre("b", "c", "b")),
                                           testing::Pair("c", testing::ElementsAre("c", "b", "c")),
                                           testing::Pair("e", testing::ElementsAre("e", "e"))));
}

TEST(FindCycles, LongChainsNeedNoDeepStack) {
  Graph graph;
  for (int i = 0; i < 200'000; ++i) graph[std::to_string(i)] = {std::to_string(i + 1)};
  EXPECT_TRUE(FindCycles(graph).empty());
}

}  // namespace
}  // namespace liandu::ingest

#include "notifier/inbound/page/page_messages.h"

#include <gtest/gtest.h>

#include <string>

namespace liandu::notifier {
namespace {

TEST(PathOfTest, TakesBaseFigureAndWhatWasExpected) {
  v1::ExplainTargetResponse message;
  message.mutable_verdict()->set_id("T020");
  message.mutable_verdict()->set_window("2024");
  message.mutable_verdict()->set_due_date("2024-12-31");
  message.mutable_verdict()->set_threshold("≥ 200 家");
  message.mutable_evidence()->set_expected("179.7 家");
  const auto input = [&message](const char* kind, const char* id, const char* value, const char* date) {
    v1::EvidenceInput& entry = *message.mutable_evidence()->add_inputs();
    entry.set_kind(kind);
    entry.set_id(id);
    entry.set_value(value);
    entry.set_date(date);
  };
  input("target", "T020", "≥ 200 家", "2024-12-31");
  input("base", "T020", "158 家", "2023-12-31");
  input("report", "2024-06-30 第0版", "160 家", "2024-06-30");
  input("base", "T020", "1 家", "2010-12-31");
  v1::ConsideredReport& report = *message.add_reports();
  report.set_period("2024-06-30");
  report.set_value("160");
  report.set_role("used");
  message.add_reports()->set_role("baseline");
  const PathView path = PathOf(message);
  EXPECT_EQ(path.base, "158 家");
  EXPECT_EQ(path.base_date, model::Date(2023, 12, 31));
  EXPECT_EQ(path.as_of, model::Date(2024, 6, 30));
  EXPECT_EQ(path.due, model::Date(2024, 12, 31));
  EXPECT_EQ(path.expected, "179.7 家");
  ASSERT_EQ(path.figures.size(), 2u);
  EXPECT_TRUE(path.figures[0].used);
  EXPECT_FALSE(path.figures[1].used);
}

TEST(CivilTimeOfTest, FollowsTheOffsets) {
  v1::GetPageContextResponse message;
  EXPECT_EQ(CivilTimeOf(message.utc_offsets()).MinutesOfDay({}), 8 * 60);
  message.add_utc_offsets()->set_offset_minutes(60);
  EXPECT_EQ(CivilTimeOf(message.utc_offsets()).MinutesOfDay({}), 60);
}

TEST(ContextOfTest, UnknownActionsAreLeftOut) {
  v1::GetPageContextResponse message;
  v1::AlertStanding& standing = *message.add_standings();
  for (const int number : {-1, 0, 1, 2, 8, 9, 250}) standing.add_actions(number);
  EXPECT_EQ(ContextOf(message).names.front().actions,
            (ActionSet{model::AlertActionKind::kAcknowledgement, model::AlertActionKind::kExtensionDecision}));
}

}  // namespace
}  // namespace liandu::notifier

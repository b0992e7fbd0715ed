#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cli/circular/circular_table.h"
#include "cli/circular/draft_circular.h"
#include "cli/show/moment.h"

namespace liandu::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const model::CivilTime kChina;

v1::Alert AlertOf(const std::string& id, v1::Condition condition, v1::Severity severity, const std::string& unit,
                  const std::string& due, const std::string& raised) {
  v1::Alert alert;
  alert.set_id(id);
  alert.set_condition(condition);
  alert.set_severity(severity);
  alert.set_open(true);
  alert.set_state(v1::ALERT_STATE_RAISED);
  alert.set_responsible_unit(unit);
  alert.set_due_date(due);
  alert.mutable_evidence()->set_summary(id + " 的情况；责任单位 " + unit);
  *alert.mutable_raised_time() = ToTimestamp(*ParseMoment(raised, kChina));
  return alert;
}

v1::Alert WaitingFor(const v1::Alert& parent, v1::Condition condition, const std::string& raised) {
  v1::Alert alert =
      AlertOf("alert:" + parent.id(), condition, v1::SEVERITY_YELLOW, parent.responsible_unit(), "", raised);
  alert.mutable_subject()->set_kind(v1::SUBJECT_KIND_ALERT);
  alert.mutable_subject()->set_id(parent.id());
  return alert;
}

CircularRequest March() {
  return {model::Date(2025, 3, 31),
          model::Date(2025, 3, 1),
          model::Date(2025, 3, 31),
          model::Date(2025, 4, 10),
          "",
          "督办室"};
}

std::vector<std::string> AlertsOf(const absl::StatusOr<v1::Circular>& circular) {
  std::vector<std::string> alerts;
  if (!circular.ok()) return {std::string(circular.status().message())};
  for (const v1::CircularEntry& entry : circular->entries()) alerts.push_back(entry.alert());
  return alerts;
}

struct SelectionCase {
  const char* name;
  v1::Condition condition;
  v1::Severity severity;
  const char* raised;
  bool listed;
};

class SelectionTest : public testing::TestWithParam<SelectionCase> {};

TEST_P(SelectionTest, ListsWhatIsOverdueMissedOrUnanswered) {
  const SelectionCase& param = GetParam();
  const auto circular = DraftCircular(
      March(), {AlertOf("a", param.condition, param.severity, "u", "2025-03-01", param.raised)}, {}, kChina);
  EXPECT_EQ(circular.ok(), param.listed) << circular.status();
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SelectionTest,
    testing::Values(
        SelectionCase{"Missed", v1::CONDITION_MISSED, v1::SEVERITY_RED, "2025-03-02", true},
        SelectionCase{"Overdue", v1::CONDITION_OVERDUE, v1::SEVERITY_YELLOW, "2025-03-02", true},
        SelectionCase{"ReportOverdue", v1::CONDITION_REPORT_OVERDUE, v1::SEVERITY_YELLOW, "2025-03-02", true},
        SelectionCase{"RaisedLongBefore", v1::CONDITION_MISSED, v1::SEVERITY_RED, "2024-03-02", true},
        SelectionCase{"RaisedAfterThePeriod", v1::CONDITION_MISSED, v1::SEVERITY_RED, "2025-04-01", false},
        SelectionCase{"BehindIsNotOverdueYet", v1::CONDITION_BEHIND, v1::SEVERITY_RED, "2025-03-02", false},
        SelectionCase{"ANoticeIsNotPublished", v1::CONDITION_MISSED, v1::SEVERITY_BLUE, "2025-03-02", false}),
    [](const auto& test) { return test.param.name; });

TEST(DraftCircular, AnAlertThatWaitsForPeopleListsWhatIsToBeAnswered) {
  const v1::Alert behind = AlertOf("b", v1::CONDITION_BEHIND, v1::SEVERITY_RED, "u", "", "2025-02-01");
  const v1::Alert missed = AlertOf("m", v1::CONDITION_MISSED, v1::SEVERITY_RED, "u", "2025-03-01", "2025-03-02");
  const auto circular = DraftCircular(March(),
                                      {WaitingFor(behind, v1::CONDITION_FEEDBACK_OVERDUE, "2025-03-10"),
                                       WaitingFor(missed, v1::CONDITION_PROMISE_BROKEN, "2025-03-20"), behind, missed},
                                      {}, kChina);
  ASSERT_THAT(AlertsOf(circular), ElementsAre("m", "b"));
  EXPECT_EQ(circular->entries(0).condition(), v1::CONDITION_MISSED);
  EXPECT_EQ(circular->entries(0).summary(), "m 的情况；alert:m 的情况");
  EXPECT_EQ(circular->entries(0).days_late(), 30);
  EXPECT_EQ(circular->entries(1).condition(), v1::CONDITION_FEEDBACK_OVERDUE);
  EXPECT_EQ(circular->entries(1).days_late(), 21);
}

TEST(DraftCircular, TakesTheNextNumberOfItsYearAndTellsOfEarlierOnes) {
  v1::Catalogue catalogue;
  for (const char* id : {"2024-7", "2025-2", "2025-x"}) catalogue.add_circulars()->set_id(id);
  v1::Alert alert = AlertOf("a", v1::CONDITION_MISSED, v1::SEVERITY_RED, "", "2025-03-01", "2025-03-02");
  alert.set_programme("P1");
  alert.add_circulars("2025-2");
  v1::Programme& programme = *catalogue.add_programmes();
  programme.set_id("P1");
  programme.set_issuer("office");
  const auto circular = DraftCircular(March(), {alert}, catalogue, kChina);
  ASSERT_TRUE(circular.ok()) << circular.status();
  EXPECT_EQ(circular->id(), "2025-3");
  EXPECT_EQ(circular->display_name(), "2025 年第 3 期督办通报");
  EXPECT_EQ(circular->entries(0).unit(), "office");
  EXPECT_THAT(circular->entries(0).previous_circulars(), ElementsAre("2025-2"));
}

TEST(DraftCircular, RefusesDatesThatDoNotFit) {
  CircularRequest reply_too_soon = March();
  reply_too_soon.reply_due_date = model::Date(2025, 3, 30);
  EXPECT_THAT(DraftCircular(reply_too_soon, {}, {}, kChina).status().message(), HasSubstr("早于通报日期"));
  CircularRequest turned = March();
  turned.period_start = model::Date(2025, 4, 1);
  EXPECT_THAT(DraftCircular(turned, {}, {}, kChina).status().message(), HasSubstr("结束早于开始"));
}

struct ReplyCase {
  const char* name;
  v1::TransitionKind kind;
  const char* time;
  model::Date today;
  ReplyState expected;
};

class ReplyTest : public testing::TestWithParam<ReplyCase> {};

TEST_P(ReplyTest, IsTheFeedbackSinceThePublication) {
  const ReplyCase& param = GetParam();
  v1::Circular circular;
  circular.set_date("2025-03-31");
  circular.set_reply_due_date("2025-04-10");
  v1::Alert alert = AlertOf("a", v1::CONDITION_MISSED, v1::SEVERITY_RED, "u", "", "2025-03-01");
  v1::Transition& step = *alert.add_trail();
  step.set_kind(param.kind);
  *step.mutable_time() = ToTimestamp(*ParseMoment(param.time, kChina));
  EXPECT_EQ(ReplyOf(circular, &alert, param.today, kChina), param.expected);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ReplyTest,
    testing::Values(
        ReplyCase{"Waiting", v1::TRANSITION_KIND_RAISED, "2025-03-01", {2025, 4, 10}, ReplyState::kWaiting},
        ReplyCase{"Overdue", v1::TRANSITION_KIND_RAISED, "2025-03-01", {2025, 4, 11}, ReplyState::kOverdue},
        ReplyCase{"Answered", v1::TRANSITION_KIND_ANSWERED, "2025-04-02", {2025, 4, 11}, ReplyState::kAnswered},
        ReplyCase{"AnsweredBefore", v1::TRANSITION_KIND_ANSWERED, "2025-03-30", {2025, 4, 11}, ReplyState::kOverdue},
        ReplyCase{"Returned", v1::TRANSITION_KIND_RETURNED, "2025-04-03", {2025, 4, 11}, ReplyState::kReturned}),
    [](const auto& test) { return test.param.name; });

TEST(Reply, WhatClearedNeedsNone) {
  EXPECT_EQ(ReplyOf({}, nullptr, model::Date(2025, 4, 1), kChina), ReplyState::kCleared);
}

v1::Circular Nasty() {
  v1::Alert alert = AlertOf("a", v1::CONDITION_MISSED, v1::SEVERITY_RED, "u", "2025-03-01", "2025-03-02");
  alert.mutable_evidence()->set_summary("<script>alert(1)</script> & =HYPERLINK(\"x\")");
  return *DraftCircular(March(), {alert}, {}, kChina);
}

TEST(CircularHtml, EscapesWhateverItShows) {
  const std::string html = CircularHtml(Nasty(), {}, {"已回复"});
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &amp; =HYPERLINK(&quot;x&quot;)"));
  EXPECT_THAT(html, HasSubstr("〔2025〕第 1 号"));
  EXPECT_THAT(html, HasSubstr("<td>已回复</td>"));
}

TEST(CircularSheet, IsAWorkbook) {
  const std::string path = testing::TempDir() + "/circular.xlsx";
  ASSERT_TRUE(WriteCircularSheet(path, Nasty(), {}, {}).ok());
  std::ifstream stream(path, std::ios::binary);
  std::string start(2, '\0');
  stream.read(start.data(), 2);
  EXPECT_EQ(start, "PK");
  std::filesystem::remove(path);
}

TEST(CircularSheet, SaysWhereItCannotWrite) {
  EXPECT_THAT(WriteCircularSheet("/nowhere/c.xlsx", Nasty(), {}, {}).message(), HasSubstr("/nowhere/c.xlsx"));
}

}  // namespace
}  // namespace liandu::cli

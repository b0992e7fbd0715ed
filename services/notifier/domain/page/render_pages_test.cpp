#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "notifier/domain/page/page_frame.h"
#include "notifier/domain/page/render_alert.h"
#include "notifier/domain/page/render_lists.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::AlertActionKind;
using testing::HasSubstr;
using testing::Not;

const std::string kEvil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

/// No text has become a tag or left its attribute.
void ExpectHarmless(const std::string& html) {
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, Not(HasSubstr("\"'>")));
  EXPECT_THAT(html, Not(HasSubstr(" style=")));
}

AlertPage Page() {
  AlertPage page;
  page.frame = {"../", "某市", model::CivilTime(), At("2024-07-01 10:00")};
  page.view.alert = TestAlert(model::Severity::kRed);
  page.view.alert.trail = {
      TestTransition(1, model::TransitionKind::kRaised, model::Severity::kRed, "2024-07-01 09:30")};
  page.view.responsible_unit = "市工业和信息化局";
  page.reader = {"市工业和信息化局联络员", "联络员", "责任单位"};
  page.expires = At("2024-07-31 09:30");
  return page;
}

AlertPage EvilPage() {
  AlertPage page = Page();
  model::Alert& alert = page.view.alert;
  page.frame.jurisdiction = kEvil;
  alert.id = alert.subject.display_name = kEvil;
  alert.evidence = {kEvil, kEvil, {{kEvil, kEvil, kEvil, kEvil, kEvil}}, kEvil, kEvil, kEvil, kEvil, kEvil, kEvil,
                    kEvil, kEvil};
  alert.members = alert.circulars = {kEvil};
  alert.feedback = model::Feedback{kEvil, kEvil, model::Date(2024, 7, 31)};
  alert.extension_request = model::ExtensionRequest{};
  model::Transition said =
      TestTransition(2, model::TransitionKind::kAnswered, model::Severity::kRed, "2024-07-01 09:40");
  said.actor = said.note = kEvil;
  said.action = model::AlertAction{AlertActionKind::kFeedback, kEvil, *alert.feedback};
  alert.trail.push_back(said);
  page.view.responsible_unit = page.view.programme = page.view.reminder = kEvil;
  page.view.chains = {kEvil};
  page.reader = {kEvil, kEvil, kEvil};
  page.back = page.no_actions = kEvil;
  for (int kind = 2; kind <= 8; ++kind) page.actions.push_back({static_cast<AlertActionKind>(kind), kEvil});
  for (const ActionView& action : page.actions) {
    page.refused = FormAnswer{action.kind, kEvil, {}, {kEvil, kEvil, kEvil, kEvil, kEvil, kEvil, kEvil}};
    for (const char* field : {"note", "cause", "measure", "promised_date", "extension_kind", "until", "granted"}) {
      page.refused->problems.push_back({field, kEvil});
    }
    ExpectHarmless(RenderAlert(page));
  }
  return page;
}

TEST(RenderAlertTest, NothingThatWasTypedBecomesMarkup) { ExpectHarmless(RenderAlert(EvilPage())); }

TEST(RenderAlertTest, ShowsTheLikeliestFormOpenAndTheOthersClosed) {
  AlertPage page = Page();
  page.actions = {
      {AlertActionKind::kAcknowledgement, "A"}, {AlertActionKind::kFeedback, "B"}, {AlertActionKind::kComment, "C"}};
  const std::string html = RenderAlert(page);
  EXPECT_THAT(html, HasSubstr("<details open><summary>签收</summary>"));
  EXPECT_THAT(html, HasSubstr("<details><summary>反馈</summary>"));
  EXPECT_THAT(html, Not(HasSubstr("核验销号")));
  EXPECT_THAT(html, HasSubstr("市工业和信息化局联络员（联络员）"));
}

TEST(RenderAlertTest, WithoutActionsItSaysWhy) {
  AlertPage page = Page();
  page.no_actions = "预警已解除，不用再办理。";
  const std::string html = RenderAlert(page);
  EXPECT_THAT(html, HasSubstr("预警已解除，不用再办理。"));
  EXPECT_THAT(html, Not(HasSubstr("<form")));
}

TEST(RenderAlertTest, ARefusedFormKeepsWhatWasTyped) {
  AlertPage page = Page();
  page.actions = {{AlertActionKind::kAcknowledgement, "A"}, {AlertActionKind::kFeedback, "B"}};
  page.refused = FormAnswer{AlertActionKind::kFeedback, "请补正后再提交。", {{"measure", "措施没有填写"}}, {}};
  page.refused->input.cause = "银行延期";
  const std::string html = RenderAlert(page);
  EXPECT_THAT(html, HasSubstr("<details open><summary>反馈</summary>"));
  EXPECT_THAT(html, HasSubstr(">\n银行延期</textarea>"));
  EXPECT_THAT(html,
              HasSubstr("id=\"feedback-measure\" aria-invalid=\"true\" aria-describedby=\"feedback-measure-problem\""));
}

TEST(RenderAlertTest, WhatWasDoneIsSaidOnlyWhereTheTrailHasIt) {
  AlertPage page = Page();
  page.done_sequence = 2;
  EXPECT_THAT(RenderAlert(page), Not(HasSubstr("已办理")));
  page.view.alert.trail.push_back(
      TestTransition(2, model::TransitionKind::kAcknowledged, model::Severity::kRed, "2024-07-01 09:45"));
  EXPECT_THAT(RenderAlert(page), HasSubstr("已办理：签收"));
}

TEST(RenderListsTest, NothingInThemBecomesMarkup) {
  const FrameView frame{"../", kEvil, model::CivilTime(), At("2024-07-01 10:00")};
  model::Alert alert = TestAlert(model::Severity::kRed);
  alert.id = alert.subject.display_name = alert.evidence.summary = kEvil;
  ExpectHarmless(
      RenderDigest({frame, {kEvil, kEvil, kEvil}, kEvil, kEvil, kEvil, {{alert, kEvil}, {alert, kEvil, false}}}));
  const LightCount light{kEvil, model::Light::kRed, kEvil};
  const BoardLine line{kEvil, kEvil, kEvil, model::Date(2024, 7, 1), model::Severity::kRed, kEvil};
  ExpectHarmless(RenderBoard({frame, light, 1, 2, 3, {light}, {line}, 9, {line}, 9, model::Date(2024, 7, 31)}));
  ExpectHarmless(RenderInbox({frame, {{kEvil, kEvil, kEvil, kEvil, kEvil, kEvil, kEvil, {}, kEvil}}, kEvil}));
  ExpectHarmless(RenderRefusal({frame, kEvil, kEvil}));
}

TEST(PageFrameTest, AMessagesTitleIsNotSaidTwice) {
  EXPECT_EQ(BelowTitle("标题\n\n正文", "标题"), "正文");
  EXPECT_EQ(BelowTitle("标题党\n正文", "标题"), "标题党\n正文");
  EXPECT_EQ(BelowTitle("标题", "标题"), "标题");
  EXPECT_EQ(BelowTitle("正文", ""), "正文");
}

TEST(PageFrameTest, ANameAboveIsNotSaidAgain) {
  EXPECT_EQ(WithoutName("名称：截至", "名称"), "截至");
  EXPECT_EQ(WithoutName("名称截至", "名称"), "名称截至");
  EXPECT_EQ(WithoutName("截至", ""), "截至");
}

TEST(PageFrameTest, TheStyleSheetsNameChangesWithItsText) {
  EXPECT_THAT(StylePath(), testing::MatchesRegex("assets/[0-9a-f]{12}\\.css"));
  EXPECT_THAT(StyleText(), Not(HasSubstr("@import")));
}

}  // namespace
}  // namespace liandu::notifier

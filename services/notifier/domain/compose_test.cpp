#include "notifier/domain/compose.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "notifier/domain/test_directory.h"
#include "notifier/domain/weekly_page.h"

namespace liandu::notifier {
namespace {

using model::Severity;
using model::TransitionKind;

/// Compares with tests/golden/messages/<name>.txt; LIANDU_UPDATE_GOLDEN=1 writes it instead.
void ExpectGolden(const std::string& name, const Delivery& delivery) {
  const std::string path = absl::StrCat(LIANDU_SOURCE_DIR, "/tests/golden/messages/", name, ".txt");
  const std::string actual = absl::StrCat(delivery.title, "\n----\n", delivery.text, "\n");
  if (std::getenv("LIANDU_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
  std::ifstream file(path);
  ASSERT_TRUE(file.is_open()) << path;
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), actual);
}

Delivery Empty() {
  Delivery delivery;
  delivery.posts = {{"gxj-liaison", "市工业和信息化局联络员"}};
  delivery.scheduled = At("2024-07-01 15:00");
  return delivery;
}

DeliveryItem Item(const std::string& id, const std::string& name, Severity severity,
                  TransitionKind kind = TransitionKind::kRaised) {
  DeliveryItem item;
  item.sequence = 1;
  item.kind = kind;
  item.severity = severity;
  item.alert = TestAlert(severity);
  item.alert.subject.id = id;
  item.alert.subject.display_name = name;
  item.alert.id = model::AlertId(item.alert.subject, item.alert.condition, item.alert.window);
  item.alert.trail = {TestTransition(1, kind, severity, "2024-07-01 09:30")};
  if (kind != TransitionKind::kCleared) return item;
  item.alert.cleared_time = At("2024-07-01 11:00");
  item.alert.trail.back().note = "截至 6月30日 完成 45 场次，进度正常";
  return item;
}

TEST(Compose, OneRedAlertAtOnce) {
  Delivery delivery = Empty();
  delivery.posts.push_back({"leader-nev", "新能源汽车产业链链长"});
  delivery.items = {Item("T013", "新增上市企业", Severity::kRed)};
  Compose(TestCity(), delivery);
  ExpectGolden("red_at_once", delivery);
}

TEST(Compose, ItsResolve) {
  Delivery delivery = Empty();
  delivery.items = {Item("T013", "新增上市企业", Severity::kRed, TransitionKind::kCleared)};
  Compose(TestCity(), delivery);
  ExpectGolden("resolved_at_once", delivery);
}

TEST(Compose, AWorseningWithoutASummaryOrAUnit) {
  Delivery delivery = Empty();
  delivery.items = {Item("T020", "", Severity::kRed, TransitionKind::kSeverityChanged)};
  delivery.items[0].alert.evidence.summary.clear();
  delivery.items[0].alert.responsible_unit.clear();
  delivery.items[0].alert.chains.clear();
  Compose(TestCity(), delivery);
  ExpectGolden("severity_changed", delivery);
}

TEST(Compose, AWorseningSaysWhatChanged) {
  Delivery delivery = Empty();
  delivery.items = {Item("T013", "新增上市企业", Severity::kRed, TransitionKind::kSeverityChanged)};
  delivery.items[0].alert.trail.back().note = "由黄转红：截至 9月30日 完成 40 场次，应达 74.9，滞后 34.9 个百分点";
  Compose(TestCity(), delivery);
  ExpectGolden("turned_red", delivery);
}

TEST(Compose, ADeadlineComesNearer) {
  Delivery delivery = Empty();
  delivery.items = {Item("plan/draft", "草案", Severity::kBlue, TransitionKind::kSeverityChanged)};
  model::Alert& alert = delivery.items[0].alert;
  alert.condition = model::Condition::kDueSoon;
  alert.evidence = {};
  alert.evidence.summary = "草案：应于 2024-07-10 完成，7 个工作日内到期；责任单位 市工业和信息化局";
  alert.due_date = model::Date(2024, 7, 10);
  alert.trail.back().note = "7 个工作日内到期";
  Compose(TestCity(), delivery);
  EXPECT_EQ(delivery.items[0].summary,
            "草案（plan/draft）：即将到期，应于 2024-07-10 完成，7 个工作日内到期；"
            "2024-07-01 起；责任：市工业和信息化局");
  ExpectGolden("due_soon_again", delivery);
}

TEST(Compose, AJointAlertNamesItsMembers) {
  Delivery delivery = Empty();
  DeliveryItem item = Item("gxj", "市工业和信息化局", Severity::kYellow);
  item.alert.condition = model::Condition::kReportOverdue;
  item.alert.evidence = {};
  item.alert.evidence.summary = "12 项指标应于 2024-06-28 前填报，至今未报";
  for (int i = 0; i < 12; ++i) item.alert.members.push_back(absl::StrCat("I", 100 + i));
  delivery.items = {item};
  Compose(TestCity(), delivery);
  ExpectGolden("report_overdue", delivery);
}

TEST(Compose, ADigestBySeverityThenChain) {
  Delivery delivery = Empty();
  delivery.items = {Item("T005", "产值", Severity::kBlue), Item("T002", "营业收入", Severity::kYellow),
                    Item("T003", "企业数", Severity::kYellow),
                    Item("T004", "投资额", Severity::kYellow, TransitionKind::kCleared),
                    Item("T001", "链主企业", Severity::kRed)};
  delivery.items[1].alert.chains = {"chip"};
  delivery.items[2].alert.chains = {"nev"};
  delivery.items[2].alert.acknowledged = true;
  delivery.items[0].alert.chains.clear();
  SortForReading(TestCity(), delivery.items);
  Compose(TestCity(), delivery);
  ExpectGolden("digest", delivery);
}

TEST(Compose, AStepSaysWhyItIsTaken) {
  Delivery delivery = Empty();
  delivery.number = "7QK3F9";
  delivery.items = {Item("T013", "新增上市企业", Severity::kRed)};
  delivery.items[0].step = 2;
  delivery.items[0].reason = "第 2 步：3 个工作日未签收，报市政府分管领导";
  delivery.items[0].alert.acknowledge_due_date = model::Date(2024, 7, 3);
  Compose(TestCity(), delivery);
  ExpectGolden("step", delivery);
}

/// What people did, what was merged and held back, and what is to be done.
TEST(Compose, ADigestOfWhatWentOn) {
  Delivery delivery = Empty();
  delivery.number = "7QK3F9";
  delivery.items = {Item("T001", "链主企业", Severity::kRed),
                    Item("T002", "营业收入", Severity::kYellow),
                    Item("T003", "产值", Severity::kRed, TransitionKind::kAnswered),
                    Item("T004", "投资额", Severity::kRed, TransitionKind::kExtensionRequested),
                    Item("T005", "企业数", Severity::kRed, TransitionKind::kExtensionDenied),
                    Item("T006", "专利数", Severity::kRed, TransitionKind::kReturned),
                    Item("T007", "首台套", Severity::kYellow, TransitionKind::kVerified)};
  delivery.items[0].merged = true;
  delivery.items[1].held_back = true;
  delivery.items[1].repeated = true;
  delivery.items[2].alert.feedback = model::Feedback{"企业上市延期", "逐户对接", model::Date(2024, 9, 30)};
  model::AlertAction request;
  request.kind = model::AlertActionKind::kExtensionRequest;
  request.extension_request.until = model::Date(2024, 8, 31);
  delivery.items[3].alert.trail.back().action = request;
  delivery.items[3].alert.trail.back().note = "等统计数据";
  delivery.items[4].alert.trail.back().note = "理由不足";
  delivery.items[5].alert.trail.back().note = "措施不具体";
  delivery.items[5].alert.feedback_due_date = model::Date(2024, 7, 10);
  delivery.items[6].alert.trail.back().note = "现场核实";
  SortForReading(TestCity(), delivery.items);
  const Delivery kept = delivery;
  std::vector<ToDo> to_dos = {{&kept.items[0].alert, "待签收", model::Date(2024, 7, 3)},
                              {&kept.items[2].alert, "待核验", std::nullopt},
                              {&kept.items[5].alert, "已退回，待重新反馈", model::Date(2024, 7, 2)}};
  Compose(TestCity(), delivery, to_dos);
  ExpectGolden("went_on", delivery);
}

TEST(Compose, TheWeeksPage) {
  Delivery delivery = Empty();
  delivery.number = "7QK3F9";
  model::Alert red = Item("T001", "链主企业", Severity::kRed).alert;
  red.acknowledge_due_date = model::Date(2024, 7, 3);
  model::Alert yellow = Item("T002", "营业收入", Severity::kYellow).alert;
  yellow.raised_time = At("2024-06-20 09:00");
  yellow.state = model::AlertState::kAcknowledged;
  yellow.feedback_due_date = model::Date(2024, 7, 10);
  model::Alert blue = Item("T003", "产值", Severity::kBlue).alert;
  blue.due_date = model::Date(2024, 7, 12);
  WeeklyPage page;
  page.chains = {"nev"};
  page.open = {&blue, &yellow, &red};
  page.cleared = 2;
  page.verified = 1;
  ComposeWeekly(TestCity(), page, At("2024-07-08 09:30"), delivery);
  ExpectGolden("weekly", delivery);
}

TEST(Compose, ALongDigestCountsTheRest) {
  Delivery delivery = Empty();
  for (int i = 0; i < 25; ++i) {
    delivery.items.push_back(Item(absl::StrCat("T", 100 + i), "指标", i < 3 ? Severity::kYellow : Severity::kBlue));
  }
  SortForReading(TestCity(), delivery.items);
  Compose(TestCity(), delivery);
  ExpectGolden("long_digest", delivery);
}

TEST(Compose, NamesFromOutsideCannotForgeLines) {
  Delivery delivery = Empty();
  delivery.items = {Item("T013", "甲\n【红色预警】假\u202E冒", Severity::kBlue)};
  Compose(TestCity(), delivery);
  ExpectGolden("forged_name", delivery);
}

struct LineCase {
  const char* name;
  std::string text;
  int max_characters;
  std::string line;
};

class OneLineTest : public testing::TestWithParam<LineCase> {};

TEST_P(OneLineTest, IsSafe) { EXPECT_EQ(OneLine(GetParam().text, GetParam().max_characters), GetParam().line); }

INSTANTIATE_TEST_SUITE_P(Cases, OneLineTest,
                         testing::Values(LineCase{"Plain", "产值 12.5%", 20, "产值 12.5%"},
                                         LineCase{"ExactLength", "产值", 2, "产值"},
                                         LineCase{"CutBetweenCharacters", "产值目标", 2, "产值…"},
                                         LineCase{"LineBreaks", "a\r\nb\tc", 20, "a  b c"},
                                         LineCase{"Separators", "a\u2028b\u0085c", 20, "a b c"},
                                         LineCase{"DirectionOverrides", "a\u202Eb\u2066c\u200Fd", 20, "a b c d"},
                                         LineCase{"TornCharacter", std::string("a\xE4\xBA", 3), 20, "a\xE4\xBA"}),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace liandu::notifier

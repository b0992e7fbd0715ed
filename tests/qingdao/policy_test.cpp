// The policy of Qingdao: taken by ingest, and what it says of the alerts that a newcomer meets.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "ingest/domain/check_catalogue.h"
#include "model/civil_time.h"
#include "notifier/domain/foresee.h"
#include "qingdao_city.h"

namespace liandu {
namespace {

using model::Condition;
using model::Date;
using model::Severity;
using notifier::Foreseen;
using notifier::RouteQuestion;

constexpr int kDays = 30;

class QingdaoPolicyTest : public testing::Test {
 protected:
  QingdaoPolicyTest() {
    for (model::Resource& resource : city_.catalogue().Resources()) directory_.Put(std::move(resource));
  }

  RouteQuestion Describe(Condition condition, Severity severity, const std::string& unit,
                         std::vector<std::string> chains, const std::string& programme) const {
    RouteQuestion question;
    question.condition = condition;
    question.severity = severity;
    question.responsible_unit = unit;
    question.chains = std::move(chains);
    question.programme = programme;
    question.alert = "described";
    question.subject = "T";
    return question;
  }

  /// Monday morning, 2024-07-01.
  std::string Ahead(const std::string& title, const RouteQuestion& question) const {
    const model::Instant now = directory_.civil_time().At(Date(2024, 7, 1), 10 * 60);
    const auto foresight = Foresee(directory_, notifier::Inhibitors{}, {question}, now, kDays);
    std::string text = fmt::format("{}\n", title);
    for (const Foreseen& entry : foresight.entries) {
      text += fmt::format("  {} {} {} [{}] {}{}\n", directory_.civil_time().ToText(entry.scheduled),
                          entry.step > 0    ? fmt::format("第{}步", entry.step)
                          : entry.repeated  ? "再次"
                          : entry.immediate ? "立即"
                                            : "首次",
                          entry.addressee.post_display_name, entry.addressee.route, entry.addressee.reason,
                          entry.provided.empty() ? "" : " " + entry.provided);
    }
    return text;
  }

  QingdaoCity city_{model::CivilTime().At(Date(2024, 7, 1), 10 * 60)};
  notifier::Directory directory_;
};

TEST_F(QingdaoPolicyTest, IngestTakesTheCatalogue) {
  const std::vector<model::Resource> wanted = city_.catalogue().Resources();
  const ingest::Findings findings =
      ingest::CheckChange(QingdaoCity::kId, {}, wanted, ingest::PlanChange({}, wanted, false), {});
  for (const ingest::Violation& violation : findings.violations) {
    ADD_FAILURE() << violation.field << "：" << violation.description;
  }
  for (const std::string& warning : findings.warnings) {
    EXPECT_EQ(warning.find("通知策略"), std::string::npos) << warning;
  }
}

TEST_F(QingdaoPolicyTest, TellsInTheOrderThatItSays) {
  const std::string finance = "local-financial-administration";
  std::string text;
  text += Ahead("红：进度滞后，金融监管局，现代金融",
                Describe(Condition::kBehind, Severity::kRed, finance, {"modern-finance"}, "P000"));
  text += Ahead("红：到期未达标，无责任单位，集成电路",
                Describe(Condition::kMissed, Severity::kRed, "", {"integrated-circuits"}, "P003"));
  text += Ahead("黄：预计不达标，商务局，无产业链",
                Describe(Condition::kAtRisk, Severity::kYellow, "commerce-bureau", {}, "P001"));
  text += Ahead("蓝：数值冲突", Describe(Condition::kConflict, Severity::kBlue, "commerce-bureau", {}, "P002B"));
  text += Ahead("蓝：即将到期", Describe(Condition::kDueSoon, Severity::kBlue, "transport-bureau", {}, "P000"));
  text += Ahead("黄：签收逾期",
                Describe(Condition::kAcknowledgementOverdue, Severity::kYellow, "transport-bureau", {}, "P000"));
  text += Ahead("红：事件搁置", Describe(Condition::kSetAside, Severity::kRed, "", {}, ""));
  RouteQuestion top =
      Describe(Condition::kTopLevel, Severity::kRed, "commerce-bureau", {"integrated-circuits"}, "P003");
  top.posts = {"chain-leader-integrated-circuits"};
  text += Ahead("红：顶格协调", top);

  const std::string path = LIANDU_SOURCE_DIR "/tests/golden/qingdao/policy.txt";
  if (std::getenv("LIANDU_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ifstream file(path);
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(text, golden.str()) << "if this is meant, run again with LIANDU_UPDATE_GOLDEN=1 and read the difference";
}

TEST_F(QingdaoPolicyTest, AnOwedReportGoesBeforeWhatRestsOnIt) {
  notifier::Inhibitors inhibitors(directory_.policy().inhibitions);
  RouteQuestion owed = Describe(Condition::kReportOverdue, Severity::kYellow, "commerce-bureau", {}, "P000");
  owed.alert = "owed";
  owed.members = {city_.catalogue().targets.at("T013").indicator};
  inhibitors.Add(owed);
  RouteQuestion behind = Describe(Condition::kBehind, Severity::kYellow, "commerce-bureau", {}, "P000");
  behind.indicators = owed.members;
  ASSERT_TRUE(inhibitors.Find(behind));
  EXPECT_EQ(inhibitors.Find(behind)->inhibition, "report-first");
  behind.severity = Severity::kRed;
  EXPECT_FALSE(inhibitors.Find(behind)) << "red is told all the same";
}

TEST_F(QingdaoPolicyTest, RedOfAUnitGoesBeforeItsYellowInTheChain) {
  notifier::Inhibitors inhibitors(directory_.policy().inhibitions);
  RouteQuestion red = Describe(Condition::kMissed, Severity::kRed, "commerce-bureau", {"modern-trade"}, "P000");
  red.alert = "red";
  inhibitors.Add(red);
  RouteQuestion yellow = Describe(Condition::kAtRisk, Severity::kYellow, "commerce-bureau", {"modern-trade"}, "P000");
  EXPECT_TRUE(inhibitors.Find(yellow));
  yellow.responsible_unit = "transport-bureau";
  EXPECT_FALSE(inhibitors.Find(yellow)) << "another unit hears of its own";
}

/// What the evaluator says of a target names the indicators by which an owed report is found.
TEST_F(QingdaoPolicyTest, AlertsNameTheIndicatorsTheyRestOn) {
  const std::string indicator = city_.catalogue().targets.at("T013").indicator;
  const auto raised = city_.Report(indicator, "2024-06-30", "10", 0);
  ASSERT_EQ(raised.size(), 1u);
  EXPECT_THAT(raised[0].alert.indicators, testing::ElementsAre(indicator));
}

}  // namespace
}  // namespace liandu

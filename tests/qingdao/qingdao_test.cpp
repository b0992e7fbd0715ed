#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "cli/show/verdict_table.h"
#include "evaluator/inbound/view_messages.h"
#include "model/civil_time.h"
#include "qingdao_city.h"

namespace liandu {
namespace {

using evaluator::AlertMovement;
using evaluator::Reason;
using evaluator::TargetView;
using model::Condition;
using model::Date;
using model::Instant;
using model::Light;
using model::Severity;
using model::TransitionKind;

Instant Morning(Date date) { return model::CivilTime().At(date, 9 * 60 + 30); }

std::map<std::string, TargetView> Targets(const QingdaoCity& city) {
  const auto page = city.world().ListTargets(city.kId, {}, "", 1000);
  std::map<std::string, TargetView> targets;
  for (const TargetView& target : page->targets) targets[target.id] = target;
  return targets;
}

std::string Describe(const QingdaoCity& city) {
  std::string text;
  for (const auto& [id, target] : Targets(city)) {
    text += fmt::format("{} {}:{} [{}] {} {} latest {} {} lag {}\n", id, model::LightName(target.light),
                        evaluator::ReasonName(target.reason), target.window, target.display_name, target.threshold,
                        target.latest_value.empty() ? "-" : target.latest_value,
                        target.latest_period.empty() ? "-" : target.latest_period,
                        target.lag_points.empty() ? "-" : target.lag_points);
  }
  const auto alerts = city.world().ListAlerts(city.kId, {});
  for (const model::Alert& alert : *alerts) {
    text += fmt::format("alert {} {} {}\n", model::SeverityName(alert.severity), alert.id, alert.evidence.summary);
  }
  return text;
}

/// Compares with tests/golden/qingdao/<name>; LIANDU_UPDATE_GOLDEN=1 writes it instead.
void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = std::string(LIANDU_SOURCE_DIR "/tests/golden/qingdao/") + name;
  if (std::getenv("LIANDU_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ifstream file(path);
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(text, golden.str()) << "if this is meant, run again with LIANDU_UPDATE_GOLDEN=1 and read the difference";
}

class QingdaoTest : public testing::Test {
 protected:
  QingdaoCity city_{Morning(Date(2024, 7, 1))};
};

TEST_F(QingdaoTest, HoldsWhatTheDocumentsHold) {
  int chains = 0;
  int services = 0;
  for (const auto& [id, chain] : city_.catalogue().chains) {
    (chain.kind == model::ChainKind::kIndustryChain ? chains : services) += 1;
  }
  EXPECT_EQ(chains, 24);
  EXPECT_EQ(services, 10);
  EXPECT_EQ(city_.catalogue().targets.size(), 166u);
  EXPECT_EQ(city_.catalogue().items.size(), 71u);
  EXPECT_EQ(city_.catalogue().conflicts.size(), 30u);
  EXPECT_EQ(city_.history_rows(), 113);
}

TEST_F(QingdaoTest, FirstImpressionIsHonestAndQuiet) {
  const auto board = city_.world().GetBoard(city_.kId);
  ASSERT_TRUE(board.ok());
  EXPECT_EQ(board->open_red, 0);
  EXPECT_EQ(board->open_yellow, 2) << "T128 with T137, and T138";
  EXPECT_EQ(board->target_count, 166);
  const auto redacted = std::find_if(board->grey_reasons.begin(), board->grey_reasons.end(),
                                     [](const auto& count) { return count.reason == Reason::kRedacted; });
  ASSERT_NE(redacted, board->grey_reasons.end());
  EXPECT_EQ(redacted->count, 12);
  ExpectGolden("2024-07-01.txt", Describe(city_));
}

TEST_F(QingdaoTest, NothingIsRaisedBeforeSupervisionBegins) {
  const auto alerts = city_.world().ListAlerts(city_.kId, {});
  ASSERT_FALSE(alerts->empty());
  const Instant begins = model::CivilTime().StartOf(Date(2024, 1, 1));
  int at_once = 0;
  for (const model::Alert& alert : *alerts) {
    EXPECT_GE(alert.raised_time, begins) << alert.id;
    at_once += alert.raised_time == begins;
  }
  EXPECT_EQ(at_once, 17) << "what the catalogue itself is short of, and two forecasts";
}

/// Every target with its verdict and the arithmetic, as `liandu targets --steps` shows it.
std::string Verdicts(const QingdaoCity& city) {
  std::vector<v1::ExplainTargetResponse> targets;
  for (const auto& [id, target] : city.catalogue().targets) {
    const auto explanation = city.world().ExplainTarget(city.kId, id);
    EXPECT_TRUE(explanation.ok()) << explanation.status();
    if (!explanation.ok()) continue;
    EXPECT_FALSE(explanation->steps.empty()) << id;
    EXPECT_FALSE(explanation->outlook.empty()) << id;
    evaluator::Write(*explanation, city.kId, targets.emplace_back());
  }
  return cli::VerdictTable(targets);
}

TEST_F(QingdaoTest, EveryVerdictWithItsArithmetic) {
  ExpectGolden("verdicts-2024-07-01.txt", Verdicts(city_));
  city_.AdvanceTo(Morning(Date(2025, 1, 31)));
  ExpectGolden("verdicts-2025-01-31.txt", Verdicts(city_));
  city_.AdvanceTo(Morning(Date(2026, 6, 30)));
  ExpectGolden("verdicts-2026-06-30.txt", Verdicts(city_));
}

struct VerdictCase {
  const char* name;
  const char* target;
  Light light;
  Reason reason;
};

class QingdaoVerdictTest : public QingdaoTest, public testing::WithParamInterface<VerdictCase> {};

TEST_P(QingdaoVerdictTest, FollowsTheRules) {
  const TargetView target = Targets(city_).at(GetParam().target);
  EXPECT_EQ(target.light, GetParam().light) << evaluator::ReasonName(target.reason);
  EXPECT_EQ(target.reason, GetParam().reason) << evaluator::ReasonName(target.reason);
}

INSTANTIATE_TEST_SUITE_P(
    Verdicts, QingdaoVerdictTest,
    testing::Values(VerdictCase{"ReachedByMoreThanTwelve", "T104", Light::kGreen, Reason::kReached},
                    VerdictCase{"ReachedToo", "T159", Light::kGreen, Reason::kReached},
                    VerdictCase{"BaselineIsABound", "T040", Light::kGrey, Reason::kUndecidedByBound},
                    VerdictCase{"Redacted", "T031", Light::kGrey, Reason::kRedacted},
                    VerdictCase{"LookalikeIsNoReport", "T081", Light::kGrey, Reason::kNoReport},
                    VerdictCase{"BaselineIsNoReport", "T020", Light::kGrey, Reason::kNoReport},
                    VerdictCase{"BaselineOfAnEarlierYear", "T003", Light::kGrey, Reason::kNoReport},
                    VerdictCase{"AlreadyPassed", "T102", Light::kGreen, Reason::kReached},
                    VerdictCase{"MarkedForAllChains", "T132", Light::kGreen, Reason::kMet},
                    VerdictCase{"ForecastHits", "T001", Light::kGreen, Reason::kForecast},
                    VerdictCase{"ForecastMisses", "T128", Light::kYellow, Reason::kAtRisk},
                    VerdictCase{"ForecastMissesByAnInferredDate", "T138", Light::kYellow, Reason::kAtRisk},
                    VerdictCase{"ForecastOfAStretchIsBlue", "T002", Light::kGrey, Reason::kNoReport},
                    VerdictCase{"NoForecastByABound", "T005", Light::kGrey, Reason::kNoReport},
                    VerdictCase{"FiveYearsAreNoYearlyGrowth", "T157", Light::kGrey, Reason::kNoReport},
                    VerdictCase{"Ambiguous", "T117", Light::kGrey, Reason::kAmbiguous},
                    VerdictCase{"DoublingFromAnInferredBase", "T095", Light::kGrey, Reason::kNoBase},
                    VerdictCase{"Aspiration", "T165", Light::kGrey, Reason::kNoDueDate},
                    VerdictCase{"Standing", "T166", Light::kGreen, Reason::kHeld},
                    VerdictCase{"WindowAhead", "T124", Light::kGrey, Reason::kNotStarted}),
    [](const auto& row) { return row.param.name; });

TEST_F(QingdaoTest, FirstRedIsTheNewcomersOwn) {
  const std::string indicator = city_.catalogue().targets.at("T013").indicator;
  const auto raised = city_.Report(indicator, "2024-06-30", "10", 0);
  ASSERT_EQ(raised.size(), 1u);
  EXPECT_EQ(raised[0].transition.kind, TransitionKind::kRaised);
  EXPECT_EQ(raised[0].alert.severity, Severity::kRed);
  EXPECT_EQ(raised[0].alert.evidence.lag_points, "39.7");
  EXPECT_THAT(city_.Report(indicator, "2024-06-30", "10", 0), testing::IsEmpty()) << "the same report again";
  const auto cleared = city_.Report(indicator, "2024-06-30", "45", 1);
  ASSERT_EQ(cleared.size(), 1u);
  EXPECT_EQ(cleared[0].transition.kind, TransitionKind::kCleared);
  EXPECT_EQ(cleared[0].transition.note, "截至 6月30日 完成 45 场次，进度正常");
  EXPECT_EQ(cleared[0].alert.evidence.lag_points, "39.7") << "the evidence stays what it was raised with";
}

TEST_F(QingdaoTest, LateFiguresOfAYearBecomeTwoAlerts) {
  city_.AdvanceTo(Morning(Date(2025, 2, 5)));
  const auto movements = city_.AdvanceTo(Morning(Date(2025, 2, 6)));
  size_t figures = 0;
  int alerts = 0;
  for (const AlertMovement& movement : movements) {
    if (movement.alert.condition != Condition::kReportOverdue) continue;
    ++alerts;
    figures += movement.alert.members.size();
  }
  EXPECT_EQ(alerts, 2);
  EXPECT_EQ(figures, 54u);
  ExpectGolden("2025-02-06.txt", Describe(city_));
}

}  // namespace
}  // namespace liandu

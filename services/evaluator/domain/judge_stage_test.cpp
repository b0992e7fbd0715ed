#include "evaluator/domain/judge_stage.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace liandu::evaluator {
namespace {

using model::Date;
using model::Severity;

const std::vector<model::Stage> kStages = {{"储备", 90}, {"签约", 60}, {"开工", 0}, {"运营", 10}};

struct Reported {
  const char* stage;
  Date date;
  const char* reason = "";
};

struct FollowCase {
  const char* name;
  /// As they came.
  std::vector<Reported> reports;
  /// In the order in which they are followed; "!" marks what was refused.
  const char* followed;
  const char* stage;
  const char* since;
};

class FollowedStages : public testing::TestWithParam<FollowCase> {};

TEST_P(FollowedStages, AreTakenInOrderOfTheirDates) {
  ItemRecord record;
  for (const Reported& report : GetParam().reports) {
    FileStage({"item", report.stage, report.date, report.reason}, record);
    FollowStages(kStages, record);
  }
  std::vector<std::string> followed;
  for (const auto& reached : record.past_stages) followed.push_back((reached.refused ? "!" : "") + reached.stage);
  EXPECT_EQ(absl::StrJoin(followed, " "), GetParam().followed);
  EXPECT_EQ(record.stage, GetParam().stage);
  EXPECT_EQ(record.stage_date ? record.stage_date->ToString() : "", GetParam().since);
  EXPECT_FALSE(FollowStages(kStages, record));
}

const Date kJan(2024, 1, 5);
const Date kFeb(2024, 2, 5);
const Date kMar(2024, 3, 5);

INSTANTIATE_TEST_SUITE_P(
    Cases, FollowedStages,
    testing::Values(
        FollowCase{"Nothing", {}, "", "", ""},
        FollowCase{"TheFirstMayBeAny", {{"开工", kJan}}, "开工", "开工", "2024-01-05"},
        FollowCase{"StepByStep", {{"储备", kJan}, {"签约", kFeb}}, "储备 签约", "签约", "2024-02-05"},
        FollowCase{"ASkipIsRefused", {{"储备", kJan}, {"开工", kFeb}}, "储备 !开工", "储备", "2024-01-05"},
        FollowCase{"ASkipWithAReason", {{"储备", kJan}, {"开工", kFeb, "并购"}}, "储备 开工", "开工", "2024-02-05"},
        FollowCase{"TheReasonComesLater",
                   {{"储备", kJan}, {"开工", kFeb}, {"开工", kFeb, "并购"}},
                   "储备 开工",
                   "开工",
                   "2024-02-05"},
        FollowCase{"AStepBackIsRefused", {{"签约", kJan}, {"储备", kFeb}}, "签约 !储备", "签约", "2024-01-05"},
        FollowCase{"AStepBackWithAReason", {{"签约", kJan}, {"储备", kFeb, "解约"}}, "签约 储备", "储备", "2024-02-05"},
        FollowCase{
            "SaidAgainItHoldsSinceTheFirst", {{"储备", kJan}, {"储备", kFeb}}, "储备 储备", "储备", "2024-01-05"},
        FollowCase{"ALateReportFillsTheGap",
                   {{"储备", kJan}, {"开工", kMar}, {"签约", kFeb}},
                   "储备 签约 开工",
                   "开工",
                   "2024-03-05"},
        FollowCase{"ALateReportShowsASkip", {{"开工", kMar}, {"储备", kJan}}, "储备 !开工", "储备", "2024-01-05"},
        FollowCase{"OfOneDayAsTheyCame", {{"储备", kJan}, {"签约", kJan}}, "储备 签约", "签约", "2024-01-05"},
        FollowCase{"OfOneDayTheOtherWayRound", {{"签约", kJan}, {"储备", kJan}}, "签约 !储备", "签约", "2024-01-05"},
        FollowCase{"NoSuchStage", {{"储备", kJan}, {"验收", kFeb, "新增"}}, "储备 !验收", "储备", "2024-01-05"}),
    [](const auto& tested) { return tested.param.name; });

struct JudgeCase {
  const char* name;
  Date today;
  const char* stage;
  SeverityCaps caps;
  std::optional<Date> supervised_since;
  Severity stalled;
  std::string next_change;
};

class JudgedStages : public testing::TestWithParam<JudgeCase> {};

TEST_P(JudgedStages, StallAfterTheirDays) {
  const JudgeCase& tested = GetParam();
  ItemRecord record;
  FileStage({"item", tested.stage, kJan, ""}, record);
  FollowStages(kStages, record);
  const model::JudgementSettings settings;
  const model::WorkDays work_days;
  const StageVerdict verdict =
      JudgeStage(kStages, record, tested.caps, {tested.today, tested.supervised_since, settings, work_days});
  EXPECT_EQ(verdict.stalled, tested.stalled);
  EXPECT_EQ(verdict.next_change ? verdict.next_change->ToString() : "", tested.next_change);
}

const Date kLimit = kJan + 90;

INSTANTIATE_TEST_SUITE_P(
    Cases, JudgedStages,
    testing::Values(JudgeCase{"OnTheLastDay", kLimit, "储备", {}, {}, Severity::kNone, (kLimit + 1).ToString()},
                    JudgeCase{"TheDayAfter", kLimit + 1, "储备", {}, {}, Severity::kYellow, (kLimit + 30).ToString()},
                    JudgeCase{"BeforeRed", kLimit + 29, "储备", {}, {}, Severity::kYellow, (kLimit + 30).ToString()},
                    JudgeCase{"Red", kLimit + 30, "储备", {}, {}, Severity::kRed, ""},
                    JudgeCase{"ADraftIsBlue", kLimit + 30, "储备", {false, false, true}, {}, Severity::kBlue, ""},
                    JudgeCase{"PassedBeforeSupervision", kLimit + 30, "储备", {}, kLimit + 1, Severity::kNone, ""},
                    JudgeCase{"WithoutLimit", kLimit + 900, "开工", {}, {}, Severity::kNone, ""},
                    JudgeCase{"TheLastStageNeverStalls", kLimit + 900, "运营", {}, {}, Severity::kNone, ""}),
    [](const auto& tested) { return tested.param.name; });

TEST(StageOn, IsWhatWasTakenByThen) {
  ItemRecord record;
  FileStage({"item", "储备", kJan, ""}, record);
  FileStage({"item", "开工", kFeb, ""}, record);
  FileStage({"item", "签约", kMar, ""}, record);
  FollowStages(kStages, record);
  EXPECT_EQ(StageOn(record, kJan - 1), nullptr);
  EXPECT_EQ(StageOn(record, kFeb)->stage, "储备");
  EXPECT_EQ(StageOn(record, kMar)->stage, "签约");
}

}  // namespace
}  // namespace liandu::evaluator

#include "model/evaluation_period.h"

#include <gtest/gtest.h>

namespace liandu::model {
namespace {

struct Case {
  const char* name;
  Cadence cadence;
  std::optional<Date> start;
  std::optional<Date> end;
  /// Empty: there is none.
  const char* period;
};

class EvaluationPeriods : public testing::TestWithParam<Case> {};

TEST_P(EvaluationPeriods, CoverThePlan) {
  const auto period = EvaluationPeriod(GetParam().cadence, GetParam().start, GetParam().end);
  EXPECT_EQ(period ? period->ToString() : "", GetParam().period);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, EvaluationPeriods,
    testing::Values(Case{"FiveYearsMidTerm", Cadence::kMidTerm, Date(2021, 1, 1), Date(2025, 12, 31), "2021/2023"},
                    Case{"FiveYearsFinal", Cadence::kFinal, Date(2021, 1, 1), Date(2025, 12, 31), "2021/2025"},
                    Case{"FourYearsMidTerm", Cadence::kMidTerm, Date(2021, 1, 1), Date(2024, 12, 31), "2021/2022"},
                    Case{"ThreeYearsMidTerm", Cadence::kMidTerm, Date(2023, 1, 1), Date(2025, 12, 31), "2023/2024"},
                    Case{"NeverPastTheEnd", Cadence::kMidTerm, Date(2024, 3, 1), Date(2024, 9, 30),
                         "2024-03-01/2024-09-30"},
                    Case{"NoStart", Cadence::kFinal, std::nullopt, Date(2025, 12, 31), ""},
                    Case{"NoEnd", Cadence::kMidTerm, Date(2021, 1, 1), std::nullopt, ""},
                    Case{"AnotherCadence", Cadence::kYearly, Date(2021, 1, 1), Date(2025, 12, 31), ""}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace liandu::model

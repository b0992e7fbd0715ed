#include "notifier/domain/page/path_chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace liandu::notifier {
namespace {

using testing::HasSubstr;
using testing::Not;

const model::Date kToday(2024, 7, 1);

/// A flow of 100 in 2024, of which 10 have come by the middle of the year.
PathView Flow() {
  PathView path;
  path.window = "2024";
  path.due = model::Date(2024, 12, 31);
  path.target = "≥ 100 场次";
  path.expected = "49.7 场次";
  path.as_of = model::Date(2024, 6, 30);
  path.figures = {{"2024-06-30", "10 场次", "统计", true}, {"2023", "90", "年报", false}};
  return path;
}

std::string Drawn(const PathView& path) { return RenderPath(path, kToday).str(); }

TEST(PathChartTest, AFlowStartsAtNothing) {
  const std::string svg = Drawn(Flow());
  // From 31 December 2023 to 31 December 2024 (366 days) over 336 units, from 0 to 100 over 150.
  EXPECT_THAT(svg, HasSubstr("<polyline class=\"path\" points=\"12,180 179.1,105.5 348,30 \"/>"));
  EXPECT_THAT(svg, HasSubstr("<polyline class=\"actual\" points=\"12,180 179.1,165 \"/>"));
  EXPECT_THAT(svg, HasSubstr("截至 2024-06-30 实际 10 场次，序时应达 49.7 场次，目标 ≥ 100 场次（2024-12-31 到期）。"));
  EXPECT_THAT(svg, Not(HasSubstr("90")));
}

TEST(PathChartTest, ALevelStartsAtItsBase) {
  PathView path = Flow();
  path.base = "50 家";
  path.base_date = model::Date(2023, 12, 31);
  path.target = "≥ 150 家";
  path.expected = "99.7 家";
  path.figures = {{"2024-06-30", "60 家", "统计", true}};
  EXPECT_THAT(Drawn(path), HasSubstr("<polyline class=\"actual\" points=\"12,180 179.1,165 \"/>"));
}

TEST(PathChartTest, LowerMayBeBetter) {
  PathView path = Flow();
  path.base = "60 %";
  path.base_date = model::Date(2023, 12, 31);
  path.target = "≤ 10 %";
  path.expected = "35 %";
  path.figures = {{"2024-06-30", "50 %", "统计", true}};
  EXPECT_THAT(Drawn(path), HasSubstr("<polyline class=\"path\" points=\"12,30 179.1,105 348,180 \"/>"));
}

TEST(PathChartTest, WithoutAPathOnlyTheFiguresAreDrawn) {
  PathView path = Flow();
  path.expected.clear();
  const std::string svg = Drawn(path);
  EXPECT_THAT(svg, Not(HasSubstr("class=\"path\"")));
  EXPECT_THAT(svg, HasSubstr("class=\"goal\""));
  EXPECT_THAT(svg, HasSubstr("<circle"));
}

TEST(PathChartTest, NothingToDrawGivesNothing) {
  PathView path = Flow();
  for (const char* value : {"", "（数值被遮盖）", "99999999999999999999"}) {
    path.figures = {{"2024-06-30", value, "", true}};
    EXPECT_EQ(Drawn(path), "") << value;
  }
  path.figures = {{"no period", "10", "", true}};
  EXPECT_EQ(Drawn(path), "");
}

TEST(PathChartTest, WhatFiguresSayIsText) {
  PathView path = Flow();
  path.figures.front().value = "10 <script>alert(1)</script>";
  EXPECT_THAT(Drawn(path), Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace liandu::notifier

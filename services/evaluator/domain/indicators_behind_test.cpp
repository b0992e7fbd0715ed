#include "evaluator/domain/indicators_behind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/derivation.h"

namespace liandu::evaluator {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

void Derive(Registry& registry, const std::string& id, std::vector<std::string> operands) {
  IndicatorRow& row = Registry::RowOf(registry.indicators, id);
  row.derivation = std::make_unique<Derivation>();
  row.derivation->indicators = std::move(operands);
}

TEST(IndicatorsBehind, AReportedOneIsAlone) {
  Registry registry;
  Registry::RowOf(registry.indicators, "output");
  EXPECT_THAT(IndicatorsBehind(registry, "output"), ElementsAre("output"));
  EXPECT_THAT(IndicatorsBehind(registry, "unknown"), ElementsAre("unknown"));
}

TEST(IndicatorsBehind, AFormulaBringsWhatItReadsEachOnceAlsoInACircle) {
  Registry registry;
  Derive(registry, "share", {"part", "whole"});
  Derive(registry, "whole", {"part", "rest", "share"});
  EXPECT_THAT(IndicatorsBehind(registry, "share"), ElementsAre("share", "part", "whole", "rest"));
}

TEST(IndicatorsBehind, NeverMoreThanAnAlertCarries) {
  Registry registry;
  std::vector<std::string> many;
  for (size_t i = 0; i < 2 * kMaxIndicatorsBehind; ++i) many.push_back(absl::StrCat("i", i));
  Derive(registry, "sum", many);
  EXPECT_THAT(IndicatorsBehind(registry, "sum"), SizeIs(kMaxIndicatorsBehind));
}

}  // namespace
}  // namespace liandu::evaluator

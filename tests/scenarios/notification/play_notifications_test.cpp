#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "evaluator/inbound/scenario_files.h"
#include "evaluator/scenario/player.h"
#include "scenarios/notification/notices.h"

namespace liandu::scenarios {
namespace {

constexpr const char* kFolder = LIANDU_SOURCE_DIR "/tests/scenarios/notification";

class NotificationScenario : public testing::TestWithParam<std::string> {};

TEST_P(NotificationScenario, GoesAsWritten) {
  Notices notices;
  const ScenarioResult result =
      PlayScenario(GetParam(), *evaluator::ReadScenario(GetParam()), evaluator::ReadCatalogue, &notices);
  for (const Failure& failure : result.failures) ADD_FAILURE() << failure.ToString();
  EXPECT_GT(result.expectations, 0);
}

INSTANTIATE_TEST_SUITE_P(All, NotificationScenario, testing::ValuesIn(*evaluator::FindScenarios({kFolder})),
                         [](const auto& file) {
                           std::string name = std::filesystem::path(file.param).stem().string();
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace liandu::scenarios

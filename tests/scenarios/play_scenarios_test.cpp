#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "evaluator/inbound/scenario_files.h"
#include "evaluator/scenario/player.h"

namespace liandu::scenarios {
namespace {

constexpr const char* kFolder = LIANDU_SOURCE_DIR "/tests/scenarios";

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, GoesAsWritten) {
  const ScenarioResult result =
      PlayScenario(GetParam(), *evaluator::ReadScenario(GetParam()), evaluator::ReadCatalogue);
  for (const Failure& failure : result.failures) ADD_FAILURE() << failure.ToString();
  EXPECT_GT(result.expectations, 0);
}

/// Those in notification/ have lines of their own, and a test of their own.
std::vector<std::string> Files() {
  std::vector<std::string> files = *evaluator::FindScenarios({kFolder});
  std::erase_if(files, [](const std::string& file) { return file.find("/notification/") != std::string::npos; });
  return files;
}

INSTANTIATE_TEST_SUITE_P(All, Scenario, testing::ValuesIn(Files()), [](const auto& file) {
  std::string name = std::filesystem::path(file.param).stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace liandu::scenarios

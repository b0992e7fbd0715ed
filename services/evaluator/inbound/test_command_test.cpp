#include "evaluator/inbound/test_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace liandu::evaluator {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr char kScenario[] =
    "open city sandbox 2024-01-01 09:00\n"
    "catalogue city\n"
    "at 2024-07-01 09:00\n"
    "report matching 2024-06-30 10\n"
    "expect target T013 red behind lag=39.7\n";
constexpr char kCatalogue[] =
    "jurisdiction: {id: city, displayName: 某市, supervisedSince: 2024-01-01}\n"
    "unitsOfMeasure:\n"
    "  - {id: 场次, dimension: count, scale: '1'}\n"
    "units:\n"
    "  - {id: office, displayName: 办公室, kind: UNIT_KIND_OFFICE}\n"
    "programmes:\n"
    "  - {id: P, displayName: 要点, issuer: office, startDate: 2024-01-01, endDate: 2024-12-31}\n"
    "indicators:\n"
    "  - {id: matching, displayName: 对接, unitOfMeasure: 场次}\n"
    "targets:\n"
    "  - {id: T013, indicator: matching, programme: P, measure: MEASURE_FLOW, comparator: COMPARATOR_GE,\n"
    "     value: '100', startDate: 2024-01-01, dueDate: 2024-12-31}\n";

class TestCommandTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("liandu_scenarios_") + testing::UnitTest::GetInstance()->current_test_info()->name() + "_" +
               std::to_string(getpid()));
    fs::create_directories(folder_ / "city");
    Write("city/all.yaml", kCatalogue);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  int Run(std::vector<std::string> more = {}) {
    more.insert(more.begin(), folder_.string());
    return RunTestCommand(more, answers_, remarks_);
  }

  fs::path folder_;
  std::ostringstream answers_;
  std::ostringstream remarks_;
};

TEST_F(TestCommandTest, PlaysAFolderAgainstACatalogueOfFiles) {
  Write("a.scenario", kScenario);
  EXPECT_EQ(Run(), 0) << answers_.str() << remarks_.str();
  EXPECT_EQ(answers_.str(),
            "通过  " + (folder_ / "a.scenario").string() + "（1 项期望）\n\n1 个场景：1 个通过，0 个不符\n");
}

TEST_F(TestCommandTest, TellsWhatDiffers) {
  Write("a.scenario", kScenario);
  Write("b.scenario", std::string(kScenario) + "expect open red=7\n");
  EXPECT_EQ(Run(), 1);
  EXPECT_THAT(answers_.str(), HasSubstr("b.scenario:6  expect open red=7\n        红色预警数：应为 7，实为 1"));
  EXPECT_THAT(answers_.str(), HasSubstr("2 个场景：1 个通过，1 个不符\n"));
}

TEST_F(TestCommandTest, TellsPrograms) {
  Write("a.scenario", std::string(kScenario) + "expect open red=7\n");
  EXPECT_EQ(Run({"--json"}), 1);
  EXPECT_THAT(answers_.str(), HasSubstr("{\"passed\": 0, \"failed\": 1, \"scenarios\": ["));
  EXPECT_THAT(answers_.str(), HasSubstr("\"line\": 6, \"text\": \"expect open red=7\", \"unreadable\": false"));
}

TEST_F(TestCommandTest, NamesTheLineOfABrokenCatalogue) {
  Write("a.scenario", kScenario);
  Write("city/more.yaml", "targets:\n  - id: T014\n    dueDate: 2024-02-30\n    kind: 9\n");
  EXPECT_EQ(Run(), 2);
  EXPECT_THAT(answers_.str(), HasSubstr("more.yaml:4"));
  Write("city/more.yaml", "targets:\n  - id: T014\n    dueDate: 2024-02-30\n");
  EXPECT_EQ(Run(), 2);
  EXPECT_THAT(answers_.str(), HasSubstr("more.yaml:3"));
}

TEST_F(TestCommandTest, RefusesWhatItCannotRead) {
  EXPECT_EQ(Run(), 2) << "no scenario";
  EXPECT_THAT(remarks_.str(), HasSubstr("没有 *.scenario"));
  EXPECT_EQ(RunTestCommand({"/nowhere"}, answers_, remarks_), 2);
  EXPECT_EQ(RunTestCommand({}, answers_, remarks_), 2);
  Write("a.scenario", "nonsense\n");
  EXPECT_EQ(Run(), 2);
  EXPECT_THAT(answers_.str(), HasSubstr("读不懂"));
}

}  // namespace
}  // namespace liandu::evaluator

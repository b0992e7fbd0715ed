#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluator/inbound/answers.h"
#include "evaluator/inbound/machine.h"
#include "evaluator/inbound/test_city.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The small city with its red target.
class ExplainAnswersTest : public testing::Test {
 protected:
  ExplainAnswersTest() {
    const TestLog log = RedCity("qingdao");
    eventlog::Effects effects;
    for (const eventlog::Entry& entry : log.entries()) EXPECT_TRUE(machine_.Step(entry, effects).ok());
  }
  template <typename Request>
  static std::vector<std::string> FieldsOf(const Request& request) {
    std::vector<wire::Violation> violations;
    Check(request, violations);
    std::vector<std::string> fields;
    for (const wire::Violation& violation : violations) fields.push_back(violation.field);
    return fields;
  }
  const World& world() const { return machine_.world(); }

  EvaluatorMachine machine_;
};

TEST_F(ExplainAnswersTest, ALightNamesItsRuleAndMembers) {
  v1::ExplainLightRequest request;
  request.set_jurisdiction("qingdao");
  request.set_chain("C01");
  ASSERT_TRUE(FieldsOf(request).empty());
  v1::ExplainLightResponse response;
  ASSERT_TRUE(Answer(world(), request, response).ok());
  EXPECT_EQ(response.summary().light(), v1::LIGHT_RED);
  EXPECT_THAT(response.rule(), HasSubstr("R19"));
  ASSERT_GT(response.members_size(), 0);
  EXPECT_EQ(response.members(0).id(), "T013");
  EXPECT_EQ(response.member_count(), response.members_size());
  EXPECT_GT(response.outlook_size(), 0);
  request.set_unit("U02");
  EXPECT_THAT(FieldsOf(request), ElementsAre("unit"));
  request.clear_unit();
  request.set_chain("C99");
  EXPECT_EQ(Answer(world(), request, response).code(), absl::StatusCode::kNotFound);
}

TEST_F(ExplainAnswersTest, WhatIfTellsTheDifferenceAndTouchesNothing) {
  v1::WhatIfRequest request;
  request.set_jurisdiction("qingdao");
  v1::IndicatorReport* figure = request.add_reports()->mutable_indicator_report();
  figure->set_indicator("I01");
  figure->set_period("2024-06-30");
  figure->set_value("60");
  figure->set_revision(9);
  ASSERT_TRUE(FieldsOf(request).empty());
  v1::WhatIfResponse response;
  ASSERT_TRUE(Answer(world(), request, response).ok());
  ASSERT_EQ(response.targets_size(), 1);
  EXPECT_EQ(response.targets(0).before().light(), v1::LIGHT_RED);
  EXPECT_EQ(response.targets(0).after().light(), v1::LIGHT_GREEN);
  ASSERT_EQ(response.alerts_size(), 1);
  EXPECT_FALSE(response.alerts(0).has_after());
  v1::GetBoardRequest board_request;
  board_request.set_jurisdiction("qingdao");
  v1::GetBoardResponse board;
  ASSERT_TRUE(Answer(world(), board_request, board).ok());
  EXPECT_EQ(board.open_red(), 1);
}

TEST_F(ExplainAnswersTest, WhatIfChecksWhatIsSupposed) {
  v1::WhatIfRequest request;
  request.set_jurisdiction("qingdao");
  request.add_reports()->mutable_indicator_report()->set_indicator("I01");
  request.add_remove()->set_id("");
  const std::vector<std::string> fields = FieldsOf(request);
  EXPECT_THAT(fields, testing::Contains("remove[0].kind"));
  EXPECT_THAT(fields, testing::Contains("remove[0].id"));
  EXPECT_THAT(fields, testing::Contains(HasSubstr("reports[0]")));
}

TEST_F(ExplainAnswersTest, ATargetSaysWhatWouldChangeIt) {
  v1::ExplainTargetRequest request;
  request.set_jurisdiction("qingdao");
  request.set_target("T013");
  v1::ExplainTargetResponse response;
  ASSERT_TRUE(Answer(world(), request, response).ok());
  EXPECT_THAT(response.outlook(), testing::Contains(HasSubstr("即解除滞后")));
  EXPECT_THAT(response.outlook(), testing::Contains(HasSubstr("到期时须")));
}

TEST_F(ExplainAnswersTest, OnlyPromisesAreSubjects) {
  v1::ExplainSubjectRequest request;
  request.set_jurisdiction("qingdao");
  request.set_kind(v1::SUBJECT_KIND_TARGET);
  request.set_id("T013");
  EXPECT_THAT(FieldsOf(request), ElementsAre("kind"));
  request.set_kind(v1::SUBJECT_KIND_MILESTONE);
  EXPECT_THAT(FieldsOf(request), ElementsAre("id"));
  request.set_id("C01/draft");
  EXPECT_TRUE(FieldsOf(request).empty());
}

}  // namespace
}  // namespace liandu::evaluator

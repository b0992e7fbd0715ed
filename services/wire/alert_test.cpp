#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "wire/wire.h"

namespace liandu::wire {
namespace {

using std::chrono::milliseconds;

model::AlertAction SomeDecision() {
  model::AlertAction action;
  action.kind = model::AlertActionKind::kExtensionDecision;
  action.note = "同意";
  action.granted = true;
  action.extension_request.until = model::Date(2024, 9, 2);
  return action;
}

model::Alert SomeAlert() {
  model::Alert alert;
  alert.id = "target:T013:behind:2024";
  alert.subject = {model::SubjectKind::kTarget, "T013", "场次"};
  alert.condition = model::Condition::kOverdue;
  alert.window = "2024";
  alert.severity = model::Severity::kRed;
  alert.open = true;
  alert.acknowledged = true;
  alert.sequence = 3;
  alert.evidence = {"R17",
                    "滞后",
                    {{"report", "i", "10", "2024-06-30", "s"}},
                    "50",
                    "10",
                    "0.1",
                    "0.497",
                    "39.7",
                    "预计 90.5",
                    "按已过时间推算",
                    "还需 55"};
  alert.trail = {{1, model::TransitionKind::kRaised, model::Severity::kYellow, model::Instant(milliseconds(5)), "1-0",
                  "", "n", true},
                 {2, model::TransitionKind::kAcknowledged, model::Severity::kRed, model::Instant(milliseconds(-1500)),
                  "2-0", "甲", "", false, SomeDecision()}};
  alert.raised_time = model::Instant(milliseconds(1719799200123));
  alert.cleared_time = model::Instant(milliseconds(1719799300000));
  alert.chains = {"c1", "c2"};
  alert.responsible_unit = "u";
  alert.posts = {"p"};
  alert.programme = "p";
  alert.due_date = model::Date(2024, 12, 31);
  alert.members = {"T014"};
  alert.state = model::AlertState::kAnswered;
  alert.acknowledge_due_date = model::Date(2024, 7, 2);
  alert.feedback_due_date = model::Date(2024, 7, 5);
  alert.feedback = model::Feedback{"原因", "措施", model::Date(2024, 8, 1)};
  alert.extension_request = model::ExtensionRequest{model::ExtensionKind::kExcusal, model::Date(2024, 9, 1)};
  alert.excused_until = model::Date(2024, 9, 2);
  alert.labels = {{"core", "true"}};
  alert.circulars = {"2024-1"};
  alert.indicators = {"output", "jobs"};
  return alert;
}

TEST(AlertConversion, KeepsEveryField) {
  model::Alert alert = SomeAlert();
  v1::Alert proto = ToProto(alert, "qingdao");
  EXPECT_EQ(proto.jurisdiction(), "qingdao");
  EXPECT_EQ(AlertFromProto(proto), alert);
}

TEST(AlertConversion, KeepsWhatIsNotSet) {
  model::Alert alert;
  alert.id = "a";
  v1::Alert proto = ToProto(alert, "q");
  EXPECT_FALSE(proto.has_cleared_time());
  EXPECT_EQ(AlertFromProto(proto), alert);
}

struct ActionCase {
  const char* name;
  v1::AlertAction action;
  std::vector<std::string> refused;
};
void PrintTo(const ActionCase& test, std::ostream* out) { *out << test.name; }

v1::AlertAction ActionOf(const std::string& text) {
  v1::AlertAction action;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &action)) << text;
  return action;
}

class AlertActionTest : public testing::TestWithParam<ActionCase> {};

TEST_P(AlertActionTest, IsReadOrRefusedWithEveryField) {
  std::vector<Violation> violations;
  const model::AlertAction action = AlertActionFromProto(GetParam().action, "action", violations);
  std::vector<std::string> fields;
  for (const Violation& violation : violations) fields.push_back(violation.field);
  EXPECT_EQ(fields, GetParam().refused);
  if (!fields.empty()) return;
  EXPECT_EQ(ToProto(action).SerializeAsString(), GetParam().action.SerializeAsString());
}

INSTANTIATE_TEST_SUITE_P(
    Cases, AlertActionTest,
    testing::Values(
        ActionCase{"Nothing", ActionOf("note: 'n'"), {"action.action"}},
        ActionCase{"Acknowledgement", ActionOf("acknowledgement {}"), {}},
        ActionCase{"Feedback", ActionOf("feedback { cause: 'a' measure: 'b' promised_date: '2024-08-01' }"), {}},
        ActionCase{"EmptyFeedback",
                   ActionOf("feedback {}"),
                   {"action.feedback.cause", "action.feedback.measure", "action.feedback.promised_date"}},
        ActionCase{"ReturnWithoutReason", ActionOf("feedback_return {}"), {"action.note"}},
        ActionCase{"Return", ActionOf("note: 'n' feedback_return {}"), {}},
        ActionCase{"Verification", ActionOf("verification {}"), {}},
        ActionCase{"CommentWithoutText", ActionOf("comment {}"), {"action.note"}},
        ActionCase{"ExtensionWithoutDate",
                   ActionOf("note: 'n' extension_request { kind: EXTENSION_KIND_EXTENSION }"),
                   {"action.extension_request.until"}},
        ActionCase{"ExcusalForGood", ActionOf("note: 'n' extension_request { kind: EXTENSION_KIND_EXCUSAL }"), {}},
        ActionCase{"Decision", ActionOf("note: 'n' extension_decision { granted: true until: '2024-09-01' }"), {}}),
    [](const auto& test) { return test.param.name; });

TEST(TimestampConversion, KeepsMillisecondsOnBothSidesOfTheEpoch) {
  for (int64_t ms : {-1500LL, -1LL, 0LL, 1LL, 1719799200123LL}) {
    model::Instant moment{milliseconds(ms)};
    EXPECT_EQ(FromTimestamp(ToTimestamp(moment)), moment) << ms;
    EXPECT_GE(ToTimestamp(moment).nanos(), 0) << ms;
  }
}

}  // namespace
}  // namespace liandu::wire

#include "notifier/domain/page/form_fields.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace liandu::notifier {
namespace {

using Fields = std::map<std::string, std::string>;
using model::AlertActionKind;

const model::Date kToday(2024, 7, 1);

TEST(ReadFieldsTest, ReadsWhatBrowsersSend) {
  EXPECT_EQ(ReadFields("note=%E7%AD%BE+%E6%94%B6%0D%0Aab&until=&form=A-_"),
            (Fields{{"note", "签 收\r\nab"}, {"until", ""}, {"form", "A-_"}}));
  EXPECT_EQ(ReadFields(""), Fields());
  EXPECT_EQ(ReadFields("a&b=%3D&"), (Fields{{"a", ""}, {"b", "="}}));
  EXPECT_EQ(ReadFields("a=%41"), (Fields{{"a", "A"}}));
}

TEST(ReadFieldsTest, RefusesWhatIsNoForm) {
  std::string many;
  for (int i = 0; i < 33; ++i) many += "f" + std::to_string(i) + "=1&";
  for (const std::string& body : {std::string("a=%"), std::string("a=%4"), std::string("a=%zz"), std::string("a=%FF"),
                                  std::string("a=1&a=2"), many}) {
    EXPECT_EQ(ReadFields(body), std::nullopt) << body;
  }
}

std::vector<std::string> ProblemsOf(AlertActionKind kind, const FormInput& input) {
  std::vector<FormProblem> problems;
  ActionOf(kind, input, kToday, problems);
  std::vector<std::string> fields;
  for (const FormProblem& problem : problems) fields.push_back(problem.field);
  return fields;
}

TEST(ActionOfTest, AFeedbackIsReadWhole) {
  const FormInput input =
      InputOf({{"cause", " 银行延期\r\n第二行 "}, {"measure", "补办"}, {"promised_date", "2024-07-31"}});
  std::vector<FormProblem> problems;
  const model::AlertAction action = ActionOf(AlertActionKind::kFeedback, input, kToday, problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(action.feedback.cause, "银行延期\n第二行");
  EXPECT_EQ(action.feedback.measure, "补办");
  EXPECT_EQ(action.feedback.promised_date, model::Date(2024, 7, 31));
}

TEST(ActionOfTest, EveryProblemIsToldAtOnce) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(ProblemsOf(AlertActionKind::kFeedback, {}), (Names{"cause", "measure", "promised_date"}));
  EXPECT_EQ(ProblemsOf(AlertActionKind::kAcknowledgement, {}), Names());
  EXPECT_EQ(ProblemsOf(AlertActionKind::kVerification, {}), Names());
  EXPECT_EQ(ProblemsOf(AlertActionKind::kFeedbackReturn, {}), Names{"note"});
  EXPECT_EQ(ProblemsOf(AlertActionKind::kComment, {}), Names{"note"});
  EXPECT_EQ(ProblemsOf(AlertActionKind::kExtensionRequest, {}), (Names{"extension_kind", "note"}));
  EXPECT_EQ(ProblemsOf(AlertActionKind::kExtensionDecision, {}), (Names{"granted", "note"}));
}

TEST(ActionOfTest, DaysHaveTheirLimits) {
  FormInput input;
  input.cause = input.measure = input.note = "x";
  input.promised_date = "2024-07-01";
  EXPECT_TRUE(ProblemsOf(AlertActionKind::kFeedback, input).empty());
  for (const char* day : {"2024-06-30", "2024-02-30", "tomorrow"}) {
    input.promised_date = day;
    EXPECT_EQ(ProblemsOf(AlertActionKind::kFeedback, input), std::vector<std::string>{"promised_date"}) << day;
  }
  input.extension_kind = "extension";
  input.until = "2024-07-01";
  EXPECT_EQ(ProblemsOf(AlertActionKind::kExtensionRequest, input), std::vector<std::string>{"until"});
  input.extension_kind = "excusal";
  input.until = "";
  EXPECT_TRUE(ProblemsOf(AlertActionKind::kExtensionRequest, input).empty());
}

TEST(ActionOfTest, LengthsCountCharacters) {
  FormInput input;
  for (int i = 0; i < 2000; ++i) input.note += "字";
  EXPECT_TRUE(ProblemsOf(AlertActionKind::kComment, input).empty());
  input.note += "字";
  EXPECT_EQ(ProblemsOf(AlertActionKind::kComment, input), std::vector<std::string>{"note"});
}

}  // namespace
}  // namespace liandu::notifier

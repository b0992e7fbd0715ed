#include "ingest/domain/decide_extension.h"

#include <gtest/gtest.h>

#include "ingest/domain/test_catalogue.h"

namespace liandu::ingest {
namespace {

using model::Date;
using model::DecisionKind;
using model::ExtensionKind;
using model::SubjectKind;

GrantedExtension Granted(SubjectKind kind, const std::string& id, std::optional<Date> until) {
  const ExtensionKind asked = until ? ExtensionKind::kExtension : ExtensionKind::kExcusal;
  return {"alert-id", 3, {kind, id, ""}, "2024", {asked, until}, "gov", "同意", Date(2024, 7, 1)};
}

TEST(DecideExtension, BecomesADecisionOfWhatTheCatalogueDates) {
  const auto target = DecisionOf(Granted(SubjectKind::kTarget, "T1", Date(2025, 3, 31)));
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->kind, DecisionKind::kChangeDueDate);
  EXPECT_EQ(target->target, "T1");
  EXPECT_EQ(target->period, "2024");
  EXPECT_EQ(target->new_date, Date(2025, 3, 31));
  EXPECT_EQ(target->date, Date(2024, 7, 1));
  const auto milestone = DecisionOf(Granted(SubjectKind::kMilestone, "K1/draft", std::nullopt));
  ASSERT_TRUE(milestone.has_value());
  EXPECT_EQ(milestone->kind, DecisionKind::kExcuse);
  EXPECT_EQ(milestone->milestone, "K1/draft");
  EXPECT_EQ(milestone->new_date, std::nullopt);
  EXPECT_EQ(DecisionOf(Granted(SubjectKind::kObligation, "O1", Date(2025, 3, 31)))->period, "2024");
}

TEST(DecideExtension, OtherSubjectsAndExcusalsThatEndOnlyPause) {
  EXPECT_EQ(DecisionOf(Granted(SubjectKind::kReporter, "gov", Date(2025, 3, 31))), std::nullopt);
  GrantedExtension ending = Granted(SubjectKind::kTarget, "T1", Date(2025, 3, 31));
  ending.request.kind = ExtensionKind::kExcusal;
  EXPECT_EQ(DecisionOf(ending), std::nullopt);
}

TEST(DecideExtension, ItsIdIsThatOfTheStep) {
  const std::string id = ExtensionDecisionId("target:T1:behind:2024", 3);
  EXPECT_EQ(id, ExtensionDecisionId("target:T1:behind:2024", 3));
  EXPECT_NE(id, ExtensionDecisionId("target:T1:behind:2024", 4));
  EXPECT_EQ(id.size(), std::string("extension-").size() + 16);
}

TEST(DecideExtension, TheRequestIsTheOneThatStandsOrStood) {
  model::AlertAction decision;
  decision.kind = model::AlertActionKind::kExtensionDecision;
  decision.granted = true;
  model::Alert alert;
  EXPECT_EQ(DecidedRequest(alert, decision), std::nullopt);
  model::Transition asked;
  asked.kind = model::TransitionKind::kExtensionRequested;
  asked.action.emplace();
  asked.action->extension_request = {ExtensionKind::kExtension, Date(2024, 9, 30)};
  alert.trail = {asked};
  EXPECT_EQ(DecidedRequest(alert, decision)->until, Date(2024, 9, 30)) << "decided already";
  alert.extension_request = {ExtensionKind::kExtension, Date(2024, 10, 31)};
  EXPECT_EQ(DecidedRequest(alert, decision)->until, Date(2024, 10, 31));
  decision.extension_request.until = Date(2024, 8, 31);
  EXPECT_EQ(DecidedRequest(alert, decision)->until, Date(2024, 8, 31));
}

TEST(DecideExtension, IsSignedByAPostOrUnitOfTheCatalogue) {
  model::Catalogue catalogue;
  for (model::Resource& resource : GoodCatalogue()) catalogue.Put(std::move(resource));
  const Date day(2024, 7, 1);
  EXPECT_EQ(DecidingBody(catalogue, "leader", "P1", day), "leader");
  EXPECT_EQ(DecidingBody(catalogue, "bureau", "P1", day), "bureau");
  EXPECT_EQ(DecidingBody(catalogue, "乙", "P1", day), "leader") << "who holds it on that day";
  EXPECT_EQ(DecidingBody(catalogue, "王科", "P1", day), catalogue.programmes.at("P1").issuer);
  catalogue.notification_policy->leading_group = "bureau";
  EXPECT_EQ(DecidingBody(catalogue, "王科", "P1", day), "bureau");
  EXPECT_EQ(DecidingBody({}, "王科", "P1", day), "");
}

}  // namespace
}  // namespace liandu::ingest

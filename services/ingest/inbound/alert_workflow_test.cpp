#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "ingest/domain/test_catalogue.h"
#include "ingest/inbound/ingest_fixture.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

using grpc::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr char kAlert[] = "target:T1:behind:2024";

class AlertStepTest : public IngestTest {
 protected:
  void SetUp() override {
    Prepare();
    v1::Alert& alert = ingest_->alerts.alerts[kAlert];
    alert.set_id(kAlert);
    alert.mutable_subject()->set_kind(v1::SUBJECT_KIND_TARGET);
    alert.mutable_subject()->set_id("T1");
    alert.set_window("2024");
    alert.set_programme("P1");
    alert.set_open(true);
    alert.set_state(v1::ALERT_STATE_RAISED);
    alert.set_sequence(2);
    alert.mutable_extension_request()->set_kind(v1::EXTENSION_KIND_EXTENSION);
    alert.mutable_extension_request()->set_until("2025-03-31");
  }

  grpc::Status Act(const std::function<void(v1::AlertAction&)>& fill, v1::ActOnAlertResponse* response = nullptr,
                   int64_t sequence = 2, const std::string& actor = "乙") {
    v1::ActOnAlertRequest request;
    request.set_jurisdiction(kCity);
    request.set_alert(kAlert);
    request.set_sequence(sequence);
    request.set_actor(actor);
    fill(*request.mutable_action());
    grpc::ClientContext context;
    v1::ActOnAlertResponse ignored;
    return ingest_->alert_workflow->ActOnAlert(&context, request, response == nullptr ? &ignored : response);
  }

  /// What the evaluator makes of the next step.
  void Judge(v1::TransitionKind kind, const std::string& note = "") {
    ingest_->alerts.act = [this, kind, note](v1::Alert& alert, v1::Transition& transition) {
      // A catalogue change is none of the alert's steps.
      if (judged_++ > 0) {
        alert.mutable_trail()->RemoveLast();
        alert.set_sequence(alert.sequence() - 1);
        return;
      }
      transition.set_kind(kind);
      transition.set_note(note);
      transition.set_actor("乙");
      // Noon of 2024-07-01 there.
      transition.mutable_time()->set_seconds(1'719'806'400);
      if (last_action_.action_case() != 0) *transition.mutable_action() = last_action_;
    };
  }

  grpc::Status Grant(v1::ActOnAlertResponse* response = nullptr, const std::string& until = "",
                     const std::string& actor = "乙") {
    last_action_.set_note("同意");
    last_action_.mutable_extension_decision()->set_granted(true);
    last_action_.mutable_extension_decision()->set_until(until);
    return Act([this](v1::AlertAction& action) { action = last_action_; }, response, 2, actor);
  }

  std::vector<model::Decision> Decisions() {
    std::vector<model::Decision> decisions;
    for (const eventlog::Entry& entry : Log()) {
      const auto event = wire::DecodeEvent(entry.payload, entry.jurisdiction);
      const auto* applied = event.ok() ? std::get_if<model::CatalogueApplied>(&event->body) : nullptr;
      if (applied == nullptr) continue;
      for (const model::Resource& resource : applied->put) {
        if (const auto* decision = std::get_if<model::Decision>(&resource)) decisions.push_back(*decision);
      }
    }
    return decisions;
  }

  int judged_ = 0;
  v1::AlertAction last_action_;
};

TEST_F(AlertStepTest, EveryStepIsOneEvent) {
  Judge(v1::TRANSITION_KIND_ANSWERED);
  const auto feedback = [](v1::AlertAction& action) {
    action.mutable_feedback()->set_cause("原因");
    action.mutable_feedback()->set_measure("措施");
    action.mutable_feedback()->set_promised_date("2024-08-30");
  };
  ASSERT_TRUE(Act(feedback).ok());
  const auto event = wire::DecodeEvent(Log().back().payload, kCity);
  ASSERT_TRUE(event.ok());
  const auto* acted = std::get_if<model::AlertActed>(&event->body);
  ASSERT_NE(acted, nullptr);
  EXPECT_EQ(acted->sequence, 2);
  EXPECT_EQ(acted->action.feedback.measure, "措施");
  EXPECT_EQ(event->actor, "乙");
}

TEST_F(AlertStepTest, EverythingWrongIsToldAtOnce) {
  const auto half = [](v1::AlertAction& action) { action.mutable_feedback()->set_promised_date("2024-02-30"); };
  EXPECT_THAT(FieldsOf(Act(half, nullptr, 0, "")),
              UnorderedElementsAre("actor", "action.feedback.cause", "action.feedback.measure",
                                   "action.feedback.promised_date", "sequence"));
  EXPECT_THAT(FieldsOf(Act([](v1::AlertAction&) {})), ElementsAre("action.action"));
  const auto long_note = [](v1::AlertAction& action) {
    action.mutable_comment();
    action.set_note(std::string(2001, 'x'));
  };
  EXPECT_THAT(FieldsOf(Act(long_note)), ElementsAre("action.note"));
}

TEST_F(AlertStepTest, WhatDoesNotFitIsToldInTheWordsOfTheTrail) {
  Judge(v1::TRANSITION_KIND_REFUSED, "还没有反馈，不能退回；请等责任单位反馈");
  const auto status = Act([](v1::AlertAction& action) {
    action.mutable_feedback_return();
    action.set_note("不具体");
  });
  EXPECT_EQ(status.error_code(), StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(status.error_message(), HasSubstr("还没有反馈"));
  EXPECT_EQ(platform::DetailsOf(status).reason, "STEP_DOES_NOT_FIT");
}

TEST_F(AlertStepTest, AGrantAlsoBecomesADecision) {
  Judge(v1::TRANSITION_KIND_EXTENSION_GRANTED);
  v1::ActOnAlertResponse response;
  const grpc::Status status = Grant(&response, "2025-02-28");
  ASSERT_TRUE(status.ok()) << status.error_message();
  const auto decisions = Decisions();
  ASSERT_THAT(decisions, SizeIs(1));
  EXPECT_EQ(decisions[0].id, response.decision());
  EXPECT_EQ(decisions[0].target, "T1");
  EXPECT_EQ(decisions[0].new_date, model::Date(2025, 2, 28));
  EXPECT_EQ(decisions[0].decided_by, "leader") << "who holds the post";
  EXPECT_EQ(decisions[0].date, model::Date(2024, 7, 1));
  EXPECT_EQ(response.position().entry(), Log().back().id.ToString());
  // The answer was lost; the same again puts nothing new.
  const size_t before = Log().size();
  v1::ActOnAlertResponse again;
  EXPECT_TRUE(Grant(&again, "2025-02-28").ok());
  EXPECT_EQ(again.decision(), response.decision());
  EXPECT_EQ(Log().size(), before);
}

TEST_F(AlertStepTest, NoDecisionWithoutAGrant) {
  Judge(v1::TRANSITION_KIND_REFUSED, "没有等待批复的申请");
  EXPECT_EQ(Grant().error_code(), StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(Decisions(), IsEmpty());
}

TEST_F(AlertStepTest, ADecisionThatWouldNotFitKeepsTheGrantFromBeingTaken) {
  ingest_->alerts.alerts[kAlert].mutable_subject()->set_id("T9");
  const size_t before = Log().size();
  const grpc::Status status = Grant();
  EXPECT_EQ(status.error_code(), StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(status.error_message(), HasSubstr("T9"));
  EXPECT_EQ(Log().size(), before);
}

TEST_F(AlertStepTest, OtherSubjectsArePausedWithoutADecision) {
  Judge(v1::TRANSITION_KIND_EXTENSION_GRANTED);
  ingest_->alerts.alerts[kAlert].mutable_subject()->set_kind(v1::SUBJECT_KIND_REPORTER);
  v1::ActOnAlertResponse response;
  ASSERT_TRUE(Grant(&response).ok());
  EXPECT_EQ(response.decision(), "");
  EXPECT_THAT(Decisions(), IsEmpty());
}

class DeliveryWorkflowTest : public IngestTest {
 protected:
  void SetUp() override { Prepare(); }

  grpc::Status Resend(const std::string& delivery, const std::string& actor = "甲") {
    v1::ResendDeliveryRequest request;
    request.set_jurisdiction(kCity);
    request.set_delivery(delivery);
    request.set_actor(actor);
    grpc::ClientContext context;
    v1::ResendDeliveryResponse response;
    return ingest_->delivery_workflow->ResendDelivery(&context, request, &response);
  }

  grpc::Status SendTest(const std::string& receiver, const std::string& post, const std::string& text) {
    v1::SendTestMessageRequest request;
    request.set_jurisdiction(kCity);
    request.set_receiver(receiver);
    request.set_post(post);
    request.set_text(text);
    request.set_actor("甲");
    grpc::ClientContext context;
    v1::SendTestMessageResponse response;
    return ingest_->delivery_workflow->SendTestMessage(&context, request, &response);
  }

  template <typename Body>
  Body Last() {
    return std::get<Body>(wire::DecodeEvent(Log().back().payload, kCity).value().body);
  }
};

TEST_F(DeliveryWorkflowTest, AsksTheNotifierThroughTheLog) {
  ASSERT_TRUE(Resend("d-1").ok());
  EXPECT_EQ(Last<model::DeliveryResent>().delivery, "d-1");
  ASSERT_TRUE(SendTest("all", "leader", "试一试").ok());
  EXPECT_EQ(Last<model::TestMessageRequested>().post, "leader");
}

TEST_F(DeliveryWorkflowTest, RefusesWhatIsIncompleteOrUnknown) {
  const size_t before = Log().size();
  EXPECT_THAT(FieldsOf(Resend("", "")), ElementsAre("actor", "delivery"));
  EXPECT_THAT(FieldsOf(SendTest("all", "", std::string(501, 'x'))), ElementsAre("text"));
  EXPECT_EQ(SendTest("nowhere", "", "").error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(SendTest("all", "nobody", "").error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(Log().size(), before);
}

}  // namespace
}  // namespace liandu::ingest

// What is foreseen of an alert is what the desk then does, if nobody does anything.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "notifier/domain/desk.h"
#include "notifier/domain/foresee.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::RecipientRole;
using model::Severity;

constexpr int kDays = 40;
constexpr int64_t kCauseMs = 1719797400123;

model::EscalationStep Step(RecipientRole role, int days) {
  model::EscalationStep step;
  step.recipients = {role};
  step.delay_days = days;
  return step;
}

model::NotificationPolicy Policy(int repeat_days, int group_wait_seconds) {
  model::NotificationPolicy policy;
  policy.routes.resize(1);
  policy.routes[0].id = "all";
  policy.routes[0].recipients = {RecipientRole::kResponsibleUnit, RecipientRole::kChainLeadUnit};
  policy.routes[0].repeat_days = repeat_days;
  policy.routes[0].group_wait_seconds = group_wait_seconds;
  policy.ladders = {{"ladder",
                     {},
                     {Step(RecipientRole::kUnitHead, 1), Step(RecipientRole::kChainLeader, 2),
                      Step(RecipientRole::kProgrammeIssuer, 3)}}};
  return policy;
}

model::Silence Silence(model::Date from, model::Date to) {
  model::Silence silence;
  silence.id = "quiet";
  silence.reason = "假期";
  silence.author = "督查室";
  silence.from = {from, 0};
  silence.to = {to, 24 * 60 - 1};
  return silence;
}

struct Case {
  const char* name;
  Severity severity;
  const char* raised;
  int repeat_days = 0;
  int group_wait_seconds = 0;
  std::vector<model::Silence> silences = {};
};
void PrintTo(const Case& tested, std::ostream* out) { *out << tested.name; }

class ForeseenAndDone : public testing::TestWithParam<Case> {
 protected:
  ForeseenAndDone() {
    for (model::Resource& resource : TestCity().catalogue().Resources()) desk_.Put(resource);
    desk_.Put(Policy(GetParam().repeat_days, GetParam().group_wait_seconds));
    for (const model::Silence& silence : GetParam().silences) desk_.Put(silence);
    desk_.SetClock(model::ClockMode::kSandbox, At(GetParam().raised));
  }

  std::string Line(model::Instant at, const std::string& post, int step, bool repeated) const {
    return absl::StrCat(desk_.directory().civil_time().ToText(at), " ", post, " #", step, repeated ? " again" : "");
  }

  std::vector<std::string> Foreseen() const {
    std::vector<std::string> lines;
    const Foresight foresight = Foresee(desk_.directory(), desk_.inhibitors(),
                                        {QuestionOf(TestAlert(GetParam().severity))}, desk_.clock(), kDays);
    for (const auto& entry : foresight.entries) {
      lines.push_back(Line(entry.scheduled, entry.addressee.post, entry.step, entry.repeated));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  std::vector<std::string> Done() {
    const model::Date last = desk_.directory().civil_time().DateAt(desk_.clock()) + kDays;
    const model::Instant end = desk_.directory().civil_time().StartOf(last + 1);
    desk_.Move(TestAlert(GetParam().severity),
               TestTransition(1, model::TransitionKind::kRaised, GetParam().severity, GetParam().raised), kCauseMs);
    std::vector<std::string> lines;
    TakeDue(lines);
    for (auto due = desk_.NextDue(); due && due->at < end; due = desk_.NextDue()) {
      desk_.FireNextDue(kCauseMs);
      TakeDue(lines);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  void TakeDue(std::vector<std::string>& lines) {
    for (const std::string& id : desk_.TakeNewlyDue()) {
      const Delivery& delivery = desk_.deliveries().at(id);
      for (const DeliveryItem& item : desk_.ItemsOf(delivery)) {
        lines.push_back(Line(delivery.scheduled, delivery.posts.front().id, item.step, item.repeated));
      }
    }
  }

  Desk desk_{"city"};
};

TEST_P(ForeseenAndDone, Agree) {
  SCOPED_TRACE(GetParam().name);
  const std::vector<std::string> foreseen = Foreseen();
  EXPECT_FALSE(foreseen.empty());
  EXPECT_EQ(foreseen, Done());
}

INSTANTIATE_TEST_SUITE_P(Cases, ForeseenAndDone,
                         testing::Values(Case{"RedWithinHours", Severity::kRed, "2024-07-01 10:00"},
                                         Case{"RedAtNight", Severity::kRed, "2024-07-05 22:00"},
                                         Case{"RedThatWaitsForItsGroup", Severity::kRed, "2024-07-01 10:00", 0, 60},
                                         Case{"RedToldAgain", Severity::kRed, "2024-07-01 10:00", 5},
                                         Case{"Yellow", Severity::kYellow, "2024-07-01 10:00"},
                                         Case{"YellowToldAgain", Severity::kYellow, "2024-07-03 16:00", 7},
                                         Case{"BeforeTheNationalDay", Severity::kRed, "2024-09-30 17:00", 3},
                                         Case{"WithinTheNationalDay", Severity::kYellow, "2024-10-03 10:00", 3},
                                         Case{"SilencedAtFirst",
                                              Severity::kYellow,
                                              "2024-07-01 10:00",
                                              0,
                                              0,
                                              {Silence(model::Date(2024, 7, 1), model::Date(2024, 7, 4))}},
                                         Case{"SilencedInTheMiddle",
                                              Severity::kYellow,
                                              "2024-07-01 10:00",
                                              0,
                                              0,
                                              {Silence(model::Date(2024, 7, 3), model::Date(2024, 7, 9))}}),
                         [](const auto& tested) { return tested.param.name; });

/// A ladder pauses while another alert inhibits its own, and goes on when that ends.
TEST(Ladder, PausesWhileItsAlertIsInhibited) {
  Desk desk("city");
  for (model::Resource& resource : TestCity().catalogue().Resources()) desk.Put(resource);
  model::NotificationPolicy policy = Policy(0, 0);
  model::Inhibition inhibition;
  inhibition.id = "red-first";
  inhibition.source.min_severity = Severity::kRed;
  inhibition.target.max_severity = Severity::kYellow;
  inhibition.equal = {model::GroupingKey::kChain};
  policy.inhibitions = {inhibition};
  desk.Put(policy);
  desk.SetClock(model::ClockMode::kSandbox, At("2024-07-01 10:00"));
  const auto go_to = [&desk](const std::string& time) {
    for (auto due = desk.NextDue(); due && due->at <= At(time); due = desk.NextDue()) desk.FireNextDue(kCauseMs);
    desk.SetClock(model::ClockMode::kSandbox, At(time));
  };
  const auto taken = [&desk] { return desk.alerts().at(TestAlert().id).progress.taken.size(); };
  desk.Move(TestAlert(Severity::kYellow),
            TestTransition(1, model::TransitionKind::kRaised, Severity::kYellow, "2024-07-01 10:00"), kCauseMs);
  go_to("2024-07-02 10:00");
  model::Alert red = TestAlert(Severity::kRed);
  red.subject.id = "T001";
  red.id = model::AlertId(red.subject, red.condition, red.window);
  desk.Move(red, TestTransition(1, model::TransitionKind::kRaised, Severity::kRed, "2024-07-02 10:00"), kCauseMs);
  go_to("2024-07-12 10:00");
  EXPECT_EQ(taken(), 0u) << "told on the 1st, to climb on the 3rd";
  red.open = false;
  red.cleared_time = desk.clock();
  desk.Move(red, TestTransition(2, model::TransitionKind::kCleared, Severity::kRed, "2024-07-12 10:00"), kCauseMs);
  go_to("2024-07-12 17:00");
  EXPECT_EQ(taken(), 1u);
}

}  // namespace
}  // namespace liandu::notifier

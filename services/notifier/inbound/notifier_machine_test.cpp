#include "notifier/inbound/notifier_machine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "liandu/v1/event.pb.h"
#include "notifier/domain/test_directory.h"
#include "notifier/inbound/stream_fixture.h"

namespace liandu::notifier {
namespace {

using model::Severity;
using model::TransitionKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Records = std::map<std::string, std::string>;

void Apply(const eventlog::Effects& effects, Records& records) {
  for (const eventlog::StateWrite& write : effects.writes) {
    if (write.value) records[write.key] = *write.value;
    if (!write.value) records.erase(write.key);
  }
}

void Step(NotifierMachine& machine, const eventlog::Entry& entry, Records& records) {
  eventlog::Effects effects;
  const absl::Status status = machine.Step(entry, effects);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_THAT(effects.outputs, IsEmpty());
  Apply(effects, records);
}

NotifierMachine Restored(const Records& records) {
  NotifierMachine machine;
  for (const auto& [key, value] : records) {
    const absl::Status status = machine.Restore(key, value);
    EXPECT_TRUE(status.ok()) << key << ": " << status;
  }
  EXPECT_TRUE(machine.FinishRestore().ok());
  return machine;
}

model::Alert Named(const std::string& id, Severity severity) {
  model::Alert alert = TestAlert(severity);
  alert.subject.id = id;
  alert.id = model::AlertId(alert.subject, alert.condition, alert.window);
  return alert;
}

/// Live, sandbox and importing jurisdictions in one partition; all kinds of transitions and moves of clocks.
std::vector<eventlog::Entry> Story() {
  StreamWriter stream;
  const auto opened = [&](const char* id, model::ClockMode mode) {
    return stream.Passed(id, "2024-07-01 09:30", model::JurisdictionOpened{mode, At("2024-07-01 09:30")});
  };
  const auto moved = [&](const char* jurisdiction, const char* at, const char* id, int64_t sequence,
                         TransitionKind kind, Severity severity) {
    return stream.Moved(jurisdiction, at, Named(id, severity), sequence, kind, severity);
  };
  return {opened("live", model::ClockMode::kLive),
          opened("sand", model::ClockMode::kSandbox),
          opened("import", model::ClockMode::kImporting),
          stream.City("live", "2024-07-01 09:31"),
          stream.City("sand", "2024-07-01 09:30"),
          stream.City("import", "2024-07-01 09:30"),
          moved("live", "2024-07-01 09:40", "T001", 1, TransitionKind::kRaised, Severity::kYellow),
          moved("sand", "2024-07-01 09:30", "T001", 1, TransitionKind::kRaised, Severity::kRed),
          moved("import", "2024-07-01 09:30", "T001", 1, TransitionKind::kRaised, Severity::kRed),
          moved("sand", "2024-07-01 09:30", "T002", 1, TransitionKind::kRaised, Severity::kBlue),
          moved("live", "2024-07-01 10:00", "T002", 1, TransitionKind::kRaised, Severity::kYellow),
          moved("live", "2024-07-01 10:01", "T002", 2, TransitionKind::kCleared, Severity::kYellow),
          stream.Tick("2024-07-01 15:00"),
          moved("sand", "2024-07-01 09:30", "T001", 2, TransitionKind::kAcknowledged, Severity::kRed),
          moved("sand", "2024-07-01 09:30", "T001", 3, TransitionKind::kCleared, Severity::kRed),
          stream.Passed("sand", "2024-07-02 10:00", model::ClockAdvanced{At("2024-07-02 10:00")}),
          moved("live", "2024-07-01 16:00", "T001", 2, TransitionKind::kCleared, Severity::kYellow),
          stream.Passed("import", "2024-07-01 16:00",
                        model::JurisdictionWentLive{model::ClockMode::kLive, At("2024-07-01 16:00")}),
          moved("import", "2024-07-01 16:01", "T009", 1, TransitionKind::kRaised, Severity::kBlue),
          stream.Passed("live", "2024-07-01 16:02",
                        model::CatalogueApplied{{}, {{model::ResourceKind::kPost, "fgw-head"}}}),
          stream.Tick("2024-07-02 09:30")};
}

/// A ladder, a limit of two messages a day, the week's page, an inhibition.
model::NotificationPolicy BusyPolicy() {
  model::NotificationPolicy policy;
  policy.daily_message_limit = 2;
  policy.weekly_digest = model::WeeklyDigest{2, 10 * 60};
  policy.receivers = {{"mail", "mail", {}, {}, {}, {}, false}, {"chat", "robot", {"gxj-liaison"}, {}, {}, {}, true}};
  model::Route route;
  route.id = "all";
  route.recipients = {model::RecipientRole::kResponsibleUnit};
  route.group_wait_seconds = 60;
  route.repeat_days = 1;
  policy.routes = {route};
  model::EscalationLadder ladder;
  ladder.id = "red";
  ladder.match.min_severity = Severity::kRed;
  ladder.steps = {{{model::RecipientRole::kChainLeader}, {}, {}, 1, false, model::EscalationStart::kDelivery},
                  {{model::RecipientRole::kUnitHead}, {}, {}, 1, false, model::EscalationStart::kAcknowledgement}};
  policy.ladders = {ladder};
  model::Inhibition inhibition;
  inhibition.id = "red-first";
  inhibition.source.min_severity = Severity::kRed;
  inhibition.target.max_severity = Severity::kBlue;
  inhibition.equal = {model::GroupingKey::kUnit};
  policy.inhibitions = {inhibition};
  return policy;
}

/// Days of a live city in which everything is used that waits by itself.
std::vector<eventlog::Entry> BusyStory() {
  StreamWriter stream;
  model::Silence silence;
  silence.id = "expo";
  silence.match.subjects = {"T007"};
  silence.reason = "博览会";
  silence.author = "督查室";
  silence.from = {model::Date(2024, 7, 1), 0};
  silence.to = {model::Date(2024, 7, 2), 12 * 60};
  model::Circular circular;
  circular.id = "2024-1";
  circular.display_name = "第一期督办通报";
  circular.author = "督查室";
  circular.date = circular.period_start = circular.period_end = model::Date(2024, 7, 1);
  circular.reply_due_date = model::Date(2024, 7, 8);
  circular.entries = {{"target:T001:behind:2024", "gxj", model::Condition::kBehind, Severity::kRed, "落后", 3, {}}};
  const auto moved = [&](const char* at, const char* id, int64_t sequence, TransitionKind kind, Severity severity) {
    return stream.Moved("city", at, Named(id, severity), sequence, kind, severity);
  };
  return {
      stream.Passed("city", "2024-07-01 09:00", model::JurisdictionOpened{model::ClockMode::kLive, {}}),
      stream.City("city", "2024-07-01 09:00"),
      stream.Passed("city", "2024-07-01 09:00", model::CatalogueApplied{{BusyPolicy(), silence}, {}}),
      moved("2024-07-01 09:10", "T001", 1, TransitionKind::kRaised, Severity::kRed),
      moved("2024-07-01 09:10", "T002", 1, TransitionKind::kRaised, Severity::kRed),
      moved("2024-07-01 09:11", "T003", 1, TransitionKind::kRaised, Severity::kBlue),
      moved("2024-07-01 09:12", "T007", 1, TransitionKind::kRaised, Severity::kYellow),
      stream.Tick("2024-07-01 09:30"),
      moved("2024-07-01 10:00", "T004", 1, TransitionKind::kRaised, Severity::kRed),
      moved("2024-07-01 10:30", "T005", 1, TransitionKind::kRaised, Severity::kRed),
      stream.Tick("2024-07-01 15:00"),
      stream.Passed("city", "2024-07-01 15:30", model::CatalogueApplied{{circular}, {}}),
      moved("2024-07-01 16:00", "T002", 2, TransitionKind::kAcknowledged, Severity::kRed),
      stream.Passed("city", "2024-07-01 16:10", model::TestMessageRequested{"mail", "gxj-liaison", "联调"}),
      stream.Tick("2024-07-02 10:00"),
      moved("2024-07-02 11:00", "T001", 2, TransitionKind::kCleared, Severity::kRed),
      stream.Passed("city", "2024-07-02 12:00", model::CatalogueApplied{{}, {{model::ResourceKind::kSilence, "expo"}}}),
      stream.Tick("2024-07-03 10:00"),
      moved("2024-07-03 10:30", "T004", 2, TransitionKind::kCleared, Severity::kRed),
      moved("2024-07-03 10:31", "T005", 2, TransitionKind::kCleared, Severity::kRed),
      moved("2024-07-03 10:32", "T002", 3, TransitionKind::kCleared, Severity::kRed),
      stream.Tick("2024-07-04 10:00"),
      stream.Tick("2024-07-09 10:00")};
}

std::vector<std::string> Deliveries(const NotifierMachine& machine) {
  std::vector<std::string> said;
  for (const auto& [jurisdiction, desk] : machine.desks()) {
    for (const auto& [id, delivery] : desk.deliveries()) {
      said.push_back(std::string(DeliveryStateName(delivery.state)) + " " + id);
    }
  }
  return said;
}

TEST(NotifierMachine, TellsEachJurisdictionByItsOwnClock) {
  NotifierMachine machine;
  Records records;
  for (const eventlog::Entry& entry : Story()) Step(machine, entry, records);
  EXPECT_THAT(Deliveries(machine),
              ElementsAre("sending import/1719883800/gxj-liaison/default", "sending live/1719817200/fgw-head/default",
                          "sending live/1719817200/gxj-liaison/default", "sending live/1719883800/fgw-head/default",
                          "sending live/1719883800/gxj-liaison/default", "sending sand/1719817200/gxj-liaison/default",
                          "sending sand/target:T001:behind:2024:1/fgw-head/default",
                          "sending sand/target:T001:behind:2024:1/gxj-liaison/default",
                          "sending sand/target:T001:behind:2024:1/leader-nev/default",
                          "sending sand/target:T001:behind:2024:3/fgw-head/default",
                          "sending sand/target:T001:behind:2024:3/gxj-liaison/default",
                          "sending sand/target:T001:behind:2024:3/leader-nev/default"));
}

TEST(NotifierMachine, EverythingThatWaitsByItselfComesInTime) {
  NotifierMachine machine;
  Records records;
  for (const eventlog::Entry& entry : BusyStory()) Step(machine, entry, records);
  std::map<std::string, int> counts;
  for (const auto& [id, delivery] : machine.FindDesk("city")->deliveries()) {
    ++counts[std::string(DeliveryKindName(delivery.kind)) + " " + DeliveryStateName(delivery.state)];
  }
  for (const char* some : {"digest sending", "digest suppressed", "immediate sending", "immediate merged",
                           "circular sending", "test sending", "weekly sending"}) {
    EXPECT_GT(counts[some], 0) << some;
  }
}

class MachineStory : public testing::TestWithParam<std::vector<eventlog::Entry> (*)()> {};

TEST_P(MachineStory, RestoredAnywhereEqualsFromScratch) {
  const std::vector<eventlog::Entry> story = GetParam()();
  Records expected;
  NotifierMachine scratch;
  for (const eventlog::Entry& entry : story) Step(scratch, entry, expected);
  for (size_t crash = 0; crash <= story.size(); ++crash) {
    Records records;
    NotifierMachine before;
    for (size_t i = 0; i < crash; ++i) Step(before, story[i], records);
    NotifierMachine after = Restored(records);
    EXPECT_EQ(Deliveries(after), Deliveries(before)) << "restored after " << crash;
    EXPECT_EQ(after.NextDueMs(), before.NextDueMs()) << "restored after " << crash;
    for (size_t i = crash; i < story.size(); ++i) Step(after, story[i], records);
    EXPECT_TRUE(records == expected) << "restored after " << crash;
  }
}

TEST_P(MachineStory, FiringPieceByPieceEqualsFiringAtOnce) {
  const std::vector<eventlog::Entry> story = GetParam()();
  Records expected;
  NotifierMachine at_once;
  for (const eventlog::Entry& entry : story) Step(at_once, entry, expected);
  Records records;
  auto pieces = std::make_unique<NotifierMachine>();
  size_t commits = 0;
  for (const eventlog::Entry& entry : story) {
    bool all = false;
    while (!all) {
      eventlog::Effects effects;
      all = *pieces->FireSome(entry, 1, effects);
      Apply(effects, records);
      ++commits;
      // Whoever takes over in between goes on from the records.
      pieces = std::make_unique<NotifierMachine>(Restored(records));
    }
    Step(*pieces, entry, records);
  }
  EXPECT_TRUE(records == expected);
  EXPECT_GT(commits, story.size());
}

INSTANTIATE_TEST_SUITE_P(All, MachineStory, testing::Values(&Story, &BusyStory),
                         [](const auto& tested) { return tested.index == 0 ? "Clocks" : "Busy"; });

TEST(NotifierMachine, AJurisdictionIsToldTheSameAloneAndTogether) {
  NotifierMachine together;
  Records records;
  for (const eventlog::Entry& entry : Story()) Step(together, entry, records);
  for (const std::string jurisdiction : {"sand", "import"}) {
    NotifierMachine alone;
    Records own;
    for (const eventlog::Entry& entry : Story()) {
      if (entry.jurisdiction == jurisdiction || entry.jurisdiction.empty()) Step(alone, entry, own);
    }
    EXPECT_EQ(alone.FindDesk(jurisdiction)->deliveries(), together.FindDesk(jurisdiction)->deliveries());
  }
}

TEST(NotifierMachine, AsksForTicksOfLiveJurisdictionsOnly) {
  NotifierMachine machine;
  Records records;
  const std::vector<eventlog::Entry> story = Story();
  for (size_t i = 0; i < 6; ++i) Step(machine, story[i], records);
  EXPECT_EQ(machine.NextDueMs(), std::nullopt);
  Step(machine, story[9], records);
  EXPECT_EQ(machine.NextDueMs(), std::nullopt);
  Step(machine, story[6], records);
  EXPECT_EQ(machine.NextDueMs(), At("2024-07-01 15:00").time_since_epoch().count());
}

TEST(NotifierMachine, HandsOutWhatIsDueOnce) {
  NotifierMachine machine;
  Records records;
  const std::vector<eventlog::Entry> story = Story();
  for (size_t i = 0; i < 8; ++i) Step(machine, story[i], records);
  const std::vector<DeliveryRef> due = machine.TakeNewlyDue();
  ASSERT_THAT(due, SizeIs(3));
  EXPECT_EQ(due.front().jurisdiction, "sand");
  EXPECT_THAT(machine.TakeNewlyDue(), IsEmpty());
  Apply(machine.BeginAttempt(due.front(), 2), records);
  EXPECT_EQ(Restored(records).FindDesk("sand")->deliveries().at(due.front().delivery).attempts, 2);
  Apply(machine.Finish(due.front(), {SendOutcome::Kind::kDelivered, At("2026-11-20 08:00"), ""}), records);
  EXPECT_EQ(Restored(records).FindDesk("sand")->deliveries(), machine.FindDesk("sand")->deliveries());
  EXPECT_THAT(machine.BeginAttempt(due.front(), 3).writes, IsEmpty());
  EXPECT_THAT(machine.BeginAttempt({"nowhere", "x"}, 1).writes, IsEmpty());
}

TEST(NotifierMachine, LetsGoOfNewerKindsAndChangesNothing) {
  NotifierMachine machine;
  eventlog::Effects effects;
  eventlog::Entry entry;
  entry.jurisdiction = "city";
  EXPECT_EQ(machine.Step(entry, effects).code(), absl::StatusCode::kUnimplemented);
  v1::AlertsStreamEntry newer;
  newer.mutable_passed_event()->set_schema_version(99);
  entry.payload = newer.SerializeAsString();
  EXPECT_EQ(machine.Step(entry, effects).code(), absl::StatusCode::kUnimplemented);
  entry.payload = "\xFF\xFF";
  EXPECT_EQ(machine.Step(entry, effects).code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(effects.writes, IsEmpty());
  EXPECT_THAT(machine.desks(), IsEmpty());
}

TEST(NotifierMachine, RefusesRecordsThatAreNone) {
  for (const std::string key : {"", "city", "/clock", "city/unknown/x", "city/clock", "city/alert/a", "city/delivery/d",
                                "city/resource/unit/u"}) {
    NotifierMachine machine;
    EXPECT_EQ(machine.Restore(key, "\xFF\xFF").code(), absl::StatusCode::kDataLoss) << key;
  }
}

}  // namespace
}  // namespace liandu::notifier

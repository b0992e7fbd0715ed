#include "evaluator/inbound/machine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "evaluator/inbound/test_city.h"
#include "liandu/v1/stream.pb.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

using State = std::map<std::string, std::string>;
using testing::SizeIs;

constexpr char kCity[] = "qingdao";

void Apply(const eventlog::Effects& effects, State& state) {
  for (const eventlog::StateWrite& write : effects.writes) {
    if (write.value) {
      state[write.key] = *write.value;
    } else {
      state.erase(write.key);
    }
  }
}

/// A year of the small city: red, corrected, a deadline passes.
TestLog LongLog() {
  TestLog log = RedCity(kCity);
  log.Put(kCity, "2024-07-01 09:30", TestReport(45, 1));
  model::ClockAdvanced later;
  later.clock_time = model::Instant(std::chrono::milliseconds(AtMs("2025-03-01 09:00")));
  log.Put(kCity, "2025-03-01 09:00", later);
  log.Put(kCity, "2025-03-01 09:00", model::AlertActed{"target:T013:behind:2024", 1, {}});
  return log;
}

std::vector<v1::AlertMoved> MovesOf(const eventlog::Effects& effects) {
  std::vector<v1::AlertMoved> moves;
  for (const eventlog::Output& output : effects.outputs) {
    v1::AlertsStreamEntry said;
    EXPECT_TRUE(said.ParseFromString(output.payload));
    if (said.has_alert_moved()) moves.push_back(said.alert_moved());
  }
  return moves;
}

TEST(EvaluatorMachineTest, RaisesOneRedAlertWithItsTransition) {
  EvaluatorMachine machine;
  eventlog::Effects effects;
  const TestLog log = RedCity(kCity);
  for (const eventlog::Entry& entry : log.entries()) ASSERT_TRUE(machine.Step(entry, effects).ok());
  std::vector<v1::AlertMoved> behind;
  for (const v1::AlertMoved& move : MovesOf(effects)) {
    if (move.alert().condition() == v1::CONDITION_BEHIND) behind.push_back(move);
  }
  ASSERT_THAT(behind, SizeIs(1));
  EXPECT_EQ(behind[0].alert().severity(), v1::SEVERITY_RED);
  EXPECT_EQ(behind[0].transition().kind(), v1::TRANSITION_KIND_RAISED);
  EXPECT_EQ(behind[0].transition().cause(), "1002-0");
  ASSERT_EQ(behind[0].alert().trail_size(), 1);
  EXPECT_EQ(behind[0].alert().evidence().lag_points(), "39.7");
}

TEST(EvaluatorMachineTest, RestoredAnywhereItGoesOnAsIfNothingHadHappened) {
  const TestLog log = LongLog();
  for (size_t cut = 0; cut <= log.entries().size(); ++cut) {
    EvaluatorMachine whole;
    State whole_state;
    auto restarted = std::make_unique<EvaluatorMachine>();
    State state;
    for (size_t i = 0; i < log.entries().size(); ++i) {
      if (i == cut) {
        restarted = std::make_unique<EvaluatorMachine>();
        for (const auto& [key, value] : state) ASSERT_TRUE(restarted->Restore(key, value).ok()) << key;
        ASSERT_TRUE(restarted->FinishRestore().ok());
      }
      eventlog::Effects expected;
      eventlog::Effects effects;
      ASSERT_TRUE(whole.Step(log.entries()[i], expected).ok());
      ASSERT_TRUE(restarted->Step(log.entries()[i], effects).ok());
      EXPECT_EQ(effects.outputs, expected.outputs) << "entry " << i << ", restarted before " << cut;
      Apply(expected, whole_state);
      Apply(effects, state);
      EXPECT_EQ(restarted->NextDueMs(), whole.NextDueMs());
    }
    EXPECT_EQ(state, whole_state) << "restarted before " << cut;
  }
}

TEST(EvaluatorMachineTest, SequencesOfAnEntityHaveNoGaps) {
  EvaluatorMachine machine;
  std::map<std::string, int64_t> last;
  const TestLog log = LongLog();
  for (const eventlog::Entry& entry : log.entries()) {
    eventlog::Effects effects;
    ASSERT_TRUE(machine.Step(entry, effects).ok());
    for (const eventlog::Output& output : effects.outputs) {
      if (output.entity.empty()) continue;
      EXPECT_EQ(output.entity_sequence, ++last[output.entity]) << output.entity;
    }
  }
  EXPECT_GT(last[std::string(kCity) + "/target:T013:behind:2024"], 1);
}

TEST(EvaluatorMachineTest, NewerKindsAreUnimplementedAndChangeNothing) {
  EvaluatorMachine machine;
  v1::Event event;
  event.set_schema_version(wire::kEventSchemaVersion + 1);
  eventlog::Entry entry;
  entry.jurisdiction = kCity;
  entry.payload = event.SerializeAsString();
  eventlog::Effects effects;
  EXPECT_TRUE(absl::IsUnimplemented(machine.Step(entry, effects)));
  EXPECT_TRUE(effects.writes.empty() && effects.outputs.empty());
}

TEST(EvaluatorMachineTest, GarbageIsDataLoss) {
  EvaluatorMachine machine;
  eventlog::Entry entry;
  entry.payload = "\xff\xff";
  eventlog::Effects effects;
  EXPECT_TRUE(absl::IsDataLoss(machine.Step(entry, effects)));
  EXPECT_TRUE(absl::IsDataLoss(machine.Restore("nonsense", "")));
}

TEST(EvaluatorMachineTest, AnEntryThatWasSetAsideIsToldAndItsTimePasses) {
  EvaluatorMachine machine;
  State state;
  const TestLog log = RedCity(kCity);
  for (const eventlog::Entry& entry : log.entries()) {
    eventlog::Effects effects;
    ASSERT_TRUE(machine.Step(entry, effects).ok());
    Apply(effects, state);
  }
  eventlog::Entry poison;
  poison.id = {2'000, 1};
  poison.at_ms = AtMs("2025-03-01 09:00");
  poison.jurisdiction = kCity;
  poison.payload = "\xff\xff";
  eventlog::Effects effects;
  ASSERT_TRUE(*machine.FireSome(poison, 1'000, effects));
  EXPECT_FALSE(MovesOf(effects).empty()) << "reports have become late meanwhile";
  effects = {};
  ASSERT_TRUE(machine.SetAside(poison, effects).ok());
  const std::vector<v1::AlertMoved> moves = MovesOf(effects);
  ASSERT_THAT(moves, SizeIs(1));
  EXPECT_EQ(moves[0].alert().id(), "log_entry:2000-1:set_aside:");
  EXPECT_EQ(moves[0].alert().severity(), v1::SEVERITY_RED);
  EXPECT_EQ(moves[0].alert().responsible_unit(), "U01");
  EXPECT_EQ(moves[0].transition().cause(), "2000-1");
  EXPECT_EQ(moves[0].transition().time().seconds() * 1'000, poison.at_ms);
}

TEST(EvaluatorMachineTest, NobodyIsToldOfAnEntryOfNoJurisdiction) {
  EvaluatorMachine machine;
  eventlog::Entry poison;
  poison.id = {2'000, 1};
  poison.payload = "\xff\xff";
  eventlog::Effects effects;
  ASSERT_TRUE(machine.SetAside(poison, effects).ok());
  poison.jurisdiction = "nowhere";
  ASSERT_TRUE(machine.SetAside(poison, effects).ok());
  EXPECT_TRUE(effects.writes.empty() && effects.outputs.empty());
}

TEST(PassedOnTest, OfACatalogueOnlyWhatTheNotifierNeeds) {
  model::Event event;
  event.body = TestCatalogue();
  v1::Event proto;
  wire::ToProto(event, proto);
  const std::optional<v1::Event> passed = PassedOn(proto);
  ASSERT_TRUE(passed.has_value());
  std::vector<int> kinds;
  for (const v1::Resource& resource : passed->catalogue_applied().put()) kinds.push_back(resource.resource_case());
  EXPECT_THAT(kinds, testing::ElementsAre(v1::Resource::kJurisdiction, v1::Resource::kUnit, v1::Resource::kUnit,
                                          v1::Resource::kPost, v1::Resource::kProgramme, v1::Resource::kChain));
}

TEST(PassedOnTest, ReportsAndBareTargetsStayHere) {
  v1::Event event;
  event.mutable_reports_received();
  EXPECT_FALSE(PassedOn(event).has_value());
  event.mutable_catalogue_applied()->add_put()->mutable_target()->set_id("T1");
  EXPECT_FALSE(PassedOn(event).has_value());
  event.mutable_catalogue_applied()->add_removed()->set_kind(v1::RESOURCE_KIND_TARGET);
  EXPECT_FALSE(PassedOn(event).has_value());
  event.mutable_catalogue_applied()->add_removed()->set_kind(v1::RESOURCE_KIND_POST);
  ASSERT_TRUE(PassedOn(event).has_value());
  EXPECT_EQ(PassedOn(event)->catalogue_applied().removed_size(), 1);
}

TEST(PassedOnTest, WhatIsAskedOfTheNotifierPassesAndWhatPeopleDoDoesNot) {
  v1::Event event;
  v1::CatalogueApplied* applied = event.mutable_catalogue_applied();
  applied->add_put()->mutable_silence()->set_id("S1");
  applied->add_put()->mutable_circular()->set_id("2024-1");
  applied->add_put()->mutable_notification_policy();
  applied->add_put()->mutable_decision()->set_id("D1");
  ASSERT_TRUE(PassedOn(event).has_value());
  EXPECT_EQ(PassedOn(event)->catalogue_applied().put_size(), 3);
  event.mutable_delivery_resent()->set_delivery("d-1");
  EXPECT_TRUE(PassedOn(event).has_value());
  event.mutable_test_message_requested()->set_receiver("inbox");
  EXPECT_TRUE(PassedOn(event).has_value());
  // It is told by how its alert moves.
  event.mutable_alert_acted()->set_alert("target:T013:behind:2024");
  EXPECT_FALSE(PassedOn(event).has_value());
}

TEST(PassedOnTest, ClocksAndTicksPassWhole) {
  v1::Event tick;
  ASSERT_TRUE(tick.ParseFromString(TickPayload()));
  EXPECT_TRUE(PassedOn(tick).has_value());
  v1::Event advanced;
  advanced.mutable_clock_advanced()->mutable_clock_time()->set_seconds(7);
  EXPECT_EQ(PassedOn(advanced)->clock_advanced().clock_time().seconds(), 7);
}

}  // namespace
}  // namespace liandu::evaluator

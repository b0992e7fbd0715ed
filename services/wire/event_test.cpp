#include <gtest/gtest.h>

#include "liandu/v1/event.pb.h"
#include "wire/wire.h"

namespace liandu::wire {
namespace {

using std::chrono::milliseconds;

model::Event Wrap(model::EventBody body) { return {"qingdao", "tester", "req-1", 3, std::move(body)}; }

model::Report SomeReport() {
  return {model::MilestoneReport{"I", "m", model::MilestoneState::kDone, model::Date(2024, 6, 1), "n"}, 5,
          std::nullopt};
}

model::AlertAction SomeFeedback() {
  model::AlertAction action;
  action.kind = model::AlertActionKind::kFeedback;
  action.note = "n";
  action.feedback = {"原因", "措施", model::Date(2024, 9, 1)};
  return action;
}

struct Case {
  std::string name;
  model::EventBody body;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class EventCodec : public testing::TestWithParam<Case> {};

TEST_P(EventCodec, RoundTripsToTheSameBytes) {
  model::Event event = Wrap(GetParam().body);
  std::string bytes = EncodeEvent(event);
  absl::StatusOr<model::Event> read = DecodeEvent(bytes, "qingdao");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->jurisdiction, "qingdao");
  EXPECT_EQ(read->actor, "tester");
  EXPECT_EQ(read->request_id, "req-1");
  EXPECT_EQ(read->catalogue_version, 3);
  EXPECT_EQ(read->body.index(), event.body.index());
  EXPECT_EQ(EncodeEvent(*read), bytes);
}

const model::Instant kMoment{milliseconds(1719799200123)};

INSTANTIATE_TEST_SUITE_P(
    Kinds, EventCodec,
    testing::Values(Case{"Opened", model::JurisdictionOpened{model::ClockMode::kImporting, kMoment}},
                    Case{"OpenedLive", model::JurisdictionOpened{model::ClockMode::kLive, {}}},
                    Case{"WentLive", model::JurisdictionWentLive{model::ClockMode::kSandbox, kMoment}},
                    Case{"Advanced", model::ClockAdvanced{kMoment}},
                    Case{"Applied", model::CatalogueApplied{{model::Unit{"u", "局"}, model::Indicator{"i", "指标"}},
                                                            {{model::ResourceKind::kTarget, "T1"}}}},
                    Case{"Reports", model::ReportsReceived{"src", {SomeReport(), SomeReport()}}},
                    Case{"Acted", model::AlertActed{"target:T:behind:2024", 4, SomeFeedback()}},
                    Case{"Resent", model::DeliveryResent{"q/1/p/r"}},
                    Case{"TestMessage", model::TestMessageRequested{"office", "p", "试一试"}},
                    Case{"Tick", model::Tick{}}),
    [](const auto& test) { return test.param.name; });

TEST(DecodeEvent, KeepsMillisecondsOfClocks) {
  absl::StatusOr<model::Event> read = DecodeEvent(EncodeEvent(Wrap(model::ClockAdvanced{kMoment})), "q");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(std::get<model::ClockAdvanced>(read->body).clock_time, kMoment);
}

TEST(DecodeEvent, NewerSchemaIsUnimplemented) {
  v1::Event event;
  event.set_schema_version(kEventSchemaVersion + 1);
  event.mutable_tick();
  EXPECT_EQ(DecodeEvent(event.SerializeAsString(), "q").status().code(), absl::StatusCode::kUnimplemented);
}

TEST(DecodeEvent, UnknownKindIsUnimplemented) {
  v1::Event event;
  event.set_schema_version(kEventSchemaVersion);
  EXPECT_EQ(DecodeEvent(event.SerializeAsString(), "q").status().code(), absl::StatusCode::kUnimplemented);
}

TEST(DecodeEvent, UnknownEnumValueIsUnimplemented) {
  v1::Event event;
  event.set_schema_version(kEventSchemaVersion);
  event.mutable_jurisdiction_opened()->set_clock_mode(static_cast<v1::ClockMode>(9));
  EXPECT_EQ(DecodeEvent(event.SerializeAsString(), "q").status().code(), absl::StatusCode::kUnimplemented);
}

TEST(DecodeEvent, BytesThatAreNoEventAreDataLoss) {
  EXPECT_EQ(DecodeEvent("\xff\xff\xff", "q").status().code(), absl::StatusCode::kDataLoss);
}

TEST(DecodeEvent, AnUnreadableDateIsDataLoss) {
  v1::Event event;
  event.set_schema_version(kEventSchemaVersion);
  v1::MilestoneReport* report = event.mutable_reports_received()->add_reports()->mutable_milestone_report();
  report->set_state(v1::MILESTONE_STATE_DONE);
  report->set_date("2024-02-30");
  EXPECT_EQ(DecodeEvent(event.SerializeAsString(), "q").status().code(), absl::StatusCode::kDataLoss);
}

TEST(EncodeReports, IsTheEventOfThoseReports) {
  model::Report first = SomeReport();
  model::Report second = SomeReport();
  second.source_sequence = 6;
  model::Event envelope = Wrap(model::ReportsReceived{"src", {}});
  EXPECT_EQ(EncodeReports(envelope, {&first, &second}),
            EncodeEvent(Wrap(model::ReportsReceived{"src", {first, second}})));
}

TEST(DecodeResource, ReadsWhatWasEncoded) {
  model::Resource unit = model::Unit{"u", "局", model::UnitKind::kOffice};
  absl::StatusOr<model::Resource> read = DecodeResource(EncodeResource(unit));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, unit);
}

TEST(DecodeResource, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(DecodeResource("").status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(DecodeResource("\xff\xff").status().code(), absl::StatusCode::kDataLoss);
}

TEST(DecodeEvent, LimitsOfTodayDoNotBindTheLog) {
  model::Event event = Wrap(model::CatalogueApplied{{model::Unit{"u", std::string(5000, 'x')}}, {}});
  EXPECT_TRUE(DecodeEvent(EncodeEvent(event), "q").ok());
}

}  // namespace
}  // namespace liandu::wire

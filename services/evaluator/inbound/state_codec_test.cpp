#include "evaluator/inbound/state_codec.h"

#include <gtest/gtest.h>

#include "liandu/state/v1/evaluator.pb.h"

namespace liandu::evaluator {
namespace {

using model::Date;

constexpr char kCity[] = "qingdao";

model::Instant At(int64_t ms) { return model::Instant(std::chrono::milliseconds(ms)); }

HeldReport MakeReport(const std::string& period, int64_t mantissa, std::shared_ptr<const ReportDetail> detail) {
  HeldReport report;
  report.period = *model::Period::Parse(period);
  report.value = {mantissa, 2};
  report.bound = model::Bound::kAtMost;
  report.preliminary = true;
  report.set_aside = true;
  report.revision = 3;
  report.published = Date(2024, 7, 10);
  report.received = At(1720000000123);
  report.detail = std::move(detail);
  return report;
}

SeriesRecord MakeSeries() {
  ReportDetail rich{"统计局", "亿元", model::Decimal{-65, 1}, "2023", "规上", "初步核算", {"T001", "T002"}};
  auto first = std::make_shared<ReportDetail>(rich);
  auto equal = std::make_shared<ReportDetail>(rich);
  auto plain = std::make_shared<ReportDetail>();
  return {"I001",
          {MakeReport("2021/2023", -5, first), MakeReport("2024H1", 7, plain), MakeReport("2024-06-30", 0, equal)}};
}

ItemRecord MakeItem() {
  return {"K01", "开工", Date(2024, 3, 1), "提前", {{"M1", model::MilestoneState::kDone, Date(1969, 12, 31), "备注"}}};
}

ItemRecord MakeItemWithPast() {
  ItemRecord item = MakeItem();
  item.milestones.push_back({"M2", model::MilestoneState::kStarted, Date(2024, 2, 1), "", Date(2024, 9, 30)});
  item.past_stages = {{"前期储备", Date(1969, 12, 31), ""}, {"签约落户", Date(2024, 1, 5), "退回"}};
  return item;
}

MemberRecord MakeMember() {
  MemberRecord member{"leaders", "haier", "海尔", 2, {}};
  member.memberships.push_back({model::MembershipChange::kEntered,
                                Date(2023, 5, 1),
                                "市级",
                                "C1",
                                "U1",
                                "K1",
                                "D1",
                                {{"leading", "true"}, {"output", "25.5"}},
                                ""});
  member.memberships.push_back({model::MembershipChange::kLeft, Date(2024, 6, 1), "", "", "", "", "", {}, "迁出"});
  return member;
}

model::Alert MakeAlert() {
  model::Alert alert;
  alert.subject = {model::SubjectKind::kTarget, "T013", "会展场次"};
  alert.condition = model::Condition::kBehind;
  alert.window = "2024";
  alert.id = model::AlertId(alert.subject, alert.condition, alert.window);
  alert.severity = model::Severity::kRed;
  alert.open = true;
  alert.sequence = 1;
  alert.evidence.summary = "滞后 39.7 个百分点";
  alert.trail = {{1, model::TransitionKind::kRaised, model::Severity::kRed, At(5), "1-0", "", "滞后", true}};
  alert.raised_time = At(5);
  alert.chains = {"C01"};
  alert.due_date = Date(2024, 12, 31);
  return alert;
}

struct RecordCase {
  const char* name;
  Record record;
  const char* key;
};

class RecordTest : public testing::TestWithParam<RecordCase> {};

TEST_P(RecordTest, ComesBackEqualFromOneEncoding) {
  const RecordKey key = KeyOf(kCity, GetParam().record);
  EXPECT_EQ(EncodeKey(key), GetParam().key);
  const auto read_key = DecodeKey(EncodeKey(key));
  ASSERT_TRUE(read_key.ok()) << read_key.status();
  EXPECT_EQ(*read_key, key);
  const std::string bytes = EncodeRecord(GetParam().record, kCity);
  const auto record = DecodeRecord(key, bytes);
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_TRUE(*record == GetParam().record);
  EXPECT_EQ(EncodeRecord(*record, kCity), bytes);
}

INSTANTIATE_TEST_SUITE_P(
    Records, RecordTest,
    testing::Values(
        RecordCase{"clock", JurisdictionRecord{model::ClockMode::kSandbox, At(1719797400000), 54, 7},
                   "qingdao/clock/clock"},
        RecordCase{"resource",
                   model::Resource(model::Unit{"U01", "市发改委", model::UnitKind::kDepartment, "", {"发改"}, "", ""}),
                   "qingdao/resource/unit/U01"},
        RecordCase{"series", MakeSeries(), "qingdao/series/I001"},
        RecordCase{"series_empty", SeriesRecord{"I002", {}}, "qingdao/series/I002"},
        RecordCase{"target", TargetRecord{"T013", model::Light::kRed, Reason::kBehind, true, At(1)},
                   "qingdao/target/T013"},
        RecordCase{"target_never", TargetRecord{"T013", model::Light::kGrey, Reason::kRedacted, false, std::nullopt},
                   "qingdao/target/T013"},
        RecordCase{"target_epoch", TargetRecord{"T013", model::Light::kGrey, Reason::kOverdue, false, At(0)},
                   "qingdao/target/T013"},
        RecordCase{"item", MakeItem(), "qingdao/item/K01"},
        RecordCase{"item_with_past", MakeItemWithPast(), "qingdao/item/K01"},
        RecordCase{"item_unknown", ItemRecord{"K02", "", std::nullopt, "", {}, {}}, "qingdao/item/K02"},
        RecordCase{"member", MakeMember(), "qingdao/member/leaders/haier"},
        RecordCase{"member_bare", MemberRecord{"leaders", "hisense", "", 0, {}}, "qingdao/member/leaders/hisense"},
        RecordCase{"issue", IssueRecord{"S01", model::IssueState::kSettled, Date(2024, 4, 1), "已供地"},
                   "qingdao/issue/S01"},
        RecordCase{"issue_open", IssueRecord{"S02", model::IssueState::kOpen, Date(1969, 1, 1), ""},
                   "qingdao/issue/S02"},
        RecordCase{"obligation",
                   ObligationRecord{"O01", {{*model::Period::Parse("2024Q2"), Date(2024, 7, 5), "已报送"}}},
                   "qingdao/obligation/O01"},
        RecordCase{"alert", MakeAlert(), "qingdao/alert/target:T013:behind:2024"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(StateCodecTest, EqualDetailsAreKeptOnce) {
  const SeriesRecord series = MakeSeries();
  SeriesRecord twice = series;
  twice.reports.push_back(series.reports.back());
  const size_t grown = EncodeRecord(twice, kCity).size() - EncodeRecord(series, kCity).size();
  EXPECT_LT(grown, 60u);
}

TEST(StateCodecTest, WhatIsNoKeyIsDataLoss) {
  for (const char* text : {"", "qingdao", "qingdao/target", "qingdao/throne/T1"}) {
    EXPECT_EQ(DecodeKey(text).status().code(), absl::StatusCode::kDataLoss) << text;
  }
}

TEST(StateCodecTest, ANumberThatIsNoDecimalIsDataLoss) {
  const RecordKey key{kCity, RecordKind::kSeries, "I001"};
  for (const int scale : {-1, 19, 256}) {
    state::v1::EvaluatorSeries value;
    value.add_details();
    value.add_reports()->set_scale(scale);
    EXPECT_EQ(DecodeRecord(key, value.SerializeAsString()).status().code(), absl::StatusCode::kDataLoss) << scale;
    state::v1::EvaluatorSeries growth;
    growth.add_details()->mutable_growth_rate()->set_scale(scale);
    EXPECT_EQ(DecodeRecord(key, growth.SerializeAsString()).status().code(), absl::StatusCode::kDataLoss) << scale;
  }
}

TEST(StateCodecTest, WhatIsNoRecordIsDataLoss) {
  for (int kind = 1; kind <= 9; ++kind) {
    const RecordKey key{kCity, static_cast<RecordKind>(kind), "x"};
    EXPECT_EQ(DecodeRecord(key, "\xff\xff\xff").status().code(), absl::StatusCode::kDataLoss) << kind;
  }
}

}  // namespace
}  // namespace liandu::evaluator

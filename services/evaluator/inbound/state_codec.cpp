#include "evaluator/inbound/state_codec.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/inbound/encode_records.h"
#include "liandu/state/v1/evaluator.pb.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

/// In the order of RecordKind.
constexpr std::array<std::string_view, 10> kKindNames = {"clock",      "resource", "series", "target", "item",
                                                         "obligation", "alert",    "member", "issue",  "assessment"};

model::Instant FromMs(int64_t ms) { return model::Instant(std::chrono::milliseconds(ms)); }

model::Period ReadPeriod(const state::v1::EvaluatorPeriod& proto) {
  return {model::Date(proto.first_day()), model::Date(proto.last_day()), proto.as_of()};
}

/// A scale beyond what a decimal has would overflow where it is reckoned with.
constexpr int kMaxScale = 18;
bool IsScale(int scale) { return scale >= 0 && scale <= kMaxScale; }

ReportDetail ReadDetail(const state::v1::EvaluatorReportDetail& proto) {
  ReportDetail detail;
  detail.source = proto.source();
  detail.unit_of_measure = proto.unit_of_measure();
  if (proto.has_growth_rate()) {
    detail.growth_rate =
        model::Decimal{proto.growth_rate().mantissa(), static_cast<int8_t>(proto.growth_rate().scale())};
  }
  detail.growth_base_period = proto.growth_base_period();
  detail.statistical_scope = proto.statistical_scope();
  detail.note = proto.note();
  detail.baseline_of = {proto.baseline_of().begin(), proto.baseline_of().end()};
  return detail;
}

template <typename Proto>
absl::StatusOr<Proto> Parse(std::string_view bytes, const RecordKey& key) {
  Proto proto;
  if (!proto.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError(absl::StrCat("state record ", EncodeKey(key), " cannot be read"));
  }
  return proto;
}

Record Read(const state::v1::EvaluatorJurisdiction& proto, const RecordKey&) {
  return JurisdictionRecord{static_cast<model::ClockMode>(proto.clock_mode()), FromMs(proto.clock_ms()),
                            proto.report_count(), proto.catalogue_version()};
}

absl::StatusOr<Record> ReadSeries(const state::v1::EvaluatorSeries& proto, const RecordKey& key) {
  SeriesRecord record{key.id, {}};
  std::vector<std::shared_ptr<const ReportDetail>> details;
  const auto no_decimal = [&key] {
    return absl::DataLossError(absl::StrCat("state record ", EncodeKey(key), " holds a number that is no decimal"));
  };
  for (const auto& detail : proto.details()) {
    if (!IsScale(detail.growth_rate().scale())) return no_decimal();
    details.push_back(std::make_shared<ReportDetail>(ReadDetail(detail)));
  }
  record.reports.reserve(static_cast<size_t>(proto.reports_size()));
  for (const state::v1::EvaluatorReport& in : proto.reports()) {
    if (in.detail() < 0 || in.detail() >= proto.details_size()) {
      return absl::DataLossError(absl::StrCat("state record ", EncodeKey(key), " refers to a detail that it lacks"));
    }
    if (!IsScale(in.scale())) return no_decimal();
    HeldReport report;
    report.period = ReadPeriod(in.period());
    report.value = {in.mantissa(), static_cast<int8_t>(in.scale())};
    report.bound = static_cast<model::Bound>(static_cast<int>(in.bound()) - 1);
    report.preliminary = in.preliminary();
    report.set_aside = in.set_aside();
    report.revision = in.revision();
    report.published = model::Date(in.published_day());
    report.received = FromMs(in.received_ms());
    report.detail = details[static_cast<size_t>(in.detail())];
    record.reports.push_back(std::move(report));
  }
  return Record(std::move(record));
}

Record Read(const state::v1::EvaluatorTarget& proto, const RecordKey& key) {
  TargetRecord record{key.id, static_cast<model::Light>(proto.light()), static_cast<Reason>(proto.reason()),
                      proto.final(), std::nullopt};
  if (proto.has_next_change_ms()) record.next_change = FromMs(proto.next_change_ms());
  return record;
}

Record Read(const state::v1::EvaluatorItem& proto, const RecordKey& key) {
  ItemRecord record;
  record.item = key.id;
  record.stage = proto.stage();
  if (proto.has_stage_day()) record.stage_date = model::Date(proto.stage_day());
  record.stage_reason = proto.stage_reason();
  for (const state::v1::EvaluatorMilestone& in : proto.milestones()) {
    record.milestones.push_back(
        {in.milestone(), static_cast<model::MilestoneState>(in.state()), model::Date(in.day()), in.note(), {}});
    if (in.has_expected_day()) record.milestones.back().expected_date = model::Date(in.expected_day());
  }
  for (const state::v1::EvaluatorStage& in : proto.past_stages()) {
    record.past_stages.push_back({in.stage(), model::Date(in.day()), in.reason(), in.refused()});
  }
  return record;
}

Record Read(const state::v1::EvaluatorObligation& proto, const RecordKey& key) {
  ObligationRecord record{key.id, {}};
  for (const state::v1::EvaluatorFulfilment& in : proto.fulfilments()) {
    record.fulfilments.push_back({ReadPeriod(in.period()), model::Date(in.day()), in.note()});
  }
  return record;
}

Record Read(const state::v1::EvaluatorMember& proto, const RecordKey& key) {
  MemberRecord record;
  const size_t slash = key.id.find('/');
  record.register_id = key.id.substr(0, slash);
  record.member = slash == std::string::npos ? "" : key.id.substr(slash + 1);
  record.display_name = proto.display_name();
  record.batch = proto.batch();
  for (const state::v1::EvaluatorMembership& in : proto.memberships()) {
    MemberRecord::Membership membership{static_cast<model::MembershipChange>(in.change()),
                                        model::Date(in.day()),
                                        in.tier(),
                                        in.chain(),
                                        in.unit(),
                                        in.park(),
                                        in.district(),
                                        {},
                                        in.reason()};
    for (const v1::Attribute& attribute : in.attributes()) {
      membership.attributes.push_back({attribute.name(), attribute.value()});
    }
    record.memberships.push_back(std::move(membership));
  }
  return record;
}

Record Read(const state::v1::EvaluatorIssue& proto, const RecordKey& key) {
  return IssueRecord{key.id, static_cast<model::IssueState>(proto.state()), model::Date(proto.day()), proto.note()};
}

absl::StatusOr<Record> ReadAssessment(const state::v1::EvaluatorAssessment& proto, const RecordKey& key) {
  std::vector<wire::Violation> violations;
  v1::Resource assessment;
  *assessment.mutable_assessment() = proto.assessment();
  v1::Resource policy;
  *policy.mutable_score_policy() = proto.policy();
  AssessmentRecord record;
  record.assessment = std::get<model::Assessment>(wire::ResourceFromProto(assessment, "assessment", violations));
  record.policy = std::get<model::ScorePolicy>(wire::ResourceFromProto(policy, "policy", violations));
  if (!violations.empty()) {
    return absl::DataLossError(absl::StrCat("state record ", EncodeKey(key), ": ", violations.front().field, " ",
                                            violations.front().description));
  }
  record.frozen_time = FromMs(proto.frozen_ms());
  for (const state::v1::EvaluatorScoreParent& in : proto.parents()) {
    record.parents.push_back(
        {static_cast<ScoreKind>(in.kind()), in.id(), in.display_name(),
         LightTally{in.red(), in.yellow(), in.green(), in.grey(), in.core_red(), in.core_yellow(), in.core_green()}});
  }
  for (const state::v1::EvaluatorOutcome& in : proto.outcomes()) {
    record.outcomes.push_back({in.is_milestone(),
                               in.id(),
                               in.display_name(),
                               in.window(),
                               static_cast<model::Light>(in.light()),
                               static_cast<Reason>(in.reason()),
                               in.core(),
                               {in.chains().begin(), in.chains().end()},
                               {in.units().begin(), in.units().end()},
                               {in.groups().begin(), in.groups().end()}});
  }
  record.outcomes_left_out = proto.outcomes_left_out();
  return Record(std::move(record));
}

template <typename Proto>
absl::StatusOr<Record> ParseAndRead(std::string_view bytes, const RecordKey& key) {
  absl::StatusOr<Proto> proto = Parse<Proto>(bytes, key);
  if (!proto.ok()) return proto.status();
  return Read(*proto, key);
}

}  // namespace

std::string EncodeKey(const RecordKey& key) {
  const std::string_view kind = kKindNames.at(static_cast<size_t>(key.kind) - 1);
  std::string text;
  text.reserve(key.jurisdiction.size() + kind.size() + key.id.size() + 2);
  text.append(key.jurisdiction).append(1, '/').append(kind).append(1, '/').append(key.id);
  return text;
}

absl::StatusOr<RecordKey> DecodeKey(std::string_view text) {
  const size_t first = text.find('/');
  const size_t second = first == std::string_view::npos ? first : text.find('/', first + 1);
  if (second != std::string_view::npos) {
    const auto* kind = std::find(kKindNames.begin(), kKindNames.end(), text.substr(first + 1, second - first - 1));
    if (kind != kKindNames.end()) {
      return RecordKey{std::string(text.substr(0, first)), static_cast<RecordKind>(kind - kKindNames.begin() + 1),
                       std::string(text.substr(second + 1))};
    }
  }
  return absl::DataLossError(absl::StrCat("\"", std::string(text), "\" is no key of the evaluator's state"));
}

std::string EncodeRecord(const Record& record, const std::string& jurisdiction) {
  if (const auto* resource = std::get_if<model::Resource>(&record)) return wire::EncodeResource(*resource);
  if (const auto* alert = std::get_if<model::Alert>(&record)) {
    return wire::SerializeDeterministic(wire::ToProto(*alert, jurisdiction));
  }
  return std::visit(
      [](const auto& value) -> std::string {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, model::Resource> || std::is_same_v<Value, model::Alert>) {
          return {};
        } else {
          return Encode(value);
        }
      },
      record);
}

absl::StatusOr<Record> DecodeRecord(const RecordKey& key, std::string_view bytes) {
  switch (key.kind) {
    case RecordKind::kJurisdiction:
      return ParseAndRead<state::v1::EvaluatorJurisdiction>(bytes, key);
    case RecordKind::kResource:
      if (auto resource = wire::DecodeResource(bytes); resource.ok()) {
        return Record(*std::move(resource));
      } else {
        return resource.status();
      }
    case RecordKind::kSeries:
      if (auto series = Parse<state::v1::EvaluatorSeries>(bytes, key); series.ok()) {
        return ReadSeries(*series, key);
      } else {
        return series.status();
      }
    case RecordKind::kTarget:
      return ParseAndRead<state::v1::EvaluatorTarget>(bytes, key);
    case RecordKind::kItem:
      return ParseAndRead<state::v1::EvaluatorItem>(bytes, key);
    case RecordKind::kObligation:
      return ParseAndRead<state::v1::EvaluatorObligation>(bytes, key);
    case RecordKind::kMember:
      return ParseAndRead<state::v1::EvaluatorMember>(bytes, key);
    case RecordKind::kIssue:
      return ParseAndRead<state::v1::EvaluatorIssue>(bytes, key);
    case RecordKind::kAssessment:
      if (auto assessment = Parse<state::v1::EvaluatorAssessment>(bytes, key); assessment.ok()) {
        return ReadAssessment(*assessment, key);
      } else {
        return assessment.status();
      }
    case RecordKind::kAlert:
      break;
  }
  auto alert = Parse<v1::Alert>(bytes, key);
  if (!alert.ok()) return alert.status();
  return Record(wire::AlertFromProto(*alert));
}

}  // namespace liandu::evaluator

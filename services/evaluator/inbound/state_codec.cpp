#include "evaluator/inbound/state_codec.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "liandu/state/v1/evaluator.pb.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

/// In the order of RecordKind.
constexpr std::array<std::string_view, 10> kKindNames = {"clock",      "resource", "series", "target", "item",
                                                         "obligation", "alert",    "member", "issue",  "assessment"};

int64_t ToMs(model::Instant moment) { return moment.time_since_epoch().count(); }
model::Instant FromMs(int64_t ms) { return model::Instant(std::chrono::milliseconds(ms)); }

void WritePeriod(const model::Period& period, state::v1::EvaluatorPeriod& proto) {
  proto.set_first_day(period.first.days());
  proto.set_last_day(period.last.days());
  proto.set_as_of(period.as_of);
}

model::Period ReadPeriod(const state::v1::EvaluatorPeriod& proto) {
  return {model::Date(proto.first_day()), model::Date(proto.last_day()), proto.as_of()};
}

/// A scale beyond what a decimal has would overflow where it is reckoned with.
constexpr int kMaxScale = 18;
bool IsScale(int scale) { return scale >= 0 && scale <= kMaxScale; }

void WriteDetail(const ReportDetail& detail, state::v1::EvaluatorReportDetail& proto) {
  proto.set_source(detail.source);
  proto.set_unit_of_measure(detail.unit_of_measure);
  if (detail.growth_rate) {
    proto.mutable_growth_rate()->set_mantissa(detail.growth_rate->mantissa);
    proto.mutable_growth_rate()->set_scale(detail.growth_rate->scale);
  }
  proto.set_growth_base_period(detail.growth_base_period);
  proto.set_statistical_scope(detail.statistical_scope);
  proto.set_note(detail.note);
  for (const std::string& target : detail.baseline_of) proto.add_baseline_of(target);
}

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

/// Writes the details of a series, each once, in the order in which the reports first use them.
class DetailTable {
 public:
  explicit DetailTable(state::v1::EvaluatorSeries& series) : series_(series) {}

  int IndexOf(const ReportDetail& detail) {
    std::string bytes;
    {
      state::v1::EvaluatorReportDetail proto;
      WriteDetail(detail, proto);
      bytes = wire::SerializeDeterministic(proto);
    }
    const auto [it, fresh] = index_of_.try_emplace(std::move(bytes), series_.details_size());
    if (fresh) WriteDetail(detail, *series_.add_details());
    return it->second;
  }

 private:
  state::v1::EvaluatorSeries& series_;
  std::map<std::string, int> index_of_;
};

std::string Encode(const JurisdictionRecord& record) {
  state::v1::EvaluatorJurisdiction proto;
  proto.set_clock_mode(static_cast<v1::ClockMode>(record.clock_mode));
  proto.set_clock_ms(ToMs(record.clock));
  proto.set_report_count(record.report_count);
  proto.set_catalogue_version(record.catalogue_version);
  return wire::SerializeDeterministic(proto);
}

std::string Encode(const SeriesRecord& record) {
  state::v1::EvaluatorSeries proto;
  DetailTable details(proto);
  const ReportDetail* last = nullptr;
  int last_index = 0;
  for (const HeldReport& report : record.reports) {
    state::v1::EvaluatorReport* out = proto.add_reports();
    WritePeriod(report.period, *out->mutable_period());
    out->set_mantissa(report.value.mantissa);
    out->set_scale(report.value.scale);
    // The contract counts from 1, the model from 0.
    out->set_bound(static_cast<v1::Bound>(static_cast<int>(report.bound) + 1));
    out->set_preliminary(report.preliminary);
    out->set_set_aside(report.set_aside);
    out->set_revision(report.revision);
    out->set_published_day(report.published.days());
    out->set_received_ms(ToMs(report.received));
    if (report.detail.get() != last) {
      last = report.detail.get();
      last_index = details.IndexOf(*last);
    }
    out->set_detail(last_index);
  }
  return wire::SerializeDeterministic(proto);
}

std::string Encode(const TargetRecord& record) {
  state::v1::EvaluatorTarget proto;
  proto.set_light(static_cast<v1::Light>(record.light));
  proto.set_reason(static_cast<int>(record.reason));
  proto.set_final(record.final);
  if (record.next_change) proto.set_next_change_ms(ToMs(*record.next_change));
  return wire::SerializeDeterministic(proto);
}

std::string Encode(const ItemRecord& record) {
  state::v1::EvaluatorItem proto;
  proto.set_stage(record.stage);
  if (record.stage_date) proto.set_stage_day(record.stage_date->days());
  proto.set_stage_reason(record.stage_reason);
  for (const ItemRecord::MilestoneProgress& milestone : record.milestones) {
    state::v1::EvaluatorMilestone* out = proto.add_milestones();
    out->set_milestone(milestone.milestone);
    out->set_state(static_cast<v1::MilestoneState>(milestone.state));
    out->set_day(milestone.date.days());
    out->set_note(milestone.note);
    if (milestone.expected_date) out->set_expected_day(milestone.expected_date->days());
  }
  for (const ItemRecord::StageReached& reached : record.past_stages) {
    state::v1::EvaluatorStage* out = proto.add_past_stages();
    out->set_stage(reached.stage);
    out->set_day(reached.date.days());
    out->set_reason(reached.reason);
    out->set_refused(reached.refused);
  }
  return wire::SerializeDeterministic(proto);
}

std::string Encode(const ObligationRecord& record) {
  state::v1::EvaluatorObligation proto;
  for (const ObligationRecord::Fulfilment& fulfilment : record.fulfilments) {
    state::v1::EvaluatorFulfilment* out = proto.add_fulfilments();
    WritePeriod(fulfilment.period, *out->mutable_period());
    out->set_day(fulfilment.date.days());
    out->set_note(fulfilment.note);
  }
  return wire::SerializeDeterministic(proto);
}

std::string Encode(const MemberRecord& record) {
  state::v1::EvaluatorMember proto;
  proto.set_display_name(record.display_name);
  proto.set_batch(record.batch);
  for (const MemberRecord::Membership& membership : record.memberships) {
    state::v1::EvaluatorMembership* out = proto.add_memberships();
    out->set_change(static_cast<v1::MembershipChange>(membership.change));
    out->set_day(membership.date.days());
    out->set_tier(membership.tier);
    out->set_chain(membership.chain);
    out->set_unit(membership.unit);
    out->set_park(membership.park);
    out->set_district(membership.district);
    for (const model::Attribute& attribute : membership.attributes) {
      v1::Attribute* property = out->add_attributes();
      property->set_name(attribute.name);
      property->set_value(attribute.value);
    }
    out->set_reason(membership.reason);
  }
  return wire::SerializeDeterministic(proto);
}

std::string Encode(const IssueRecord& record) {
  state::v1::EvaluatorIssue proto;
  proto.set_state(static_cast<v1::IssueState>(record.state));
  proto.set_day(record.date.days());
  proto.set_note(record.note);
  return wire::SerializeDeterministic(proto);
}

std::string Encode(const AssessmentRecord& record) {
  state::v1::EvaluatorAssessment proto;
  *proto.mutable_assessment() = wire::ToProto(model::Resource(record.assessment)).assessment();
  proto.set_frozen_ms(ToMs(record.frozen_time));
  *proto.mutable_policy() = wire::ToProto(model::Resource(record.policy)).score_policy();
  for (const AssessmentRecord::Parent& parent : record.parents) {
    state::v1::EvaluatorScoreParent* out = proto.add_parents();
    out->set_kind(static_cast<int>(parent.kind));
    out->set_id(parent.id);
    out->set_display_name(parent.display_name);
    out->set_red(parent.tally.red);
    out->set_yellow(parent.tally.yellow);
    out->set_green(parent.tally.green);
    out->set_grey(parent.tally.grey);
    out->set_core_red(parent.tally.core_red);
    out->set_core_yellow(parent.tally.core_yellow);
    out->set_core_green(parent.tally.core_green);
  }
  for (const FrozenOutcome& outcome : record.outcomes) {
    state::v1::EvaluatorOutcome* out = proto.add_outcomes();
    out->set_is_milestone(outcome.is_milestone);
    out->set_id(outcome.id);
    out->set_display_name(outcome.display_name);
    out->set_window(outcome.window);
    out->set_light(static_cast<v1::Light>(outcome.light));
    out->set_reason(static_cast<int>(outcome.reason));
    out->set_core(outcome.core);
    for (const std::string& chain : outcome.chains) out->add_chains(chain);
    for (const std::string& unit : outcome.units) out->add_units(unit);
    for (const std::string& group : outcome.groups) out->add_groups(group);
  }
  proto.set_outcomes_left_out(record.outcomes_left_out);
  return wire::SerializeDeterministic(proto);
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

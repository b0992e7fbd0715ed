#include "evaluator/inbound/encode_records.h"

#include <map>
#include <utility>

#include "liandu/state/v1/evaluator.pb.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

int64_t ToMs(model::Instant moment) { return moment.time_since_epoch().count(); }

void WritePeriod(const model::Period& period, state::v1::EvaluatorPeriod& proto) {
  proto.set_first_day(period.first.days());
  proto.set_last_day(period.last.days());
  proto.set_as_of(period.as_of);
}

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

}  // namespace

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

}  // namespace liandu::evaluator

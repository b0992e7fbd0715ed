#include "wire/readers.h"
#include "wire/wire.h"

namespace liandu::wire {
namespace {

constexpr size_t kMaxSourceLength = 200;
constexpr int kMaxRevision = 1'000'000;
constexpr int kMaxBatch = 10'000;

model::IndicatorReport ReadFact(const v1::IndicatorReport& proto, const Form& form) {
  model::IndicatorReport fact;
  fact.indicator = form.Id("indicator", proto.indicator());
  fact.period = form.RequiredPeriod("period", proto.period());
  fact.value = form.RequiredDecimal("value", proto.value());
  fact.unit_of_measure = form.Text("unit_of_measure", proto.unit_of_measure(), kMaxIdLength);
  fact.bound = form.Enum("bound", proto.bound(), v1::Bound_IsValid(proto.bound()), model::Bound::kExact, 1);
  fact.source = form.Text("source", proto.source(), kMaxSourceLength);
  fact.growth_rate = form.OptionalDecimal("growth_rate", proto.growth_rate());
  fact.growth_base_period = proto.growth_base_period();
  if (!fact.growth_base_period.empty()) form.RequiredPeriod("growth_base_period", fact.growth_base_period);
  fact.statistical_scope = form.Text("statistical_scope", proto.statistical_scope());
  fact.preliminary = proto.preliminary();
  fact.revision = form.Number("revision", proto.revision(), 0, kMaxRevision);
  fact.note = form.Text("note", proto.note());
  if (!proto.baseline_of().empty()) fact.baseline_of = form.Ids("baseline_of", proto.baseline_of());
  return fact;
}

model::MilestoneReport ReadFact(const v1::MilestoneReport& proto, const Form& form) {
  model::MilestoneReport fact;
  fact.item = form.Id("item", proto.item());
  fact.milestone = form.Id("milestone", proto.milestone());
  fact.state = form.RequiredEnum("state", proto.state(), v1::MilestoneState_IsValid(proto.state()),
                                 model::MilestoneState::kPlanned);
  fact.date = form.RequiredDate("date", proto.date());
  fact.note = form.Text("note", proto.note());
  fact.expected_date = form.OptionalDate("expected_date", proto.expected_date());
  return fact;
}

model::StageReport ReadFact(const v1::StageReport& proto, const Form& form) {
  return {form.Id("item", proto.item()), form.RequiredText("stage", proto.stage(), kMaxIdLength),
          form.RequiredDate("date", proto.date()), form.Text("reason", proto.reason())};
}

model::ObligationReport ReadFact(const v1::ObligationReport& proto, const Form& form) {
  return {form.Id("obligation", proto.obligation()), form.RequiredPeriod("period", proto.period()),
          form.RequiredDate("date", proto.date()), form.Text("note", proto.note())};
}

model::MembershipReport ReadFact(const v1::MembershipReport& proto, const Form& form) {
  model::MembershipReport fact;
  fact.register_id = form.Id("register", proto.register_());
  fact.member = form.Id("member", proto.member());
  fact.change = form.RequiredEnum("change", proto.change(), v1::MembershipChange_IsValid(proto.change()),
                                  model::MembershipChange::kEntered);
  fact.date = form.RequiredDate("date", proto.date());
  fact.display_name = form.Text("display_name", proto.display_name());
  fact.tier = form.Text("tier", proto.tier(), kMaxIdLength);
  fact.batch = form.Number("batch", proto.batch(), 0, kMaxBatch);
  fact.chain = form.OptionalId("chain", proto.chain());
  fact.unit = form.OptionalId("unit", proto.unit());
  fact.park = form.OptionalId("park", proto.park());
  fact.district = form.OptionalId("district", proto.district());
  fact.attributes = ReadAttributes(proto.attributes(), form);
  fact.reason = form.Text("reason", proto.reason());
  return fact;
}

model::IssueReport ReadFact(const v1::IssueReport& proto, const Form& form) {
  return {form.Id("issue", proto.issue()),
          form.RequiredEnum("state", proto.state(), v1::IssueState_IsValid(proto.state()), model::IssueState::kSettled),
          form.RequiredDate("date", proto.date()), form.Text("note", proto.note())};
}

void WriteFact(const model::IndicatorReport& fact, v1::Report& report) {
  v1::IndicatorReport& proto = *report.mutable_indicator_report();
  proto.set_indicator(fact.indicator);
  proto.set_period(fact.period.ToString());
  proto.set_value(fact.value.ToString());
  proto.set_unit_of_measure(fact.unit_of_measure);
  proto.set_bound(ToEnum<v1::Bound>(fact.bound, 1));
  proto.set_source(fact.source);
  if (fact.growth_rate) proto.set_growth_rate(fact.growth_rate->ToString());
  proto.set_growth_base_period(fact.growth_base_period);
  proto.set_statistical_scope(fact.statistical_scope);
  proto.set_preliminary(fact.preliminary);
  proto.set_revision(fact.revision);
  proto.set_note(fact.note);
  WriteStrings(fact.baseline_of, proto.mutable_baseline_of());
}

void WriteFact(const model::MilestoneReport& fact, v1::Report& report) {
  v1::MilestoneReport& proto = *report.mutable_milestone_report();
  proto.set_item(fact.item);
  proto.set_milestone(fact.milestone);
  proto.set_state(ToEnum<v1::MilestoneState>(fact.state));
  proto.set_date(fact.date.ToString());
  proto.set_note(fact.note);
  if (fact.expected_date) proto.set_expected_date(fact.expected_date->ToString());
}

void WriteFact(const model::StageReport& fact, v1::Report& report) {
  v1::StageReport& proto = *report.mutable_stage_report();
  proto.set_item(fact.item);
  proto.set_stage(fact.stage);
  proto.set_date(fact.date.ToString());
  proto.set_reason(fact.reason);
}

void WriteFact(const model::ObligationReport& fact, v1::Report& report) {
  v1::ObligationReport& proto = *report.mutable_obligation_report();
  proto.set_obligation(fact.obligation);
  proto.set_period(fact.period.ToString());
  proto.set_date(fact.date.ToString());
  proto.set_note(fact.note);
}

void WriteFact(const model::MembershipReport& fact, v1::Report& report) {
  v1::MembershipReport& proto = *report.mutable_membership_report();
  proto.set_register_(fact.register_id);
  proto.set_member(fact.member);
  proto.set_change(ToEnum<v1::MembershipChange>(fact.change));
  proto.set_date(fact.date.ToString());
  proto.set_display_name(fact.display_name);
  proto.set_tier(fact.tier);
  proto.set_batch(fact.batch);
  proto.set_chain(fact.chain);
  proto.set_unit(fact.unit);
  proto.set_park(fact.park);
  proto.set_district(fact.district);
  WriteAttributes(fact.attributes, proto.mutable_attributes());
  proto.set_reason(fact.reason);
}

void WriteFact(const model::IssueReport& fact, v1::Report& report) {
  v1::IssueReport& proto = *report.mutable_issue_report();
  proto.set_issue(fact.issue);
  proto.set_state(ToEnum<v1::IssueState>(fact.state));
  proto.set_date(fact.date.ToString());
  proto.set_note(fact.note);
}

model::Fact ReadAnyFact(const v1::Report& proto, const Form& form) {
  switch (proto.report_case()) {
    case v1::Report::kIndicatorReport:
      return ReadFact(proto.indicator_report(), form.In("indicator_report"));
    case v1::Report::kMilestoneReport:
      return ReadFact(proto.milestone_report(), form.In("milestone_report"));
    case v1::Report::kStageReport:
      return ReadFact(proto.stage_report(), form.In("stage_report"));
    case v1::Report::kObligationReport:
      return ReadFact(proto.obligation_report(), form.In("obligation_report"));
    case v1::Report::kMembershipReport:
      return ReadFact(proto.membership_report(), form.In("membership_report"));
    case v1::Report::kIssueReport:
      return ReadFact(proto.issue_report(), form.In("issue_report"));
    case v1::Report::REPORT_NOT_SET:
      break;
  }
  form.findings().newer = true;
  form.Refuse("report",
              "没有填报内容；请填写 indicator_report、milestone_report、stage_report、obligation_report、"
              "membership_report、issue_report 之一");
  return {};
}

}  // namespace

model::Report Read(const v1::Report& proto, const Form& form) {
  model::Report report{ReadAnyFact(proto, form), proto.source_sequence(),
                       form.OptionalDate("published_date", proto.published_date())};
  if (report.source_sequence < 0) form.Refuse("source_sequence", "是负数；请从 1 起编号，或留作 0");
  return report;
}

void Write(const model::Report& report, v1::Report& proto) {
  std::visit([&proto](const auto& fact) { WriteFact(fact, proto); }, report.fact);
  proto.set_source_sequence(report.source_sequence);
  if (report.published_date) proto.set_published_date(report.published_date->ToString());
}

model::Report ReportFromProto(const v1::Report& proto, const std::string& path, std::vector<Violation>& violations) {
  Findings findings{&violations};
  return Read(proto, Form(path, findings));
}

v1::Report ToProto(const model::Report& report) {
  v1::Report proto;
  Write(report, proto);
  return proto;
}

}  // namespace liandu::wire

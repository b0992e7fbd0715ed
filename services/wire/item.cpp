#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "wire/readers.h"

namespace liandu::wire {
namespace {

constexpr int kMaxStages = 20;
constexpr int kMaxMilestones = 100;
constexpr int kMaxDependencies = 50;
constexpr int kMaxDurationDays = 3650;
constexpr int kMaxKinds = 50;
constexpr size_t kMaxDescriptionLength = 1000;

/// "id" in the same item, or "item/id".
std::vector<std::string> ReadDependencies(const Form::Strings& values, const Form& form) {
  form.Count("depends_on", values.size(), kMaxDependencies);
  for (int i = 0; i < values.size(); ++i) {
    std::vector<std::string> parts = absl::StrSplit(values[i], absl::MaxSplits('/', 1));
    for (const std::string& part : parts) form.Id("depends_on", part, i);
  }
  return {values.begin(), values.end()};
}

model::Milestone ReadMilestone(const v1::Milestone& proto, const Form& form) {
  model::Milestone milestone;
  milestone.id = form.Id("id", proto.id());
  milestone.display_name = form.RequiredText("display_name", proto.display_name());
  milestone.due_date = form.OptionalDate("due_date", proto.due_date());
  milestone.due_date_inferred = proto.due_date_inferred();
  milestone.depends_on = ReadDependencies(proto.depends_on(), form);
  milestone.core = proto.core();
  milestone.duration_days = form.Number("duration_days", proto.duration_days(), 0, kMaxDurationDays);
  milestone.duration_kind = form.Enum("duration_kind", proto.duration_kind(),
                                      v1::DayKind_IsValid(proto.duration_kind()), model::DayKind::kWorking, 1);
  return milestone;
}

void WriteMilestone(const model::Milestone& milestone, v1::Milestone& proto) {
  proto.set_id(milestone.id);
  proto.set_display_name(milestone.display_name);
  if (milestone.due_date) proto.set_due_date(milestone.due_date->ToString());
  proto.set_due_date_inferred(milestone.due_date_inferred);
  WriteStrings(milestone.depends_on, proto.mutable_depends_on());
  proto.set_core(milestone.core);
  proto.set_duration_days(milestone.duration_days);
  if (milestone.duration_days > 0) proto.set_duration_kind(ToEnum<v1::DayKind>(milestone.duration_kind, 1));
}

}  // namespace

model::Item Read(const v1::Item& proto, const Form& form) {
  model::Item item;
  item.id = form.Id("id", proto.id());
  item.display_name = form.RequiredText("display_name", proto.display_name());
  item.kind =
      form.RequiredEnum("kind", proto.kind(), v1::ItemKind_IsValid(proto.kind()), model::ItemKind::kUnspecified);
  item.list = form.Enum("list", proto.list(), v1::ItemList_IsValid(proto.list()), model::ItemList::kUnspecified);
  item.programme = form.Id("programme", proto.programme());
  item.clause = form.Text("clause", proto.clause());
  item.chains = form.Ids("chains", proto.chains());
  item.lead_unit = form.OptionalId("lead_unit", proto.lead_unit());
  item.cooperating_units = form.Ids("cooperating_units", proto.cooperating_units());
  item.stages = form.Texts("stages", proto.stages(), kMaxStages, kMaxIdLength);
  form.Count("milestones", proto.milestones_size(), kMaxMilestones);
  for (int i = 0; i < proto.milestones_size(); ++i) {
    item.milestones.push_back(ReadMilestone(proto.milestones(i), form.In("milestones", i)));
  }
  item.note = form.Text("note", proto.note());
  item.stage_machine = form.OptionalId("stage_machine", proto.stage_machine());
  item.attributes = ReadAttributes(proto.attributes(), form);
  item.district = form.OptionalId("district", proto.district());
  item.park = form.OptionalId("park", proto.park());
  item.labels = ReadLabels("labels", proto.labels(), form);
  return item;
}

void Write(const model::Item& item, v1::Item& proto) {
  proto.set_id(item.id);
  proto.set_display_name(item.display_name);
  proto.set_kind(ToEnum<v1::ItemKind>(item.kind));
  proto.set_list(ToEnum<v1::ItemList>(item.list));
  proto.set_programme(item.programme);
  proto.set_clause(item.clause);
  WriteStrings(item.chains, proto.mutable_chains());
  proto.set_lead_unit(item.lead_unit);
  WriteStrings(item.cooperating_units, proto.mutable_cooperating_units());
  WriteStrings(item.stages, proto.mutable_stages());
  for (const model::Milestone& milestone : item.milestones) WriteMilestone(milestone, *proto.add_milestones());
  proto.set_note(item.note);
  proto.set_stage_machine(item.stage_machine);
  WriteAttributes(item.attributes, proto.mutable_attributes());
  proto.set_district(item.district);
  proto.set_park(item.park);
  WriteLabels(item.labels, *proto.mutable_labels());
}

model::Obligation Read(const v1::Obligation& proto, const Form& form) {
  model::Obligation obligation;
  obligation.id = form.Id("id", proto.id());
  obligation.display_name = form.RequiredText("display_name", proto.display_name());
  obligation.programme = form.Id("programme", proto.programme());
  obligation.clause = form.Text("clause", proto.clause());
  obligation.cadence =
      form.RequiredEnum("cadence", proto.cadence(), v1::Cadence_IsValid(proto.cadence()), model::Cadence::kUnspecified);
  obligation.start_date = form.OptionalDate("start_date", proto.start_date());
  obligation.end_date = form.OptionalDate("end_date", proto.end_date());
  obligation.due_working_days = form.Number("due_working_days", proto.due_working_days(), 0, 250);
  obligation.lead_unit = form.OptionalId("lead_unit", proto.lead_unit());
  obligation.chains = form.Ids("chains", proto.chains());
  obligation.note = form.Text("note", proto.note());
  obligation.labels = ReadLabels("labels", proto.labels(), form);
  return obligation;
}

void Write(const model::Obligation& obligation, v1::Obligation& proto) {
  proto.set_id(obligation.id);
  proto.set_display_name(obligation.display_name);
  proto.set_programme(obligation.programme);
  proto.set_clause(obligation.clause);
  proto.set_cadence(ToEnum<v1::Cadence>(obligation.cadence));
  if (obligation.start_date) proto.set_start_date(obligation.start_date->ToString());
  if (obligation.end_date) proto.set_end_date(obligation.end_date->ToString());
  proto.set_due_working_days(obligation.due_working_days);
  proto.set_lead_unit(obligation.lead_unit);
  WriteStrings(obligation.chains, proto.mutable_chains());
  proto.set_note(obligation.note);
  WriteLabels(obligation.labels, *proto.mutable_labels());
}

model::Requirement Read(const v1::Requirement& proto, const Form& form) {
  model::Requirement requirement;
  requirement.id = form.Id("id", proto.id());
  requirement.display_name = form.RequiredText("display_name", proto.display_name());
  requirement.programme = form.Id("programme", proto.programme());
  requirement.clause = form.Text("clause", proto.clause());
  requirement.rule = form.RequiredEnum("rule", proto.rule(), v1::RequirementRule_IsValid(proto.rule()),
                                       model::RequirementRule::kUnspecified);
  requirement.chain_groups = form.Texts("chain_groups", proto.chain_groups(), 100, kMaxTextLength);
  requirement.note = form.Text("note", proto.note());
  requirement.chain_kind = form.Enum("chain_kind", proto.chain_kind(), v1::ChainKind_IsValid(proto.chain_kind()),
                                     model::ChainKind::kUnspecified);
  requirement.register_id = form.OptionalId("register", proto.register_());
  requirement.kinds = form.Texts("kinds", proto.kinds(), kMaxKinds, kMaxIdLength);
  return requirement;
}

void Write(const model::Requirement& requirement, v1::Requirement& proto) {
  proto.set_id(requirement.id);
  proto.set_display_name(requirement.display_name);
  proto.set_programme(requirement.programme);
  proto.set_clause(requirement.clause);
  proto.set_rule(ToEnum<v1::RequirementRule>(requirement.rule));
  WriteStrings(requirement.chain_groups, proto.mutable_chain_groups());
  proto.set_note(requirement.note);
  proto.set_chain_kind(ToEnum<v1::ChainKind>(requirement.chain_kind));
  proto.set_register_(requirement.register_id);
  WriteStrings(requirement.kinds, proto.mutable_kinds());
}

model::Conflict Read(const v1::Conflict& proto, const Form& form) {
  model::Conflict conflict;
  conflict.id = form.Id("id", proto.id());
  conflict.kind = form.Text("kind", proto.kind(), kMaxIdLength);
  conflict.targets = form.Ids("targets", proto.targets());
  conflict.subject = form.Text("subject", proto.subject());
  conflict.description = form.RequiredText("description", proto.description(), kMaxDescriptionLength);
  return conflict;
}

void Write(const model::Conflict& conflict, v1::Conflict& proto) {
  proto.set_id(conflict.id);
  proto.set_kind(conflict.kind);
  WriteStrings(conflict.targets, proto.mutable_targets());
  proto.set_subject(conflict.subject);
  proto.set_description(conflict.description);
}

}  // namespace liandu::wire

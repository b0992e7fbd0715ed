#include <algorithm>

#include "wire/readers.h"

namespace liandu::wire {
namespace {

constexpr int kMaxWaypoints = 200;
constexpr int kMaxDivisor = 1'000'000;
constexpr size_t kMaxFormulaLength = 1000;

model::Base ReadBase(const v1::Base& proto, const Form& form) {
  model::Base base;
  base.value = form.RequiredDecimal("value", proto.value());
  base.date = form.RequiredDate("date", proto.date());
  base.bound = form.Enum("bound", proto.bound(), v1::Bound_IsValid(proto.bound()), model::Bound::kExact, 1);
  base.inferred = proto.inferred();
  base.source = form.Text("source", proto.source());
  return base;
}

void WriteBase(const model::Base& base, v1::Base& proto) {
  proto.set_value(base.value.ToString());
  proto.set_date(base.date.ToString());
  proto.set_bound(ToEnum<v1::Bound>(base.bound, 1));
  proto.set_inferred(base.inferred);
  proto.set_source(base.source);
}

void ReadReading(const v1::Target& proto, const Form& form, model::Target& target) {
  target.measure =
      form.RequiredEnum("measure", proto.measure(), v1::Measure_IsValid(proto.measure()), model::Measure::kUnspecified);
  target.comparator = form.Enum("comparator", proto.comparator(), v1::Comparator_IsValid(proto.comparator()),
                                model::Comparator::kUnspecified);
  target.value = form.OptionalDecimal("value", proto.value());
  target.upper_value = form.OptionalDecimal("upper_value", proto.upper_value());
  target.unit_of_measure = form.Text("unit_of_measure", proto.unit_of_measure(), kMaxIdLength);
  target.redacted = proto.redacted();
  target.ambiguity = form.Text("ambiguity", proto.ambiguity());
  if (proto.has_base()) target.base = ReadBase(proto.base(), form.In("base"));
  form.Count("waypoints", proto.waypoints_size(), kMaxWaypoints);
  for (int i = 0; i < proto.waypoints_size(); ++i) {
    Form place = form.In("waypoints", i);
    target.waypoints.push_back({place.RequiredDate("date", proto.waypoints(i).date()),
                                place.RequiredDecimal("value", proto.waypoints(i).value())});
  }
  target.wording =
      form.Enum("wording", proto.wording(), v1::Wording_IsValid(proto.wording()), model::Wording::kFirm, 1);
  target.for_each =
      form.Enum("for_each", proto.for_each(), v1::ForEach_IsValid(proto.for_each()), model::ForEach::kNone);
  target.value_divisor = std::max(1, form.Number("value_divisor", proto.value_divisor(), 0, kMaxDivisor));
  target.labels = ReadLabels("labels", proto.labels(), form);
}

void ReadWindow(const v1::Target& proto, const Form& form, model::Target& target) {
  target.start_date = form.OptionalDate("start_date", proto.start_date());
  target.due_date = form.OptionalDate("due_date", proto.due_date());
  target.due_date_inferred = proto.due_date_inferred();
  target.each_year = proto.each_year();
  target.standing = proto.standing();
}

}  // namespace

model::Indicator Read(const v1::Indicator& proto, const Form& form) {
  model::Indicator indicator;
  indicator.id = form.Id("id", proto.id());
  indicator.display_name = form.RequiredText("display_name", proto.display_name());
  indicator.unit_of_measure = form.RequiredText("unit_of_measure", proto.unit_of_measure(), kMaxIdLength);
  indicator.cadence =
      form.Enum("cadence", proto.cadence(), v1::Cadence_IsValid(proto.cadence()), model::Cadence::kUnspecified);
  indicator.reporter = form.OptionalId("reporter", proto.reporter());
  indicator.direction =
      form.Enum("direction", proto.direction(), v1::Direction_IsValid(proto.direction()), model::Direction::kUp, 1);
  indicator.continuous = proto.continuous();
  indicator.once_only = proto.once_only();
  indicator.statistical_scope = form.Text("statistical_scope", proto.statistical_scope());
  indicator.note = form.Text("note", proto.note());
  indicator.formula = form.Text("formula", proto.formula(), kMaxFormulaLength);
  indicator.part_of = form.OptionalId("part_of", proto.part_of());
  indicator.member = form.OptionalId("member", proto.member());
  return indicator;
}

void Write(const model::Indicator& indicator, v1::Indicator& proto) {
  proto.set_id(indicator.id);
  proto.set_display_name(indicator.display_name);
  proto.set_unit_of_measure(indicator.unit_of_measure);
  proto.set_cadence(ToEnum<v1::Cadence>(indicator.cadence));
  proto.set_reporter(indicator.reporter);
  proto.set_direction(ToEnum<v1::Direction>(indicator.direction, 1));
  proto.set_continuous(indicator.continuous);
  proto.set_once_only(indicator.once_only);
  proto.set_statistical_scope(indicator.statistical_scope);
  proto.set_note(indicator.note);
  proto.set_formula(indicator.formula);
  proto.set_part_of(indicator.part_of);
  proto.set_member(indicator.member);
}

model::Target Read(const v1::Target& proto, const Form& form) {
  model::Target target;
  target.id = form.Id("id", proto.id());
  target.display_name = form.Text("display_name", proto.display_name());
  target.programme = form.Id("programme", proto.programme());
  target.clause = form.Text("clause", proto.clause());
  target.indicator = form.Id("indicator", proto.indicator());
  target.chains = form.Ids("chains", proto.chains());
  ReadReading(proto, form, target);
  ReadWindow(proto, form, target);
  target.core = proto.core();
  target.lead_unit = form.OptionalId("lead_unit", proto.lead_unit());
  target.cooperating_units = form.Ids("cooperating_units", proto.cooperating_units());
  target.subject = form.Text("subject", proto.subject());
  target.note = form.Text("note", proto.note());
  return target;
}

void Write(const model::Target& target, v1::Target& proto) {
  proto.set_id(target.id);
  proto.set_display_name(target.display_name);
  proto.set_programme(target.programme);
  proto.set_clause(target.clause);
  proto.set_indicator(target.indicator);
  WriteStrings(target.chains, proto.mutable_chains());
  proto.set_measure(ToEnum<v1::Measure>(target.measure));
  proto.set_comparator(ToEnum<v1::Comparator>(target.comparator));
  if (target.value) proto.set_value(target.value->ToString());
  if (target.upper_value) proto.set_upper_value(target.upper_value->ToString());
  proto.set_unit_of_measure(target.unit_of_measure);
  proto.set_redacted(target.redacted);
  proto.set_ambiguity(target.ambiguity);
  if (target.start_date) proto.set_start_date(target.start_date->ToString());
  if (target.due_date) proto.set_due_date(target.due_date->ToString());
  proto.set_due_date_inferred(target.due_date_inferred);
  proto.set_each_year(target.each_year);
  proto.set_standing(target.standing);
  if (target.base) WriteBase(*target.base, *proto.mutable_base());
  for (const model::Waypoint& waypoint : target.waypoints) {
    v1::Waypoint* out = proto.add_waypoints();
    out->set_date(waypoint.date.ToString());
    out->set_value(waypoint.value.ToString());
  }
  proto.set_wording(ToEnum<v1::Wording>(target.wording, 1));
  proto.set_core(target.core);
  proto.set_lead_unit(target.lead_unit);
  WriteStrings(target.cooperating_units, proto.mutable_cooperating_units());
  proto.set_subject(target.subject);
  proto.set_note(target.note);
  proto.set_for_each(ToEnum<v1::ForEach>(target.for_each));
  if (target.value_divisor != 1) proto.set_value_divisor(target.value_divisor);
  WriteLabels(target.labels, *proto.mutable_labels());
}

}  // namespace liandu::wire

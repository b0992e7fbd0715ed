#include "evaluator/domain/registry.h"

#include <algorithm>

#include "evaluator/domain/decided_target.h"
#include "evaluator/domain/derivation.h"
#include "evaluator/domain/supersession.h"

namespace liandu::evaluator {
namespace {

using model::Rational;

constexpr std::string_view kCountDimension = "count";
constexpr std::string_view kPercentDimension = "percent";

struct KindWords {
  const char* name;
  const char* text;
};

/// In the order of UnitKind.
constexpr KindWords kUnitKindWords[] = {{"", ""},
                                        {"government", "政府"},
                                        {"department", "部门"},
                                        {"district", "区市"},
                                        {"functional_zone", "功能区"},
                                        {"leading_group", "领导小组"},
                                        {"office", "办公室"},
                                        {"enterprise", "企业"},
                                        {"park", "园区"}};

}  // namespace

const char* UnitKindName(model::UnitKind kind) { return kUnitKindWords[static_cast<size_t>(kind)].name; }

std::string GroupText(const std::string& group) {
  for (const KindWords& words : kUnitKindWords) {
    if (group == words.name) return words.text;
  }
  return group;
}

void Registry::Refresh() {
  const auto& jurisdiction = catalogue.jurisdiction;
  settings = jurisdiction ? jurisdiction->settings : model::JudgementSettings{};
  supervised_since = jurisdiction ? jurisdiction->supervised_since : std::nullopt;
  thresholds = LagThresholds(settings);
  const bool has_offsets = jurisdiction && !jurisdiction->utc_offsets.empty();
  civil_time = has_offsets ? model::CivilTime(jurisdiction->utc_offsets) : model::CivilTime();
  const model::WorkCalendar* calendar =
      jurisdiction ? model::Find(catalogue.work_calendars, jurisdiction->work_calendar) : nullptr;
  due_dates_.clear();
  successors.clear();
  for (const auto& [id, programme] : catalogue.programmes) {
    for (const std::string& superseded : programme.supersedes) successors[superseded].push_back(id);
  }
  work_days = calendar ? model::WorkDays(*calendar) : model::WorkDays();
}

bool Registry::IsPercentage(std::string_view unit) const {
  const model::UnitOfMeasure* found = model::Find(catalogue.units_of_measure, std::string(unit));
  return found && found->dimension == kPercentDimension;
}

TargetSpec Registry::SpecOf(const TargetRow& target, model::Date day) const {
  const IndicatorRow& indicator = *IndicatorOf(target);
  TargetSpec spec;
  spec.id = target.id;
  spec.measure = target.measure;
  spec.comparator = target.comparator;
  spec.direction = indicator.direction;
  spec.for_each = target.for_each;
  spec.redacted = target.redacted;
  spec.ambiguous = target.ambiguous;
  spec.standing = target.standing;
  spec.each_year = target.each_year;
  spec.due_inferred = target.due_date_inferred;
  spec.stretch = target.wording == model::Wording::kStretch;
  spec.draft = IsDraft(symbols.Text(target.programme));
  spec.once_only = indicator.once_only;
  spec.continuous = indicator.continuous;
  spec.report_unit = symbols.Text(indicator.unit_of_measure);
  spec.unit = target.unit_of_measure ? std::string_view(symbols.Text(target.unit_of_measure)) : spec.report_unit;
  spec.scope = symbols.Text(indicator.statistical_scope);
  spec.units = &catalogue.units_of_measure;
  if (const auto it = catalogue.units_of_measure.find(std::string(spec.unit)); it != catalogue.units_of_measure.end()) {
    spec.is_count = it->second.dimension == kCountDimension;
    spec.is_percentage = it->second.dimension == kPercentDimension;
  }
  spec.reports_percentage = spec.is_percentage;
  if (spec.unit != spec.report_unit) {
    const model::UnitOfMeasure* reported = model::Find(catalogue.units_of_measure, std::string(spec.report_unit));
    spec.reports_percentage = reported && reported->dimension == kPercentDimension;
  }
  if (target.has_start_date) spec.start = target.start_date;
  if (target.has_due_date) spec.due = target.due_date;
  if (target.has_value) spec.value = Rational(model::ToRational(target.value) / std::max(1, target.value_divisor));
  spec.value_divisor = std::max(1, target.value_divisor);
  if (target.has_upper_value) spec.upper = model::ToRational(target.upper_value);
  // An inferred base counts only after a Decision.
  if (target.base && !target.base->inferred) {
    spec.base = BaseSpec{model::ToRational(target.base->value), target.base->date, target.base->bound, false};
  }
  if (const Derivation* derivation = indicator.derivation.get()) {
    spec.derived = true;
    spec.accumulates = derivation->accumulates;
    spec.continuous = derivation->counts;
    if (derivation->zero_on && !spec.base && !IsFlow(spec)) spec.base = BaseSpec{Rational(0), *derivation->zero_on};
  }
  if (target.waypoints) {
    for (const auto& waypoint : *target.waypoints) {
      spec.waypoints.push_back({waypoint.date, model::ToRational(waypoint.value)});
    }
  }
  const Succession succession = SuccessionOf(*this, target, day);
  spec.superseded = succession.successor != nullptr;
  spec.changes_on = succession.next_change;
  LayDecisions(*this, target, day, spec);
  if (spec.comparator == model::Comparator::kDouble && spec.base && spec.value) {
    spec.value = Interval::Exactly(*spec.value * spec.base->value).low.value;
  }
  return spec;
}

bool Registry::IsAmended(const TargetRow& target) const {
  return successors.contains(symbols.Text(target.programme)) ||
         (!decisions.empty() && !decisions.About({DecidedKind::kTarget, target.id}).empty());
}

bool Registry::IsDraft(const std::string& programme) const {
  const model::Programme* found = model::Find(catalogue.programmes, programme);
  return found && found->standing == model::ProgrammeStanding::kDraft;
}

bool Registry::HasDueDate(const std::string& milestone) const {
  const std::string id = ItemOfMilestone(milestone);
  const model::Item* item = model::Find(catalogue.items, id);
  return item && std::any_of(item->milestones.begin(), item->milestones.end(), [&](const model::Milestone& entry) {
           return entry.due_date && MilestoneKey(id, entry.id) == milestone;
         });
}

std::string Registry::ResponsibleUnit(const std::string& lead_unit, const std::string& programme) const {
  if (!lead_unit.empty()) return lead_unit;
  const model::Programme* found = model::Find(catalogue.programmes, programme);
  return found ? found->issuer : std::string();
}

std::string Registry::ResponsibleUnit(const TargetRow& target) const {
  return ResponsibleUnit(symbols.Text(target.lead_unit), symbols.Text(target.programme));
}

model::Date Registry::DueOf(model::Date period_end) const {
  const auto [it, fresh] = due_dates_.try_emplace(period_end);
  if (fresh) it->second = work_days.Add(period_end, settings.report_due_working_days);
  return it->second;
}

std::string Registry::ReporterOf(const IndicatorRow& indicator, const TargetRow& target) const {
  return indicator.reporter ? symbols.Text(indicator.reporter) : ResponsibleUnit(target);
}

std::string Registry::UnitName(const std::string& unit) const {
  const model::Unit* found = model::Find(catalogue.units, unit);
  return found && !found->display_name.empty() ? found->display_name : unit;
}

std::vector<std::string> Registry::WithParents(const std::string& unit) const {
  std::vector<std::string> units;
  for (std::string at = unit; !at.empty() && std::find(units.begin(), units.end(), at) == units.end();) {
    units.push_back(at);
    const model::Unit* found = model::Find(catalogue.units, at);
    at = found ? found->parent : std::string();
  }
  return units;
}

void Registry::AddParents(const std::string& unit, OutcomeParents& parents) const {
  for (std::string& parent : WithParents(unit)) {
    const model::Unit* found = model::Find(catalogue.units, parent);
    if (found && found->kind != model::UnitKind::kUnspecified) parents.groups.insert(UnitKindName(found->kind));
    parents.units.insert(std::move(parent));
  }
}

void Registry::AddChain(const std::string& chain, OutcomeParents& parents) const {
  parents.chains.insert(chain);
  const model::Chain* found = model::Find(catalogue.chains, chain);
  if (found && !found->group.empty()) parents.groups.insert(found->group);
}

OutcomeParents Registry::ParentsOf(const TargetRow& target) const {
  OutcomeParents parents;
  const auto add = [&](const TargetRow& member) {
    for (const Symbol chain : member.chains) AddChain(symbols.Text(chain), parents);
    AddParents(ResponsibleUnit(member), parents);
  };
  if (!target.group) add(target);
  if (target.group) {
    for (const TargetRow* member : target.group->members) add(*member);
  }
  if (target.echoes) {
    for (const TargetEcho& echo : IndicatorOf(target)->echoes) {
      if (echo.speaker == &target) add(*echo.silent);
    }
  }
  return parents;
}

OutcomeParents Registry::ParentsOf(const model::Item& item) const {
  OutcomeParents parents;
  for (const std::string& chain : item.chains) AddChain(chain, parents);
  AddParents(ResponsibleUnit(item.lead_unit, item.programme), parents);
  return parents;
}

}  // namespace liandu::evaluator

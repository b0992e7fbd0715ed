#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ingest/domain/resource_check.h"
#include "model/rational.h"

namespace liandu::ingest {
namespace {

bool IsPercentage(const std::string& dimension) { return absl::StartsWith(dimension, "percent"); }

void CheckValue(const model::Target& target, const ResourceCheck& check) {
  const bool readable = !target.redacted && target.ambiguity.empty();
  if (target.redacted && target.value) check.Refuse("value", "is given although redacted is set; clear one of them");
  if (readable && target.comparator == model::Comparator::kUnspecified) {
    check.Refuse("comparator", "is not given; choose one, or mark the target redacted or ambiguous");
  }
  if (readable && !target.value && target.comparator != model::Comparator::kDouble) {
    check.Refuse("value", "is empty; give the value to reach, or mark the target redacted or ambiguous");
  }
  const bool between = target.comparator == model::Comparator::kBetween;
  if (between && readable && !target.upper_value) {
    check.Refuse("upper_value", "is empty; COMPARATOR_BETWEEN needs both ends");
  }
  if (!between && target.upper_value) {
    check.Refuse("upper_value", "is given without COMPARATOR_BETWEEN; clear it or change the comparator");
  }
  if (target.value && target.upper_value &&
      model::ToRational(*target.upper_value) <= model::ToRational(*target.value)) {
    check.Refuse("upper_value", "does not lie above value; value is the lower end");
  }
}

void CheckWindow(const model::Target& target, const ResourceCheck& check) {
  check.RequireOrder("due_date", target.start_date, target.due_date);
  if (target.standing && target.due_date) {
    check.Refuse("due_date", "is given although the target is standing; clear one of them");
  }
  if (target.standing && target.each_year) {
    check.Refuse("each_year", "does not go with standing; a standing target has no windows");
  }
  if (target.each_year && !target.start_date) check.Refuse("start_date", "is empty; each_year needs a whole window");
  if (target.each_year && !target.due_date) check.Refuse("due_date", "is empty; each_year needs a whole window");
  if (target.due_date_inferred && !target.due_date) {
    check.Refuse("due_date_inferred", "is set without a due date; give the date or clear it");
  }
  if (target.base && target.due_date && *target.due_date <= target.base->date) {
    check.Refuse("base.date", "does not lie before the due date; a base is where progress begins");
  }
}

void CheckWaypoints(const model::Target& target, const ResourceCheck& check) {
  if (target.waypoints.empty()) return;
  if (!target.due_date) {
    check.Refuse("waypoints", "are given without a due date; give the date they lead to");
    return;
  }
  for (size_t i = 0; i < target.waypoints.size(); ++i) {
    const model::Waypoint& waypoint = target.waypoints[i];
    const std::string place = absl::StrCat(ResourceCheck::At("waypoints", i), ".date");
    if (i > 0 && waypoint.date <= target.waypoints[i - 1].date) {
      check.Refuse(place, "does not lie after the one before; list waypoints in order of date");
    }
    if (target.start_date && waypoint.date < *target.start_date) {
      check.Refuse(place, "lies before the window's start; correct one of the dates");
    }
    if (waypoint.date > *target.due_date) check.Refuse(place, "lies after the due date; correct one of the dates");
  }
  const model::Waypoint& last = target.waypoints.back();
  if (last.date == *target.due_date && target.value && !(last.value == *target.value)) {
    check.Refuse(absl::StrCat(ResourceCheck::At("waypoints", target.waypoints.size() - 1), ".value"),
                 absl::StrCat(last.value.ToString(), " is not the target's value ", target.value->ToString(),
                              "; the path must arrive at it on the due date"));
  }
}

void CheckWeakness(const model::Target& target, const ResourceCheck& check) {
  const std::string subject = "目标 " + target.id;
  const model::Programme* programme = check.catalogue().Find<model::Programme>(target.programme);
  if (target.lead_unit.empty() && programme != nullptr && programme->issuer.empty()) {
    check.Warn(subject, "没有牵头单位，方案也没有发文单位，预警无人负责");
  }
  if (target.measure == model::Measure::kFlow && target.base) {
    check.Warn(subject, "累计量从零起算，填写的基数只用于预测");
  }
}

}  // namespace

std::optional<std::string> UnitMismatch(const model::Target& target, const MergedCatalogue& catalogue) {
  const model::Indicator* indicator = catalogue.Find<model::Indicator>(target.indicator);
  if (indicator == nullptr || target.comparator == model::Comparator::kDouble) return std::nullopt;
  const std::string& unit_id = target.unit_of_measure.empty() ? indicator->unit_of_measure : target.unit_of_measure;
  const model::UnitOfMeasure* unit = catalogue.Find<model::UnitOfMeasure>(unit_id);
  const model::UnitOfMeasure* measured = catalogue.Find<model::UnitOfMeasure>(indicator->unit_of_measure);
  if (unit == nullptr || measured == nullptr) return std::nullopt;
  if (target.measure == model::Measure::kGrowth) {
    if (IsPercentage(unit->dimension)) return std::nullopt;
    return absl::StrCat("\"", unit_id, "\" measures ", unit->dimension,
                        "; a growth target's unit is a percentage, name one");
  }
  if (unit->dimension == measured->dimension) return std::nullopt;
  return absl::StrCat("\"", unit_id, "\" measures ", unit->dimension, ", but indicator \"", indicator->id,
                      "\" measures ", measured->dimension, " in \"", measured->id,
                      "\"; choose a unit of the same dimension");
}

void CheckResource(const model::Indicator& indicator, const ResourceCheck& check) {
  check.Require<model::UnitOfMeasure>("unit_of_measure", indicator.unit_of_measure);
  check.Require<model::Unit>("reporter", indicator.reporter);
}

void CheckResource(const model::Target& target, const ResourceCheck& check) {
  check.Require<model::Programme>("programme", target.programme);
  check.Require<model::Indicator>("indicator", target.indicator);
  check.RequireAll<model::Chain>("chains", target.chains);
  check.Require<model::UnitOfMeasure>("unit_of_measure", target.unit_of_measure);
  check.Require<model::Unit>("lead_unit", target.lead_unit);
  check.RequireAll<model::Unit>("cooperating_units", target.cooperating_units);
  if (std::optional<std::string> mismatch = UnitMismatch(target, check.catalogue())) {
    check.Refuse("unit_of_measure", *mismatch);
  }
  CheckValue(target, check);
  CheckWindow(target, check);
  CheckWaypoints(target, check);
  CheckWeakness(target, check);
}

}  // namespace liandu::ingest

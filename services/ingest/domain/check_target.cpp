#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ingest/domain/resource_check.h"
#include "model/rational.h"

namespace liandu::ingest {
namespace {

bool IsPercentage(const std::string& dimension) { return absl::StartsWith(dimension, "percent"); }

void CheckValue(const model::Target& target, const ResourceCheck& check) {
  const bool readable = !target.redacted && target.ambiguity.empty();
  if (target.redacted && target.value) check.Refuse("value", "已标明 redacted（原文遮盖），不应再有数值；请去掉其一");
  if (readable && target.comparator == model::Comparator::kUnspecified) {
    check.Refuse("comparator", "没有填写；请选一种比较方式，或标明 redacted 或 ambiguity");
  }
  if (readable && !target.value && target.comparator != model::Comparator::kDouble) {
    check.Refuse("value", "没有填写；请填要达到的数值，或标明 redacted 或 ambiguity");
  }
  const bool between = target.comparator == model::Comparator::kBetween;
  if (between && readable && !target.upper_value) {
    check.Refuse("upper_value", "没有填写；COMPARATOR_BETWEEN 要有上下两端，请补上上限");
  }
  if (!between && target.upper_value) {
    check.Refuse("upper_value", "只用于 COMPARATOR_BETWEEN；请删去，或改选比较方式");
  }
  if (target.value && target.upper_value &&
      model::ToRational(*target.upper_value) <= model::ToRational(*target.value)) {
    check.Refuse("upper_value", "不大于 value；value 是下限，请对调或改正");
  }
}

void CheckWindow(const model::Target& target, const ResourceCheck& check) {
  check.RequireOrder("due_date", target.start_date, target.due_date);
  if (target.standing && target.due_date) {
    check.Refuse("due_date", "长期目标（standing）没有到期日；请去掉其一");
  }
  if (target.standing && target.each_year) {
    check.Refuse("each_year", "不能与 standing 同时使用；请去掉其一");
  }
  if (target.each_year && !target.start_date)
    check.Refuse("start_date", "没有填写；逐年目标（each_year）要有起止日期，请补上");
  if (target.each_year && !target.due_date)
    check.Refuse("due_date", "没有填写；逐年目标（each_year）要有起止日期，请补上");
  if (target.due_date_inferred && !target.due_date) {
    check.Refuse("due_date_inferred", "没有到期日却标明为推定；请填 due_date，或去掉这个标记");
  }
  if (target.base && target.due_date && *target.due_date <= target.base->date) {
    check.Refuse("base.date", "不早于到期日；基期是进度的起点，请改正日期");
  }
}

/// What is wrong with the numbers of 逐年分解; empty: they add up (a flow's running total) or arrive (a level).
struct WaypointFault {
  size_t index = 0;
  std::string text;
};

std::optional<WaypointFault> FlowFault(const model::Target& target) {
  const auto& waypoints = target.waypoints;
  const model::Rational total = model::ToRational(*target.value);
  model::Rational sum = 0;
  for (const model::Waypoint& waypoint : waypoints) sum += model::ToRational(waypoint.value);
  if (waypoints.size() > 1 && sum == total) {
    return WaypointFault{waypoints.size() - 1,
                         absl::StrCat("各期之和恰为 ", target.value->ToString(),
                                      "，像是各期的增量；分期目标要写截至当日的累计数，请逐期累加")};
  }
  model::Rational before = 0;
  for (size_t i = 0; i < waypoints.size(); ++i) {
    const model::Rational value = model::ToRational(waypoints[i].value);
    if (value < before) return WaypointFault{i, "小于前一期；累计量只增不减，请写截至当日的累计数"};
    if (value > total) {
      return WaypointFault{i, absl::StrCat("超过到期应达到的 ", target.value->ToString(), "；请改正其一")};
    }
    before = value;
  }
  return std::nullopt;
}

/// A level goes one way, from its base to its target.
std::optional<WaypointFault> LevelFault(const model::Target& target) {
  const model::Rational end = model::ToRational(*target.value);
  const auto& waypoints = target.waypoints;
  model::Rational before = model::ToRational(target.base ? target.base->value : waypoints.front().value);
  const bool up = before <= end;
  for (size_t i = 0; i < waypoints.size(); ++i) {
    const model::Rational value = model::ToRational(waypoints[i].value);
    const bool back = up ? value < before : value > before;
    const bool beyond = up ? value > end : value < end;
    if (back) return WaypointFault{i, "比前一期（或基数）退后；分期目标要从基数一路走到目标值，请改正"};
    if (beyond) {
      return WaypointFault{i, absl::StrCat("越过到期应达到的 ", target.value->ToString(), "；请改正其一")};
    }
    before = value;
  }
  return std::nullopt;
}

/// 逐年分解 must lead to what is due. A doubling's value is a factor, so its steps cannot be checked here.
void CheckBreakdown(const model::Target& target, const ResourceCheck& check) {
  if (!target.value || target.comparator == model::Comparator::kDouble) return;
  const bool limit = target.comparator == model::Comparator::kLe || target.comparator == model::Comparator::kLt;
  const bool flow = target.measure == model::Measure::kFlow;
  const auto fault = flow ? FlowFault(target) : limit && !target.base ? std::nullopt : LevelFault(target);
  if (!fault) return;
  const model::Waypoint& waypoint = target.waypoints[fault->index];
  check.Refuse(absl::StrCat(ResourceCheck::At("waypoints", fault->index), ".value"),
               absl::StrCat(waypoint.value.ToString(), "（", waypoint.date.ToString(), "）", fault->text));
}

void CheckWaypoints(const model::Target& target, const ResourceCheck& check) {
  if (target.waypoints.empty()) return;
  if (!target.due_date) {
    check.Refuse("waypoints", "没有到期日；请填 due_date，或删去分期目标");
    return;
  }
  for (size_t i = 0; i < target.waypoints.size(); ++i) {
    const model::Waypoint& waypoint = target.waypoints[i];
    const std::string place = absl::StrCat(ResourceCheck::At("waypoints", i), ".date");
    if (i > 0 && waypoint.date <= target.waypoints[i - 1].date) {
      check.Refuse(place, "不晚于前一个；请按日期先后排列");
    }
    if (target.start_date && waypoint.date < *target.start_date) {
      check.Refuse(place, "早于 start_date；请改正其中一个日期");
    }
    if (waypoint.date > *target.due_date) check.Refuse(place, "晚于 due_date；请改正其中一个日期");
  }
  const model::Waypoint& last = target.waypoints.back();
  if (last.date == *target.due_date && target.value && !(last.value == *target.value)) {
    check.Refuse(
        absl::StrCat(ResourceCheck::At("waypoints", target.waypoints.size() - 1), ".value"),
        absl::StrCat(last.value.ToString(), " 与到期应达到的 ", target.value->ToString(), " 不符；请改正其一"));
    return;
  }
  CheckBreakdown(target, check);
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
    return absl::StrCat("“", unit_id, "”的量纲是 ", unit->dimension, "，增速目标须用百分比；请改用百分比的计量单位");
  }
  if (unit->dimension == measured->dimension) return std::nullopt;
  return absl::StrCat("“", unit_id, "”的量纲是 ", unit->dimension, "，指标“", indicator->id, "”用的“", measured->id,
                      "”是 ", measured->dimension, "；请改用量纲相同的计量单位");
}

void CheckResource(const model::Indicator& indicator, const ResourceCheck& check) {
  check.Require<model::UnitOfMeasure>("unit_of_measure", indicator.unit_of_measure);
  check.Require<model::Unit>("reporter", indicator.reporter);
  check.Require<model::Indicator>("part_of", indicator.part_of);
  CheckFormula(indicator, check);
  if (!indicator.part_of.empty() && indicator.member.empty()) {
    check.Refuse("member", "没有填写；请写明 part_of 是哪条链或哪个单位的一份");
  }
  const bool known = check.catalogue().Find<model::Chain>(indicator.member) != nullptr ||
                     check.catalogue().Find<model::Unit>(indicator.member) != nullptr;
  if (!indicator.member.empty() && !known) {
    check.Refuse("member", absl::StrCat("没有产业链或单位“", indicator.member, "”；请先把它加入目录，或改正编号"));
  }
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

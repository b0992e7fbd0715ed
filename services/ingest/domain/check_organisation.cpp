#include <set>

#include "absl/strings/str_cat.h"
#include "ingest/domain/plan_change.h"
#include "ingest/domain/resource_check.h"
#include "model/rational.h"

namespace liandu::ingest {
namespace {

constexpr int kMaxRangeDays = 366;

void CheckOffsets(const std::vector<model::UtcOffset>& offsets, const ResourceCheck& check) {
  if (offsets.empty()) {
    check.Refuse("utc_offsets", "没有填写；请填与 UTC 相差的分钟数，北京时间为 480");
    return;
  }
  for (size_t i = 1; i < offsets.size(); ++i) {
    if (offsets[i].from && (!offsets[i - 1].from || *offsets[i - 1].from < *offsets[i].from)) continue;
    check.Refuse(absl::StrCat(ResourceCheck::At("utc_offsets", i), ".from"),
                 "不晚于前一条；请按日期先后排列，只有第一条可以不写日期");
  }
}

void CheckSettings(const model::JudgementSettings& settings, const ResourceCheck& check) {
  const model::Rational yellow = model::ToRational(settings.behind_yellow_lag_points);
  if (model::ToRational(settings.behind_red_lag_points) < yellow) {
    check.Refuse("settings.behind_red_lag_points", "低于黄灯界限；请填不小于 behind_yellow_lag_points 的数");
  }
  if (model::ToRational(settings.hysteresis_points) > yellow) {
    check.Refuse("settings.hysteresis_points",
                 "高于黄灯界限，黄灯将无法解除；请填不大于 behind_yellow_lag_points 的数");
  }
  std::set<int> seen;
  for (int days : settings.due_soon_working_days) {
    if (seen.insert(days).second) continue;
    check.Refuse("settings.due_soon_working_days", absl::StrCat(days, " 重复；请删去一个"));
  }
}

void CheckDays(std::string_view field, const std::vector<model::CalendarDays>& ranges, const ResourceCheck& check,
               std::set<model::Date>& days) {
  for (size_t i = 0; i < ranges.size(); ++i) {
    const model::CalendarDays& range = ranges[i];
    const std::string place = ResourceCheck::At(field, i);
    if (range.to < range.from) {
      check.Refuse(absl::StrCat(place, ".to"),
                   absl::StrCat(range.to.ToString(), " 早于开始的 ", range.from.ToString(), "；请填这一段的最后一天"));
      continue;
    }
    if (range.to - range.from > kMaxRangeDays) {
      check.Refuse(absl::StrCat(place, ".to"), "这一段超过一年；请分成几段");
      continue;
    }
    for (model::Date day = range.from; day <= range.to; day = day + 1) {
      if (days.insert(day).second) continue;
      check.Refuse(place, absl::StrCat(day.ToString(), " 重复；一天只能是休息日或工作日之一，请删去一处"));
      break;
    }
  }
}

}  // namespace

std::string ResourceCheck::At(std::string_view field, size_t index) {
  return absl::StrCat(std::string(field), "[", index, "]");
}

void ResourceCheck::Refuse(std::string_view field, std::string description) const {
  std::string path = ResourcePath(kind_, index_);
  if (!field.empty()) path.append(".").append(field);
  findings_.violations.push_back({std::move(path), std::move(description)});
}

void ResourceCheck::Warn(const std::string& subject, const std::string& text) const {
  findings_.warnings.push_back(absl::StrCat(subject, "：", text));
}

void ResourceCheck::RefuseDangling(std::string_view field, model::ResourceKind kind, const std::string& id) const {
  Refuse(field, absl::StrCat("没有", model::KindText(kind), "“", id, "”；请先把它加入目录，或改正编号"));
}

void ResourceCheck::RequireOrder(std::string_view field, const std::optional<model::Date>& first,
                                 const std::optional<model::Date>& last) const {
  if (!first || !last || *first <= *last) return;
  Refuse(field, absl::StrCat(last->ToString(), " 早于开始的 ", first->ToString(), "；请对调或改正日期"));
}

void CheckResource(const model::Jurisdiction& jurisdiction, const ResourceCheck& check) {
  CheckOffsets(jurisdiction.utc_offsets, check);
  CheckSettings(jurisdiction.settings, check);
  check.Require<model::WorkCalendar>("work_calendar", jurisdiction.work_calendar);
  if (jurisdiction.work_calendar.empty()) check.Warn("辖区", "未指定工作日历，按周一至周五计算工作日");
  if (!jurisdiction.supervised_since) check.Warn("辖区", "未指定督办起始日，过去的期限也会预警");
}

void CheckResource(const model::WorkCalendar& calendar, const ResourceCheck& check) {
  std::set<model::Date> days;
  CheckDays("days_off", calendar.days_off, check, days);
  CheckDays("working_days", calendar.working_days, check, days);
  if (!calendar.horizon) {
    check.Warn("工作日历 " + calendar.id, "未写明覆盖到哪一天，之后的节假日无从判断");
  } else if (!days.empty() && *calendar.horizon < *days.rbegin()) {
    check.Refuse("horizon", absl::StrCat("早于已列出的 ", days.rbegin()->ToString(), "；请填日历覆盖到的最后一天"));
  }
}

void CheckResource(const model::UnitOfMeasure& /*unit*/, const ResourceCheck& /*check*/) {}

void CheckResource(const model::Unit& unit, const ResourceCheck& check) {
  check.Require<model::Unit>("parent", unit.parent);
}

void CheckResource(const model::Programme& programme, const ResourceCheck& check) {
  check.Require<model::Unit>("issuer", programme.issuer);
  check.Require<model::Programme>("parent", programme.parent);
  check.RequireAll<model::Programme>("supersedes", programme.supersedes);
  check.RequireOrder("end_date", programme.start_date, programme.end_date);
  if (programme.issuer.empty()) check.Warn("方案 " + programme.id, "没有发文单位，未落实责任单位的事项无人兜底");
}

void CheckResource(const model::Chain& chain, const ResourceCheck& check) {
  const model::Post* leader = check.Require<model::Post>("leader_post", chain.leader_post);
  if (leader != nullptr && leader->role != model::PostRole::kChainLeader) {
    check.Warn("产业链 " + chain.id, "链长岗位 " + chain.leader_post + " 的职务不是链长");
  }
  check.Require<model::Unit>("lead_unit", chain.lead_unit);
  check.RequireAll<model::Unit>("cooperating_units", chain.cooperating_units);
  check.RequireAll<model::Unit>("zones", chain.zones);
  check.RequireAll<model::Unit>("anchor_enterprises", chain.anchor_enterprises);
  check.RequireAll<model::Unit>("main_parks", chain.main_parks);
  check.RequireAll<model::Unit>("cooperating_parks", chain.cooperating_parks);
  check.Require<model::Unit>("task_group", chain.task_group);
  for (const std::string& id : chain.anchor_enterprises) {
    const model::Unit* unit = check.catalogue().Find<model::Unit>(id);
    if (unit != nullptr && unit->kind != model::UnitKind::kEnterprise) {
      check.Warn("产业链 " + chain.id, "链主 " + id + " 登记的类型不是企业");
    }
  }
}

void CheckResource(const model::Requirement& requirement, const ResourceCheck& check) {
  check.Require<model::Programme>("programme", requirement.programme);
  check.Require<model::Register>("register", requirement.register_id);
  const bool complete = requirement.rule == model::RequirementRule::kRegisterComplete;
  if (complete && requirement.register_id.empty()) check.Refuse("register", "没有填写；这条规则要写明查哪个名录");
  if (!complete && !requirement.register_id.empty()) {
    check.Refuse("register", "只用于 REQUIREMENT_RULE_REGISTER_COMPLETE；请删去，或改选规则");
  }
}

void CheckResource(const model::Conflict& conflict, const ResourceCheck& check) {
  check.RequireAll<model::Target>("targets", conflict.targets);
}

}  // namespace liandu::ingest

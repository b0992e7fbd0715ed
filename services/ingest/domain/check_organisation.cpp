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
    check.Refuse("utc_offsets", "is empty; give the offset from UTC, 480 minutes for Asia/Shanghai");
    return;
  }
  for (size_t i = 1; i < offsets.size(); ++i) {
    if (offsets[i].from && (!offsets[i - 1].from || *offsets[i - 1].from < *offsets[i].from)) continue;
    check.Refuse(absl::StrCat(ResourceCheck::At("utc_offsets", i), ".from"),
                 "does not lie after the one before; list offsets oldest first, only the first without a date");
  }
}

void CheckSettings(const model::JudgementSettings& settings, const ResourceCheck& check) {
  const model::Rational yellow = model::ToRational(settings.behind_yellow_lag_points);
  if (model::ToRational(settings.behind_red_lag_points) < yellow) {
    check.Refuse("settings.behind_red_lag_points", "is below the yellow threshold; red cannot begin before yellow");
  }
  if (model::ToRational(settings.hysteresis_points) > yellow) {
    check.Refuse("settings.hysteresis_points", "is above the yellow threshold; yellow could never clear");
  }
  std::set<int> seen;
  for (int days : settings.due_soon_working_days) {
    if (seen.insert(days).second) continue;
    check.Refuse("settings.due_soon_working_days", absl::StrCat(days, " stands twice; remove one"));
  }
}

void CheckDays(std::string_view field, const std::vector<model::CalendarDays>& ranges, const ResourceCheck& check,
               std::set<model::Date>& days) {
  for (size_t i = 0; i < ranges.size(); ++i) {
    const model::CalendarDays& range = ranges[i];
    const std::string place = ResourceCheck::At(field, i);
    if (range.to < range.from) {
      check.Refuse(absl::StrCat(place, ".to"), absl::StrCat(range.to.ToString(), " lies before ", range.from.ToString(),
                                                            "; give the last day of the range"));
      continue;
    }
    if (range.to - range.from > kMaxRangeDays) {
      check.Refuse(absl::StrCat(place, ".to"), "makes a range of more than a year; split it");
      continue;
    }
    for (model::Date day = range.from; day <= range.to; day = day + 1) {
      if (days.insert(day).second) continue;
      check.Refuse(place, absl::StrCat(day.ToString(), " is listed twice; a day is either off or worked"));
      break;
    }
  }
}

void CheckHolders(const model::Post& post, const ResourceCheck& check) {
  for (size_t i = 0; i < post.holders.size(); ++i) {
    const model::PostHolder& holder = post.holders[i];
    const std::string place = ResourceCheck::At("holders", i);
    check.RequireOrder(absl::StrCat(place, ".to"), holder.from, holder.to);
    if (i == 0) continue;
    const model::PostHolder& previous = post.holders[i - 1];
    if (previous.to && holder.from && *previous.to < *holder.from) continue;
    check.Refuse(absl::StrCat(place, ".from"),
                 "overlaps the holder before; end the earlier term the day before this one begins, oldest first");
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
  Refuse(field, absl::StrCat("names ", model::KindName(kind), " \"", id,
                             "\", which does not exist; add it to the catalogue or correct the id"));
}

void ResourceCheck::RequireOrder(std::string_view field, const std::optional<model::Date>& first,
                                 const std::optional<model::Date>& last) const {
  if (!first || !last || *first <= *last) return;
  Refuse(field, absl::StrCat(last->ToString(), " lies before ", first->ToString(), "; swap or correct the dates"));
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
    check.Refuse("horizon", absl::StrCat("lies before the listed day ", days.rbegin()->ToString(),
                                         "; give the last date that the calendar covers"));
  }
}

void CheckResource(const model::UnitOfMeasure& /*unit*/, const ResourceCheck& /*check*/) {}

void CheckResource(const model::Unit& unit, const ResourceCheck& check) {
  check.Require<model::Unit>("parent", unit.parent);
}

void CheckResource(const model::Post& post, const ResourceCheck& check) {
  check.Require<model::Unit>("unit", post.unit);
  CheckHolders(post, check);
  if (post.unit.empty()) check.Warn("岗位 " + post.id, "未写明所属单位，按单位发送的提醒到不了这个岗位");
}

void CheckResource(const model::Programme& programme, const ResourceCheck& check) {
  check.Require<model::Unit>("issuer", programme.issuer);
  check.Require<model::Programme>("parent", programme.parent);
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
  for (const std::string& id : chain.anchor_enterprises) {
    const model::Unit* unit = check.catalogue().Find<model::Unit>(id);
    if (unit != nullptr && unit->kind != model::UnitKind::kEnterprise) {
      check.Warn("产业链 " + chain.id, "链主 " + id + " 登记的类型不是企业");
    }
  }
}

void CheckResource(const model::Requirement& requirement, const ResourceCheck& check) {
  check.Require<model::Programme>("programme", requirement.programme);
}

void CheckResource(const model::Conflict& conflict, const ResourceCheck& check) {
  check.RequireAll<model::Target>("targets", conflict.targets);
}

}  // namespace liandu::ingest

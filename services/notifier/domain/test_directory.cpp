#include "notifier/domain/test_directory.h"

#include <cstdlib>

namespace liandu::notifier {

model::Instant At(const std::string& text) {
  const absl::StatusOr<model::Date> date = model::Date::Parse(text.substr(0, 10));
  if (!date.ok() || text.size() != 16) std::abort();
  const int minutes = std::stoi(text.substr(11, 2)) * 60 + std::stoi(text.substr(14, 2));
  return model::CivilTime().At(*date, minutes);
}

namespace {

void PutUnit(Directory& city, const std::string& id, const std::string& name) {
  model::Unit unit;
  unit.id = id;
  unit.display_name = name;
  unit.kind = model::UnitKind::kDepartment;
  city.Put(unit);
}

void PutPost(Directory& city, const std::string& id, const std::string& name, model::PostRole role,
             const std::string& unit, const std::string& holder) {
  model::Post post;
  post.id = id;
  post.display_name = name;
  post.role = role;
  post.unit = unit;
  if (!holder.empty()) post.holders.push_back({holder, std::nullopt, std::nullopt, {}});
  city.Put(post);
}

void PutChain(Directory& city, const std::string& id, const std::string& name, const std::string& leader,
              const std::string& lead_unit, int order) {
  model::Chain chain;
  chain.id = id;
  chain.display_name = name;
  chain.kind = model::ChainKind::kIndustryChain;
  chain.leader_post = leader;
  chain.lead_unit = lead_unit;
  chain.order = order;
  city.Put(chain);
}

}  // namespace

Directory TestCity() {
  Directory city;
  model::Jurisdiction jurisdiction;
  jurisdiction.id = "city";
  jurisdiction.display_name = "某市";
  jurisdiction.time_zone = "Asia/Shanghai";
  jurisdiction.utc_offsets = {{std::nullopt, 480}};
  jurisdiction.work_calendar = "cn";
  city.Put(jurisdiction);
  model::WorkCalendar calendar;
  calendar.id = "cn";
  calendar.days_off = {{model::Date(2024, 10, 1), model::Date(2024, 10, 7)}};
  calendar.working_days = {{model::Date(2024, 9, 29), model::Date(2024, 9, 29)},
                           {model::Date(2024, 10, 12), model::Date(2024, 10, 12)}};
  calendar.horizon = model::Date(2024, 12, 31);
  city.Put(calendar);
  PutUnit(city, "gxj", "市工业和信息化局");
  PutUnit(city, "fgw", "市发展改革委");
  PutUnit(city, "sww", "市商务局");
  PutUnit(city, "zf", "市政府");
  PutPost(city, "gxj-liaison", "市工业和信息化局联络员", model::PostRole::kLiaison, "gxj", "联络员");
  PutPost(city, "gxj-head", "市工业和信息化局主要负责人", model::PostRole::kUnitHead, "gxj", "局长");
  PutPost(city, "fgw-liaison", "市发展改革委联络员", model::PostRole::kLiaison, "fgw", "");
  PutPost(city, "fgw-head", "市发展改革委主要负责人", model::PostRole::kUnitHead, "fgw", "主任");
  PutPost(city, "zf-liaison", "市政府联络员", model::PostRole::kLiaison, "zf", "秘书");
  PutPost(city, "leader-nev", "新能源汽车产业链链长", model::PostRole::kChainLeader, "zf", "市级领导");
  PutPost(city, "leader-chip", "集成电路产业链链长", model::PostRole::kChainLeader, "zf", "");
  PutChain(city, "nev", "新能源汽车产业链", "leader-nev", "fgw", 1);
  PutChain(city, "chip", "集成电路产业链", "leader-chip", "gxj", 2);
  model::Programme plan;
  plan.id = "plan";
  plan.display_name = "三年行动方案";
  plan.issuer = "zf";
  city.Put(plan);
  return city;
}

model::Alert TestAlert(model::Severity severity) {
  model::Alert alert;
  alert.subject = {model::SubjectKind::kTarget, "T013", "新增上市企业"};
  alert.condition = model::Condition::kBehind;
  alert.window = "2024";
  alert.id = model::AlertId(alert.subject, alert.condition, alert.window);
  alert.severity = severity;
  alert.open = true;
  alert.sequence = 1;
  alert.evidence.rule = "R17";
  alert.evidence.summary = "截至 2024-06-30 完成 10，序时进度应达 49.7%，落后 39.7 个百分点";
  alert.evidence.expected = "100";
  alert.evidence.actual = "10";
  alert.evidence.lag_points = "39.7";
  alert.raised_time = At("2024-07-01 09:30");
  alert.chains = {"nev"};
  alert.responsible_unit = "gxj";
  alert.programme = "plan";
  alert.due_date = model::Date(2024, 12, 31);
  return alert;
}

model::Transition TestTransition(int64_t sequence, model::TransitionKind kind, model::Severity severity,
                                 const std::string& time) {
  model::Transition transition;
  transition.sequence = sequence;
  transition.kind = kind;
  transition.severity = severity;
  transition.time = At(time);
  transition.cause = "1719797400000-0";
  return transition;
}

}  // namespace liandu::notifier

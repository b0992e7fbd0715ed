#include "evaluator/domain/explain_light.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"
#include "evaluator/domain/supervision.h"
#include "evaluator/domain/supervision_queries.h"

namespace liandu::evaluator {
namespace {

using absl::StrCat;
using model::Light;

struct Parent {
  LightParent kind;
  const std::string& id;

  bool Holds(const Registry& registry, const std::vector<std::string>& chains, const std::string& unit) const {
    if (kind == LightParent::kJurisdiction) return true;
    if (kind == LightParent::kChain) return std::find(chains.begin(), chains.end(), id) != chains.end();
    const std::vector<std::string> units = registry.WithParents(unit);
    return std::find(units.begin(), units.end(), id) != units.end();
  }
};

int RankOf(Light light) {
  switch (light) {
    case Light::kRed:
      return 0;
    case Light::kYellow:
      return 1;
    case Light::kGreen:
      return 2;
    default:
      return 3;
  }
}

bool Holds(const Registry& registry, const Parent& parent, const TargetRow& row) {
  return parent.Holds(registry, Unpack(row, registry.symbols).chains, registry.ResponsibleUnit(row));
}

void AddTargets(const Registry& registry, const Parent& parent, std::vector<LightMember>& members) {
  for (const auto& [key, row] : registry.targets) {
    // Who speaks for a group is counted, below the parents of all its members.
    if (row->group && row->group->leader != row.get()) continue;
    LightMember member{
        "target", row->id,     TargetName(registry, *row), row->counted_light, ReasonText(row->reason), row->core,
        {},       std::nullopt};
    bool held = Holds(registry, parent, *row);
    if (row->group) {
      for (const TargetRow* other : row->group->members) {
        held = held || Holds(registry, parent, *other);
        if (other != row.get()) member.grouped.push_back(other->id);
      }
    }
    if (!held) continue;
    if (row->next_change != TargetRow::kNever) member.next_change = row->next_change;
    members.push_back(std::move(member));
  }
}

void AddMilestones(const Registry& registry, const Parent& parent, std::vector<LightMember>& members) {
  for (const auto& [key, row] : registry.items) {
    const model::Item* item = model::Find(registry.catalogue.items, row->id);
    if (!item) continue;
    if (!parent.Holds(registry, item->chains, registry.ResponsibleUnit(item->lead_unit, item->programme))) continue;
    for (size_t i = 0; i < std::min(item->milestones.size(), row->counted.size()); ++i) {
      const model::Milestone& milestone = item->milestones[i];
      const std::string due = milestone.due_date ? StrCat("计划 ", milestone.due_date->ToString()) : "没有日期";
      members.push_back({"milestone",
                         StrCat(item->id, "/", milestone.id),
                         StrCat(item->display_name, " ", milestone.display_name),
                         row->counted[i],
                         due,
                         milestone.core,
                         {},
                         std::nullopt});
    }
  }
}

/// "三分之一" is one in three.
std::string OneIn(int parts) { return StrCat(parts, " 分之一"); }

std::string RuleOf(const LightSummary& light, int core_red, const model::JudgementSettings& settings) {
  const int evaluable = light.red + light.yellow + light.green;
  const int total = evaluable + light.grey;
  switch (light.light) {
    case Light::kRed:
      if (core_red > 0) return StrCat("R19 红：有 ", core_red, " 个核心目标或节点为红");
      return StrCat("R19 红：可评的 ", evaluable, " 个里有 ", light.red, " 个红，超过 ",
                    OneIn(settings.light_red_one_in));
    case Light::kYellow:
      return StrCat("R19 黄：有 ", light.red, " 个红、", light.yellow, " 个黄，红的没有超过可评 ", evaluable, " 个的 ",
                    OneIn(settings.light_red_one_in),
                    evaluable < settings.light_red_min_evaluable
                        ? StrCat("（不足 ", settings.light_red_min_evaluable, " 个不计比例）")
                        : "");
    case Light::kGreen:
      return StrCat("R19 绿：没有红和黄，可评 ", evaluable, "/", total, "，不少于 ",
                    OneIn(settings.light_green_one_in));
    default:
      if (total == 0) return "R19 灰：没有目标和节点";
      return StrCat("R19 灰：没有红和黄，但只有 ", evaluable, "/", total, " 可评，不足 ",
                    OneIn(settings.light_green_one_in));
  }
}

std::string ChangeOf(const LightSummary& light, int core_red, const model::JudgementSettings& settings) {
  const int evaluable = light.red + light.yellow + light.green;
  const int total = evaluable + light.grey;
  switch (light.light) {
    case Light::kRed: {
      if (core_red > 0) return StrCat("核心的 ", core_red, " 个红全部好转之后，才可能不是红");
      const int allowed = evaluable / settings.light_red_one_in;
      return StrCat("再有 ", light.red - allowed, " 个红好转即为黄");
    }
    case Light::kYellow:
      return StrCat("现有 ", light.red + light.yellow, " 个红和黄全部好转之后为绿或灰");
    case Light::kGreen:
      return "任何一个转黄或转红，即为黄或红";
    default: {
      const int needed = (total + settings.light_green_one_in - 1) / settings.light_green_one_in;
      return total == 0 ? "给它立目标或节点之后才有灯"
                        : StrCat("再有 ", needed - evaluable, " 个可评且不黄不红，即为绿");
    }
  }
}

absl::StatusOr<LightSummary> SummaryOf(const Supervision& supervision, const Parent& parent) {
  const Board board = BoardOf(supervision);
  if (parent.kind == LightParent::kJurisdiction) return board.jurisdiction;
  const bool chain = parent.kind == LightParent::kChain;
  for (const LightSummary& summary : chain ? board.chains : board.units) {
    if (summary.id == parent.id) return summary;
  }
  return absl::NotFoundError(StrCat("辖区 ", supervision.id(), chain ? " 没有产业链“" : " 没有承担目标或节点的单位“",
                                    parent.id, "”；请改正编号，或用 liandu board --units 查看全部"));
}

}  // namespace

absl::StatusOr<LightExplanation> ExplanationOfLight(const Supervision& supervision, LightParent kind,
                                                    const std::string& id) {
  const Parent parent{kind, id};
  const absl::StatusOr<LightSummary> summary = SummaryOf(supervision, parent);
  if (!summary.ok()) return summary.status();
  const Registry& registry = supervision.registry();
  LightExplanation explanation;
  explanation.summary = *summary;
  AddTargets(registry, parent, explanation.members);
  AddMilestones(registry, parent, explanation.members);
  const auto order = [](const LightMember& member) {
    return std::make_tuple(RankOf(member.light), !member.core, std::string_view(member.kind),
                           std::string_view(member.id));
  };
  std::sort(explanation.members.begin(), explanation.members.end(),
            [&](const LightMember& left, const LightMember& right) { return order(left) < order(right); });
  const auto core_red = static_cast<int>(
      std::count_if(explanation.members.begin(), explanation.members.end(),
                    [](const LightMember& member) { return member.core && member.light == Light::kRed; }));
  explanation.rule = RuleOf(*summary, core_red, registry.settings);
  explanation.outlook.push_back(ChangeOf(*summary, core_red, registry.settings));
  const LightMember* first = nullptr;
  for (const LightMember& member : explanation.members) {
    if (member.next_change && (!first || *member.next_change < *first->next_change)) first = &member;
  }
  if (first) {
    explanation.outlook.push_back(StrCat("没有新填报时，", registry.civil_time.DateAt(*first->next_change).ToString(),
                                         " 最早有变化：", first->id, " ", first->display_name));
  }
  return explanation;
}

}  // namespace liandu::evaluator

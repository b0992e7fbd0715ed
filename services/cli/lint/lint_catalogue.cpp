#include "cli/lint/lint_catalogue.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/lint/lint_targets.h"
#include "cli/text/table.h"
#include "model/formula.h"

namespace liandu::cli {
namespace {

using model::ResourceKind;

/// The order in which people want them: what keeps a target from being judged comes first.
constexpr std::array kKinds = {"no_base",        "redacted",
                               "ambiguous",      "year_order",
                               "unit_differs",   "due_inferred",
                               "no_owner",       "no_cadence",
                               "no_reporter",    "formula_without_parts",
                               "idle_indicator", "milestone_without_date",
                               "no_milestone",   "requirement_without_register",
                               "not_kept_since", "alias_clash"};

class Linter {
 public:
  explicit Linter(const model::Catalogue& catalogue) : catalogue_(catalogue) {}

  std::vector<Weakness> Lint() {
    LintTargets(catalogue_, found_);
    LintIndicators();
    LintItems();
    LintObligations();
    LintRegisters();
    LintUnits();
    std::stable_sort(found_.begin(), found_.end(), [](const Weakness& left, const Weakness& right) {
      const auto rank = [](const Weakness& weakness) {
        return std::find(kKinds.begin(), kKinds.end(), weakness.kind) - kKinds.begin();
      };
      return std::pair(rank(left), left.id) < std::pair(rank(right), right.id);
    });
    return std::move(found_);
  }

 private:
  void Find(const char* kind, ResourceKind resource, const std::string& id, std::string what) {
    found_.push_back({kind, resource, id, std::move(what)});
  }

  void LintIndicators() {
    std::map<std::string, std::vector<const model::Target*>> targets;
    std::set<std::string> used;
    std::set<std::string> wholes;
    for (const auto& [id, target] : catalogue_.targets) targets[target.indicator].push_back(&target);
    for (const auto& [id, watch] : catalogue_.watches) used.insert(watch.indicator);
    for (const auto& [id, indicator] : catalogue_.indicators) {
      if (!indicator.part_of.empty()) wholes.insert(indicator.part_of);
      if (indicator.formula.empty()) continue;
      const auto formula = model::ParseFormula(indicator.formula);
      if (!formula.ok()) continue;
      for (const std::string& read : model::IndicatorsOf(*formula)) used.insert(read);
    }
    for (const auto& [id, indicator] : catalogue_.indicators) {
      const auto of = targets.find(id);
      if (of != targets.end()) {
        LintReporting(indicator, of->second);
      } else if (!used.contains(id) && indicator.part_of.empty()) {
        Find("idle_indicator", ResourceKind::kIndicator, id, "没有目标、监测或公式用到它；立目标或监测，或删去");
      }
      LintParts(indicator, wholes.contains(id));
    }
  }

  void LintReporting(const model::Indicator& indicator, const std::vector<const model::Target*>& targets) {
    if (!indicator.formula.empty() || indicator.continuous) return;
    if (indicator.cadence == model::Cadence::kUnspecified) {
      Find("no_cadence", ResourceKind::kIndicator, indicator.id, "没有填报周期，窗口结束才催报；填 cadence");
    }
    const bool led = std::all_of(targets.begin(), targets.end(),
                                 [](const model::Target* target) { return !target->lead_unit.empty(); });
    if (indicator.reporter.empty() && !led) {
      Find("no_reporter", ResourceKind::kIndicator, indicator.id, "没有填报单位，只能催印发单位；填 reporter");
    }
  }

  void LintParts(const model::Indicator& indicator, bool has_parts) {
    if (indicator.formula.empty() || has_parts) return;
    const auto formula = model::ParseFormula(indicator.formula);
    if (!formula.ok() || !model::ReadsParts(*formula)) return;
    Find("formula_without_parts", ResourceKind::kIndicator, indicator.id,
         absl::StrCat("公式要汇总各部分，却没有指标写 partOf: ", indicator.id, "：永远算不出；给各部分填 partOf"));
  }

  bool HasOwner(const std::string& lead_unit, const std::string& programme) const {
    if (!lead_unit.empty()) return true;
    const model::Programme* found = model::Find(catalogue_.programmes, programme);
    return found != nullptr && !found->issuer.empty();
  }

  void LintItems() {
    for (const auto& [id, item] : catalogue_.items) {
      if (!HasOwner(item.lead_unit, item.programme)) {
        Find("no_owner", ResourceKind::kItem, id, "没有牵头单位，方案也没有印发单位：预警不知道找谁；填 leadUnit");
      }
      if (item.milestones.empty() && item.stage_machine.empty() && item.kind != model::ItemKind::kTrend) {
        Find("no_milestone", ResourceKind::kItem, id,
             "没有节点也没有阶段：到期不会提醒；填 milestones 或 stageMachine");
      }
      for (const model::Milestone& milestone : item.milestones) LintMilestone(item, milestone);
    }
  }

  void LintMilestone(const model::Item& item, const model::Milestone& milestone) {
    const std::string id = absl::StrCat(item.id, "/", milestone.id);
    const bool computed = milestone.duration_days > 0;
    if (!milestone.due_date && !computed) {
      Find("milestone_without_date", ResourceKind::kItem, id, "节点没有日期：不会到期，也不会逾期；填 dueDate 或工期");
    }
    const bool decided = std::any_of(catalogue_.decisions.begin(), catalogue_.decisions.end(), [&](const auto& entry) {
      return entry.second.milestone == id && entry.second.kind == model::DecisionKind::kChangeDueDate;
    });
    if (milestone.due_date_inferred && !decided) {
      Find("due_inferred", ResourceKind::kItem, id, "期限是推定的，最多黄色；由决定 CHANGE_DUE_DATE 确认");
    }
  }

  void LintObligations() {
    for (const auto& [id, obligation] : catalogue_.obligations) {
      if (HasOwner(obligation.lead_unit, obligation.programme)) continue;
      Find("no_owner", ResourceKind::kObligation, id, "没有牵头单位，方案也没有印发单位：到期不知道找谁；填 leadUnit");
    }
  }

  void LintRegisters() {
    for (const auto& [id, requirement] : catalogue_.requirements) {
      if (requirement.rule != model::RequirementRule::kRegisterComplete) continue;
      if (model::Find(catalogue_.registers, requirement.register_id) != nullptr) continue;
      Find("requirement_without_register", ResourceKind::kRequirement, id,
           "要求名录齐备，却没有说是哪个名录：查不出缺什么；填 register");
    }
    for (const auto& [id, entry] : catalogue_.registers) {
      if (entry.kept_since) continue;
      Find("not_kept_since", ResourceKind::kRegister, id,
           "没说从哪天起完整：据它计数的目标一直是“没有记录”；填 keptSince");
    }
  }

  void LintUnits() {
    std::map<std::string, std::set<std::string>> owners;
    for (const auto& [id, unit] : catalogue_.units) {
      owners[unit.display_name.empty() ? id : unit.display_name].insert(id);
      for (const std::string& alias : unit.aliases) owners[alias].insert(id);
    }
    for (const auto& [name, ids] : owners) {
      if (ids.size() < 2) continue;
      Find("alias_clash", ResourceKind::kUnit, *ids.begin(),
           absl::StrCat("“", name, "”同时指 ", absl::StrJoin(ids, "、"), "：导入时认不出是谁；改掉其中的别名"));
    }
  }

  const model::Catalogue& catalogue_;
  std::vector<Weakness> found_;
};

}  // namespace

std::vector<Weakness> LintCatalogue(const model::Catalogue& catalogue) { return Linter(catalogue).Lint(); }

std::string RenderWeaknesses(const std::vector<Weakness>& found, const Screen& screen) {
  if (found.empty()) return "没有薄弱处\n";
  Table table({{"种类"}, {"资源"}, {"编号"}, {"说明", Align::kLeft, true}});
  std::vector<std::pair<std::string, int>> counts;
  for (const Weakness& weakness : found) {
    table.AddRow({weakness.kind, model::KindText(weakness.resource), weakness.id, weakness.what});
    if (counts.empty() || counts.back().first != weakness.kind) counts.emplace_back(weakness.kind, 0);
    ++counts.back().second;
  }
  const std::string sum = absl::StrJoin(counts, "，", [](std::string* text, const auto& count) {
    absl::StrAppend(text, count.first, " ", count.second);
  });
  return absl::StrCat(table.Render(screen), "\n共 ", found.size(), " 处：", sum, "\n");
}

}  // namespace liandu::cli

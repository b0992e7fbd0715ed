#include "cli/lint/lint_targets.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "model/rational.h"

namespace liandu::cli {
namespace {

using model::Comparator;
using model::DecisionKind;
using model::Target;

class TargetLinter {
 public:
  TargetLinter(const model::Catalogue& catalogue, std::vector<Weakness>& found) : catalogue_(catalogue), found_(found) {
    for (const auto& [id, decision] : catalogue.decisions) decided_.insert({decision.target, decision.kind});
  }

  void Lint(const Target& target) {
    LintBase(target);
    LintReading(target);
    LintUnit(target);
    if (target.due_date_inferred && !IsDecided(target, DecisionKind::kChangeDueDate)) {
      Find("due_inferred", target, "期限是推定的，最多黄色；由决定 CHANGE_DUE_DATE 确认");
    }
    const model::Programme* programme = model::Find(catalogue_.programmes, target.programme);
    if (target.lead_unit.empty() && (programme == nullptr || programme->issuer.empty())) {
      Find("no_owner", target, "没有牵头单位，方案也没有印发单位：预警不知道找谁；填 leadUnit");
    }
  }

  /// Thresholds of one indicator that turn back from one year to the next.
  void LintOrder(const std::vector<const Target*>& targets) {
    for (const Target* later : targets) {
      for (const Target* earlier : targets) {
        if (!Follow(*earlier, *later)) continue;
        const bool down = LooksDown(*later);
        const model::Rational first = InBaseUnits(*earlier);
        const model::Rational second = InBaseUnits(*later);
        if (down ? first >= second : first <= second) continue;
        Find(
            "year_order", *later,
            absl::StrCat(later->due_date->ToString(), " 要求 ", later->value->ToString(), UnitOf(*later), "，反而低于 ",
                         earlier->id, " 在 ", earlier->due_date->ToString(), " 要求的 ", earlier->value->ToString(),
                         UnitOf(*earlier), "；核对原文，由决定（SETTLE_CONFLICT）说明以哪个为准"));
      }
    }
  }

 private:
  void Find(const char* kind, const Target& target, std::string what) {
    found_.push_back({kind, model::ResourceKind::kTarget, target.id, std::move(what)});
  }

  bool IsDecided(const Target& target, DecisionKind kind) const { return decided_.contains({target.id, kind}); }

  void LintBase(const Target& target) {
    const bool doubles = target.comparator == Comparator::kDouble;
    if (target.measure != model::Measure::kLevel && !doubles) return;
    if (!target.due_date || IsDecided(target, DecisionKind::kConfirmBase)) return;
    if (target.base && !target.base->inferred) return;
    if (target.base) {
      return Find("no_base", target, "基数是推定的，不作数；由决定 CONFIRM_BASE 确认");
    }
    Find("no_base", target, doubles ? "要翻番却没有基数，判不了；填 base" : "没有基数，看不出快慢；填 base");
  }

  void LintReading(const Target& target) {
    if (target.redacted && !IsDecided(target, DecisionKind::kFillRedaction)) {
      Find("redacted", target, "数值被遮去，判不了；由决定 FILL_REDACTION 补上");
    }
    if (!target.ambiguity.empty() && !IsDecided(target, DecisionKind::kConfirmReading)) {
      Find("ambiguous", target,
           absl::StrCat("有歧义（", target.ambiguity, "），判不了；由决定 CONFIRM_READING 定下读法"));
    }
  }

  void LintUnit(const Target& target) {
    const model::Indicator* indicator = model::Find(catalogue_.indicators, target.indicator);
    if (indicator == nullptr || target.unit_of_measure.empty()) return;
    if (target.unit_of_measure == indicator->unit_of_measure) return;
    Find("unit_differs", target,
         absl::StrCat("目标用 ", target.unit_of_measure, "，指标用 ", indicator->unit_of_measure,
                      target.base ? "，基数按目标的单位理解" : "", "；核对数值，最好写成一种单位"));
  }

  static bool LooksDown(const Target& target) {
    return target.comparator == Comparator::kLe || target.comparator == Comparator::kLt;
  }

  static bool Follow(const Target& earlier, const Target& later) {
    const auto plain = [](const Target& target) {
      return target.value && target.due_date && !target.redacted && target.ambiguity.empty() && !target.each_year &&
             target.comparator != Comparator::kDouble;
    };
    if (!plain(earlier) || !plain(later) || !(*earlier.due_date < *later.due_date)) return false;
    if (earlier.measure != later.measure || earlier.for_each != later.for_each) return false;
    if (LooksDown(earlier) != LooksDown(later)) return false;
    const auto years = [](const Target& target) {
      return target.due_date->year() - target.start_date.value_or(*target.due_date).year();
    };
    return later.measure != model::Measure::kFlow || years(earlier) == years(later);
  }

  std::string UnitOf(const Target& target) const {
    if (!target.unit_of_measure.empty()) return target.unit_of_measure;
    const model::Indicator* indicator = model::Find(catalogue_.indicators, target.indicator);
    return indicator == nullptr ? "" : indicator->unit_of_measure;
  }

  model::Rational InBaseUnits(const Target& target) const {
    const model::UnitOfMeasure* unit = model::Find(catalogue_.units_of_measure, UnitOf(target));
    const model::Rational value = model::ToRational(*target.value);
    return unit == nullptr ? value : model::Rational(value * model::ToRational(unit->scale));
  }

  const model::Catalogue& catalogue_;
  std::vector<Weakness>& found_;
  std::set<std::pair<std::string, DecisionKind>> decided_;
};

}  // namespace

void LintTargets(const model::Catalogue& catalogue, std::vector<Weakness>& found) {
  TargetLinter linter(catalogue, found);
  std::map<std::string, std::vector<const Target*>> by_indicator;
  for (const auto& [id, target] : catalogue.targets) {
    linter.Lint(target);
    by_indicator[target.indicator].push_back(&target);
  }
  for (const auto& [indicator, targets] : by_indicator) linter.LintOrder(targets);
}

}  // namespace liandu::cli

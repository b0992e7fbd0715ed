#include "evaluator/domain/reporter_texts.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_texts.h"

namespace liandu::evaluator {

void DescribeDueSoon(const Registry& registry, const std::string& reporter, model::Date due, model::Alert& alert) {
  std::vector<std::string> names;
  std::set<std::string> chains;
  alert.evidence = {};
  alert.evidence.rule = "R16";
  for (const std::string& id : alert.members) {
    names.push_back(IndicatorName(registry, id));
    alert.evidence.inputs.push_back({"indicator", id, names.back(), due.ToString(), ""});
    for (const TargetRow* row : Registry::FindRow(registry.indicators, id)->targets) {
      for (const Symbol chain : row->chains) chains.insert(registry.symbols.Text(chain));
    }
  }
  alert.subject.display_name = registry.UnitName(reporter);
  alert.chains.assign(chains.begin(), chains.end());
  alert.programme = "";
  alert.responsible_unit = reporter;
  alert.due_date = due;
  alert.evidence.summary = absl::StrCat(alert.subject.display_name, "：", names.size(), " 项指标应于 ", due.ToString(),
                                        " 前填报：", FirstNames(names, "项"));
}

std::string DueSoonCleared(const model::Alert& alert, model::Date today) {
  const bool passed = alert.due_date && today > *alert.due_date;
  return passed ? absl::StrCat("到期未填报，自 ", (*alert.due_date + 1).ToString(), " 起逾期") : "已填报";
}

}  // namespace liandu::evaluator

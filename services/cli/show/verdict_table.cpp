#include "cli/show/verdict_table.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"

namespace liandu::cli {
namespace {

std::string HeadOf(const v1::ExplainTargetResponse& target) {
  const v1::TargetVerdict& verdict = target.verdict();
  std::string head = absl::StrCat(CleanText(verdict.id()), "  ", NameOf(verdict.light()), "  ",
                                  NameOfReason(CleanText(verdict.reason())));
  if (!target.evidence().rule().empty()) absl::StrAppend(&head, "  ", CleanText(target.evidence().rule()));
  absl::StrAppend(&head, "  ", CleanText(verdict.display_name()));
  if (!verdict.threshold().empty()) absl::StrAppend(&head, "  ", CleanText(verdict.threshold()));
  if (!verdict.window().empty()) absl::StrAppend(&head, "（", ShowPeriod(CleanText(verdict.window())), "）");
  if (!verdict.latest_value().empty()) {
    absl::StrAppend(&head, "  最新 ", CleanText(verdict.latest_value()), "（",
                    ShowPeriod(CleanText(verdict.latest_period())), "）");
  }
  return head + "\n";
}

}  // namespace

std::string VerdictTable(const std::vector<v1::ExplainTargetResponse>& targets) {
  std::string text;
  std::map<std::string, int> lights;
  for (const v1::ExplainTargetResponse& target : targets) {
    text += HeadOf(target);
    int number = 0;
    for (const std::string& step : target.steps()) absl::StrAppend(&text, "  ", ++number, ". ", CleanText(step), "\n");
    for (const std::string& line : target.outlook()) absl::StrAppend(&text, "  → ", CleanText(line), "\n");
    ++lights[NameOf(target.verdict().light())];
  }
  absl::StrAppend(&text, "\n共 ", targets.size(), " 个目标");
  for (const auto& [light, count] : lights) absl::StrAppend(&text, "，", light, " ", count);
  return text + "\n";
}

}  // namespace liandu::cli

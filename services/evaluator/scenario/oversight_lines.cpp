#include "evaluator/scenario/oversight_lines.h"

#include <map>

#include "absl/strings/str_cat.h"

namespace liandu::scenarios {
namespace {

using model::DecisionKind;
using model::RequirementRule;

template <typename Value>
Value OneOf(const std::map<std::string, Value>& choices, const std::string& word) {
  const auto found = choices.find(word);
  if (found != choices.end()) return found->second;
  std::string allowed;
  for (const auto& [choice, value] : choices) absl::StrAppend(&allowed, choice.empty() ? "" : " ", choice);
  throw BadLine(absl::StrCat("不认识“", word, "”；能写：", allowed));
}

model::Decision DecisionOf(const Words& words) {
  static const std::map<std::string, DecisionKind> kDecisionKinds = {{"change_value", DecisionKind::kChangeValue},
                                                                     {"change_due_date", DecisionKind::kChangeDueDate},
                                                                     {"confirm_base", DecisionKind::kConfirmBase},
                                                                     {"confirm_reading", DecisionKind::kConfirmReading},
                                                                     {"fill_redaction", DecisionKind::kFillRedaction},
                                                                     {"settle_conflict", DecisionKind::kSettleConflict},
                                                                     {"excuse", DecisionKind::kExcuse}};
  model::Decision decision;
  decision.id = words.plain.at(1);
  decision.kind = OneOf(kDecisionKinds, words.plain.at(2));
  decision.date = DateOf(words, "date");
  decision.decided_by = words.Get("by");
  decision.reason = words.Get("reason").empty() ? "经研究" : words.Get("reason");
  decision.target = words.Get("target");
  decision.milestone = words.Get("milestone");
  decision.obligation = words.Get("obligation");
  decision.period = words.Get("period");
  decision.value = DecimalOf(words, "value");
  decision.upper_value = DecimalOf(words, "upper");
  decision.new_date = DateOf(words, "new");
  decision.gives_way = words.List("gives_way");
  return decision;
}

model::Issue IssueOf(const Words& words) {
  model::Issue issue;
  issue.id = issue.display_name = words.plain[1];
  issue.programme = words.Get("programme");
  issue.lead_unit = words.Get("lead");
  issue.raised_by = words.Get("by");
  issue.raised_date = DateOf(words, "raised");
  issue.due_date = DateOf(words, "due");
  issue.top_level = words.Has("top_level");
  issue.leader_post = words.Get("leader");
  issue.blocks = words.List("blocks");
  issue.chains = words.List("chains");
  return issue;
}

model::Watch WatchOf(const Words& words) {
  model::Watch watch;
  watch.id = watch.display_name = words.plain.at(1);
  watch.indicator = words.Get("indicator");
  watch.floor = DecimalOf(words, "floor");
  watch.ceiling = DecimalOf(words, "ceiling");
  watch.drop_percent = DecimalOf(words, "drop");
  if (words.Has("year_before")) watch.drop_against = model::WatchBasis::kYearBefore;
  if (words.Has("blue")) watch.severity = model::Severity::kBlue;
  if (words.Has("red")) watch.severity = model::Severity::kRed;
  watch.lead_unit = words.Get("lead");
  watch.chains = words.List("chains");
  watch.programme = words.Get("programme");
  return watch;
}

model::Requirement RequirementOf(const Words& words) {
  static const std::map<std::string, RequirementRule> kRules = {
      {"", RequirementRule::kChainLeaderPostFilled},       {"leader", RequirementRule::kChainLeaderPostFilled},
      {"lead_unit", RequirementRule::kChainLeadUnitNamed}, {"main_park", RequirementRule::kChainMainParkNamed},
      {"anchor", RequirementRule::kChainAnchorNamed},      {"task_group", RequirementRule::kChainTaskGroupNamed},
      {"item_lead", RequirementRule::kItemLeadUnitNamed},  {"register", RequirementRule::kRegisterComplete}};
  model::Requirement requirement;
  requirement.id = requirement.display_name = words.plain.at(1);
  requirement.programme = words.Get("programme");
  requirement.rule = words.Has("lead_unit") ? RequirementRule::kChainLeadUnitNamed : OneOf(kRules, words.Get("rule"));
  requirement.register_id = words.Get("register");
  requirement.kinds = words.List("kinds");
  if (words.Has("service")) requirement.chain_kind = model::ChainKind::kServiceIndustry;
  return requirement;
}

}  // namespace

std::optional<model::Resource> OversightOfWords(const Words& words) {
  const std::string& kind = words.plain.at(0);
  if (kind == "decision") return DecisionOf(words);
  if (kind == "issue") return IssueOf(words);
  if (kind == "watch") return WatchOf(words);
  if (kind == "requirement") return RequirementOf(words);
  return std::nullopt;
}

}  // namespace liandu::scenarios

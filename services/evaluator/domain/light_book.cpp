#include "evaluator/domain/light_book.h"

#include "absl/strings/str_cat.h"

namespace liandu::evaluator {

using model::Light;

Light ParentLight(const LightTally& tally, const model::JudgementSettings& settings) {
  const int64_t evaluable = tally.evaluable();
  const bool enough = evaluable >= settings.light_red_min_evaluable;
  if (tally.core_red > 0 || (enough && int64_t{tally.red} * settings.light_red_one_in > evaluable)) return Light::kRed;
  if (tally.red + tally.yellow > 0) return Light::kYellow;
  if (evaluable > 0 && evaluable * settings.light_green_one_in >= tally.total()) return Light::kGreen;
  return Light::kGrey;
}

std::string ParentReason(const LightTally& tally) {
  if (tally.total() == 0) return "没有目标和节点";
  std::string reason = absl::StrCat(tally.evaluable(), "/", tally.total(), " 可评");
  if (tally.red > 0) absl::StrAppend(&reason, "，", tally.red, " 红");
  if (tally.core_red > 0) absl::StrAppend(&reason, "（含核心 ", tally.core_red, "）");
  if (tally.yellow > 0) absl::StrAppend(&reason, "，", tally.yellow, " 黄");
  return reason;
}

void AddOutcome(LightTally& tally, Light light, bool core, int by) {
  const int core_by = core ? by : 0;
  switch (light) {
    case Light::kRed:
      tally.red += by;
      tally.core_red += core_by;
      break;
    case Light::kYellow:
      tally.yellow += by;
      tally.core_yellow += core_by;
      break;
    case Light::kGreen:
      tally.green += by;
      tally.core_green += core_by;
      break;
    case Light::kGrey:
      tally.grey += by;
      break;
  }
}

void LightBook::Count(Light light, bool core, const OutcomeParents& parents, int by) {
  AddOutcome(whole_, light, core, by);
  for (const auto& chain : parents.chains) Add(chains_, chain, light, core, by);
  for (const auto& unit : parents.units) Add(units_, unit, light, core, by);
  for (const auto& group : parents.groups) Add(groups_, group, light, core, by);
}

void LightBook::Add(Tallies& tallies, const std::string& parent, Light light, bool core, int by) {
  const auto it = tallies.try_emplace(parent).first;
  AddOutcome(it->second, light, core, by);
  if (it->second == LightTally{}) tallies.erase(it);
}

}  // namespace liandu::evaluator

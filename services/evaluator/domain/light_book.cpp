#include "evaluator/domain/light_book.h"

#include "absl/strings/str_cat.h"

namespace liandu::evaluator {

using model::Light;

Light ParentLight(const LightTally& tally) {
  if (tally.core_red > 0 || (tally.evaluable() >= 3 && tally.red * 3 > tally.evaluable())) return Light::kRed;
  if (tally.red + tally.yellow > 0) return Light::kYellow;
  if (tally.evaluable() > 0 && tally.evaluable() * 2 >= tally.total()) return Light::kGreen;
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

void LightBook::Add(LightTally& tally, Light light, bool core, int by) {
  switch (light) {
    case Light::kRed:
      tally.red += by;
      if (core) tally.core_red += by;
      break;
    case Light::kYellow:
      tally.yellow += by;
      break;
    case Light::kGreen:
      tally.green += by;
      break;
    case Light::kGrey:
      tally.grey += by;
      break;
  }
}

void LightBook::Add(Tallies& tallies, const std::string& parent, Light light, bool core, int by) {
  const auto it = tallies.try_emplace(parent).first;
  Add(it->second, light, core, by);
  if (it->second == LightTally{}) tallies.erase(it);
}

}  // namespace liandu::evaluator

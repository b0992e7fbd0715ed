#include "evaluator/domain/judge_members.h"

#include <algorithm>
#include <map>
#include <utility>

#include "evaluator/domain/next_change.h"

namespace liandu::evaluator {
namespace {

using model::Light;

Light LightOfAll(const std::vector<MemberVerdict>& members, size_t window) {
  int evaluable = 0;
  Light worst = Light::kGrey;
  for (const MemberVerdict& member : members) {
    const Light light = member.verdict.windows[window].light;
    if (light != Light::kGrey) ++evaluable;
    worst = std::max(worst, light);
  }
  if (worst == Light::kRed || worst == Light::kYellow) return worst;
  return evaluable > 0 && evaluable * 2 >= static_cast<int>(members.size()) ? Light::kGreen : Light::kGrey;
}

/// The window of one of those that most members with the light are like: the first of them by reason, then by id.
const WindowVerdict& TypicalOf(const std::vector<MemberVerdict>& members, size_t window, Light light) {
  std::map<Reason, int> counts;
  for (const MemberVerdict& member : members) {
    const WindowVerdict& verdict = member.verdict.windows[window];
    if (verdict.light == light) ++counts[verdict.reason];
  }
  // As long as one is only on its way, all are.
  if (const auto on_track = counts.find(Reason::kOnTrack); on_track != counts.end()) counts = {*on_track};
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto typical = std::find_if(members.begin(), members.end(), [&](const MemberVerdict& member) {
    const WindowVerdict& verdict = member.verdict.windows[window];
    return verdict.light == light && verdict.reason == most->first;
  });
  return typical->verdict.windows[window];
}

WindowVerdict WindowOfAll(const std::vector<MemberVerdict>& members, size_t window) {
  const Light light = LightOfAll(members, window);
  // Too few are green: it is grey as those that are grey.
  const WindowVerdict& typical = TypicalOf(members, window, light);
  WindowVerdict all;
  all.window = typical.window;
  all.light = light;
  all.reason = typical.reason;
  all.rule = typical.rule;
  all.final = true;
  for (const MemberVerdict& member : members) {
    const WindowVerdict& verdict = member.verdict.windows[window];
    all.final = all.final && verdict.final;
    all.excused = all.excused || verdict.excused;
    all.behind = std::max(all.behind, verdict.behind);
    all.missed = std::max(all.missed, verdict.missed);
    all.at_risk = std::max(all.at_risk, verdict.at_risk);
  }
  return all;
}

Verdict VerdictOfAll(const TargetSpec& spec, std::vector<MemberVerdict> members, model::Date today) {
  Verdict all;
  if (members.empty()) {
    WindowVerdict none;
    none.window = RunningWindow(spec, today);
    none.reason = Reason::kMissingPart;
    all.windows.push_back(std::move(none));
    return all;
  }
  for (const MemberVerdict& member : members) {
    const auto& next = member.verdict.next_change;
    if (next && (!all.next_change || *next < *all.next_change)) all.next_change = next;
  }
  for (size_t i = 0; i < members.front().verdict.windows.size(); ++i) all.windows.push_back(WindowOfAll(members, i));
  all.shown = members.front().verdict.shown;
  all.members = std::make_shared<const std::vector<MemberVerdict>>(std::move(members));
  return all;
}

}  // namespace

Verdict JudgeMembers(const TargetSpec& spec, const std::vector<JudgedMember>& members,
                     const JudgementContext& context) {
  const auto judge = [&](model::Date day, bool with_numbers) {
    std::vector<MemberVerdict> verdicts;
    for (const JudgedMember& member : members) {
      const JudgementContext then{day, context.supervised_since, context.settings, context.thresholds, with_numbers};
      verdicts.push_back({member.id, member.display_name, JudgeTargetOn(member.spec, *member.figures, then)});
      verdicts.back().verdict.figures = member.figures;
    }
    return VerdictOfAll(spec, std::move(verdicts), day);
  };
  Verdict verdict = judge(context.today, context.with_numbers);
  verdict.next_change = NextVisibleChange(verdict, [&](model::Date day) { return judge(day, false); });
  AwaitAmendment(spec, verdict);
  return verdict;
}

std::vector<const MemberVerdict*> Concerned(const Verdict& verdict, size_t window,
                                            model::Severity WindowVerdict::*condition) {
  std::vector<const MemberVerdict*> concerned;
  if (!verdict.members) return concerned;
  for (const MemberVerdict& member : *verdict.members) {
    if (member.verdict.windows[window].*condition != model::Severity::kNone) concerned.push_back(&member);
  }
  std::sort(concerned.begin(), concerned.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  return concerned;
}

}  // namespace liandu::evaluator

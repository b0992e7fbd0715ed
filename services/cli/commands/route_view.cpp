#include "cli/commands/route_view.h"

#include "absl/strings/str_cat.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"

namespace liandu::cli {
namespace {

/// "汇总，钉钉群 office-dingtalk" is what people call it: how it comes, over what.
std::string WayOf(const v1::RouteDecision& decision) {
  return absl::StrCat(decision.kind() == v1::DELIVERY_KIND_UNSPECIFIED ? "" : NameOf(decision.kind()) + " ",
                      decision.channel());
}

}  // namespace

std::string StepText(int step, bool repeated) {
  if (repeated) return "再次";
  return step == 0 ? "首次" : absl::StrCat("第 ", step, " 步");
}

void ShowDecisions(const google::protobuf::RepeatedPtrField<v1::RouteDecision>& decisions,
                   const model::CivilTime& civil_time, Output& output) {
  if (decisions.empty()) return;
  Table table({{"时间"},
               {"第几步"},
               {"岗位", Align::kLeft, true},
               {"在任", Align::kLeft, true},
               {"方式"},
               {"条件", Align::kLeft, true},
               {"依据", Align::kLeft, true},
               {"路由", Align::kLeft, false, true}});
  for (const v1::RouteDecision& decision : decisions) {
    const bool repeated = decision.step() == 0 && !decision.provided().empty();
    table.AddRow({decision.immediate() ? "立即" : ShowMoment(decision.scheduled_time(), civil_time),
                  StepText(decision.step(), repeated),
                  decision.post_display_name().empty() ? decision.post() : decision.post_display_name(),
                  decision.holder().empty() ? Cell("空缺", Colour::kYellow) : Cell(decision.holder()), WayOf(decision),
                  decision.provided(), decision.reason(), decision.route()});
  }
  output.Show(table);
}

}  // namespace liandu::cli

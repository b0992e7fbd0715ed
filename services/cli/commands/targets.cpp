#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/show/names.h"
#include "cli/show/verdict_table.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::cli {
namespace {

constexpr int kPageSize = 500;

std::string LatestOf(const v1::TargetVerdict& target) {
  if (target.latest_value().empty()) return "";
  return absl::StrCat(target.latest_value(), "（", ShowPeriod(target.latest_period()), "）");
}

void ShowTargets(const v1::ListTargetsResponse& list, const CatalogueNames& names, Output& output) {
  Table table({{"灯"},
               {"编号"},
               {"目标", Align::kLeft, true},
               {"要求", Align::kLeft, true},
               {"进度", Align::kRight},
               {"序时", Align::kRight},
               {"滞后", Align::kRight},
               {"期限"},
               {"说明", Align::kLeft, true, true},
               {"最新", Align::kLeft, true, true},
               {"责任单位", Align::kLeft, true, true}});
  for (const v1::TargetVerdict& target : list.targets()) {
    table.AddRow({LightCell(target.light()), target.id(), target.display_name(), target.threshold(),
                  AsPercent(target.progress()), AsPercent(target.elapsed()), target.lag_points(), target.due_date(),
                  NameOfReason(target.reason()), LatestOf(target), names.Unit(target.lead_unit())});
  }
  if (!table.empty()) output.Show(table);
  output.Text(absl::StrCat("共 ", list.targets_size(), " 个目标\n"));
}

/// Every target's explanation, one call each.
Outcome ShowSteps(const v1::ListTargetsResponse& list, const std::string& jurisdiction, Context& context) {
  std::vector<v1::ExplainTargetResponse> targets;
  for (const v1::TargetVerdict& target : list.targets()) {
    v1::ExplainTargetRequest request;
    request.set_jurisdiction(jurisdiction);
    request.set_target(target.id());
    auto answer = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::ExplainTarget, request);
    if (!answer.ok()) return answer.status();
    if (context.output.json()) {
      context.output.Line(*answer);
    } else {
      targets.push_back(*std::move(answer));
    }
  }
  if (!context.output.json()) context.output.Text(VerdictTable(targets));
  return kOk;
}

}  // namespace

Outcome Run(const TargetsOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::ListTargetsRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_chain(options.chain);
  request.set_programme(options.programme);
  request.set_unit(options.unit);
  request.set_page_size(kPageSize);
  v1::ListTargetsResponse list;
  do {
    auto page = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::ListTargets, request);
    if (!page.ok()) return page.status();
    for (v1::TargetVerdict& target : *page->mutable_targets()) {
      if (options.light != v1::LIGHT_UNSPECIFIED && target.light() != options.light) continue;
      *list.add_targets() = std::move(target);
    }
    *list.mutable_position() = page->position();
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  if (options.steps) return ShowSteps(list, *jurisdiction, context);
  if (context.output.json()) {
    context.output.Document(list);
  } else {
    ShowTargets(list, FetchLocality(context, *jurisdiction).names, context.output);
  }
  return kOk;
}

}  // namespace liandu::cli

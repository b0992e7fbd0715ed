#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/servers/failure.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "yaml/load_catalogue.h"
#include "yaml/read_folder.h"

namespace liandu::cli {
namespace {

/// The resources of all files; an error that is told already is kUsage.
absl::StatusOr<v1::Catalogue> ReadPut(const std::vector<std::string>& paths) {
  std::vector<yaml::CatalogueFile> files;
  for (const std::string& path : paths) {
    auto read = yaml::ReadCatalogueFolder(path);
    if (!read.ok()) return UsageError(std::string(read.status().message()));
    for (yaml::CatalogueFile& file : *read) files.push_back(std::move(file));
  }
  yaml::LoadedCatalogue loaded = yaml::LoadCatalogue(files);
  if (!loaded.problems.empty()) return UsageError(loaded.problems.front().ToString());
  return std::move(loaded.catalogue);
}

absl::Status Fill(const WhatIfOptions& options, const model::CivilTime& civil_time, v1::WhatIfRequest& request) {
  if (!options.clock.empty()) {
    const auto moment = ParseMoment(options.clock, civil_time);
    if (!moment.ok()) return UsageError(absl::StrCat("--clock：", moment.status().message()));
    *request.mutable_clock_time() = ToTimestamp(*moment);
  }
  if (!options.put.empty()) {
    auto put = ReadPut(options.put);
    if (!put.ok()) return put.status();
    *request.mutable_put() = *std::move(put);
  }
  for (const std::string& target : options.removed_targets) {
    v1::ResourceKey* key = request.add_remove();
    key->set_kind(v1::RESOURCE_KIND_TARGET);
    key->set_id(target);
  }
  for (const auto& [indicator, period, value] : options.reports) {
    v1::IndicatorReport* figure = request.add_reports()->mutable_indicator_report();
    figure->set_indicator(indicator);
    figure->set_period(period);
    figure->set_value(value);
    figure->set_source("假设");
  }
  return absl::OkStatus();
}

std::string StandOf(const v1::TargetVerdict& verdict) {
  std::string text = NameOfReason(verdict.reason());
  if (!verdict.latest_value().empty()) absl::StrAppend(&text, "，", verdict.latest_value());
  if (!verdict.lag_points().empty()) absl::StrAppend(&text, "，滞后 ", verdict.lag_points(), " 点");
  return text;
}

void ShowTargets(const v1::WhatIfResponse& answer, Output& output) {
  Table table({{"编号"},
               {"目标", Align::kLeft, true},
               {"现在"},
               {"", Align::kLeft, true},
               {"假设后"},
               {"", Align::kLeft, true}});
  for (const v1::TargetDifference& difference : answer.targets()) {
    const v1::TargetVerdict& named = difference.has_after() ? difference.after() : difference.before();
    std::vector<Cell> cells = {named.id(), named.display_name()};
    for (const bool after : {false, true}) {
      const bool there = after ? difference.has_after() : difference.has_before();
      const v1::TargetVerdict& side = after ? difference.after() : difference.before();
      cells.push_back(there ? LightCell(side.light()) : Cell("没有"));
      cells.emplace_back(there ? StandOf(side) : "");
    }
    table.AddRow(std::move(cells));
  }
  if (table.empty()) return;
  output.Text("\n目标\n");
  output.Show(table);
}

void ShowAlerts(const v1::WhatIfResponse& answer, const Locality& locality, Output& output) {
  Table table(
      {{"变化"}, {"级别"}, {"情形"}, {"责任单位", Align::kLeft, true, true}, {"编号", Align::kLeft, false, true}});
  for (const v1::AlertDifference& difference : answer.alerts()) {
    const bool both = difference.has_before() && difference.has_after();
    const v1::Alert& alert = difference.has_after() ? difference.after() : difference.before();
    table.AddRow({both                     ? "改变"
                  : difference.has_after() ? "新发生"
                                           : "解除",
                  SeverityCell(alert.severity()), NameOf(alert.condition()),
                  locality.names.Unit(alert.responsible_unit()), alert.id()});
    table.AddNote(alert.evidence().summary());
  }
  if (table.empty()) return;
  output.Text("\n预警\n");
  output.Show(table);
}

void ShowLights(const v1::WhatIfResponse& answer, Output& output) {
  Table table({{"", Align::kLeft, true}, {"现在"}, {"", Align::kLeft, true}, {"假设后"}, {"", Align::kLeft, true}});
  for (const v1::LightDifference& difference : answer.lights()) {
    const v1::LightSummary& before = difference.before();
    const v1::LightSummary& after = difference.after();
    table.AddRow({before.display_name().empty() ? after.id() : before.display_name(), LightCell(before.light()),
                  before.reason(), LightCell(after.light()), after.reason()});
  }
  if (table.empty()) return;
  output.Text("\n灯\n");
  output.Show(table);
}

}  // namespace

Outcome Run(const WhatIfOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const Locality locality = FetchLocality(context, *jurisdiction);
  v1::WhatIfRequest request;
  request.set_jurisdiction(*jurisdiction);
  if (const absl::Status filled = Fill(options, locality.civil_time, request); !filled.ok()) return filled;
  const auto answer = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::WhatIf, request);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
    return kOk;
  }
  context.output.Text(absl::StrCat("假设时间 ", ShowMoment(answer->clock_time_after(), locality.civil_time),
                                   "，推演了 ", answer->targets_copied(), " 个目标，现状不受影响\n"));
  ShowTargets(*answer, context.output);
  ShowAlerts(*answer, locality, context.output);
  ShowLights(*answer, context.output);
  if (answer->targets().empty() && answer->alerts().empty() && answer->lights().empty()) {
    context.output.Text("没有什么会不同\n");
  }
  return kOk;
}

}  // namespace liandu::cli

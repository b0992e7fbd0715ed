#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/lint/lint_catalogue.h"
#include "cli/servers/failure.h"
#include "wire/wire.h"
#include "yaml/json_text.h"
#include "yaml/load_catalogue.h"
#include "yaml/read_folder.h"

namespace liandu::cli {
namespace {

/// What wire finds wrong, as a problem at its place.
std::vector<yaml::Problem> ProblemsOf(const std::vector<wire::Violation>& violations, const yaml::OriginMap& origins) {
  std::vector<yaml::Problem> problems;
  for (const wire::Violation& violation : violations) {
    problems.push_back(
        {origins.Locate(violation.field).value_or(yaml::Place{}), violation.field, violation.description});
  }
  return problems;
}

Outcome Tell(const Failure& failure, Output& output) {
  output.Remark(output.json() ? RenderFailureJson(failure) : RenderFailure(failure, output.screen()));
  return kUsage;
}

std::string JsonOf(const std::vector<Weakness>& found) {
  std::string json = absl::StrCat("{\"count\": ", found.size(), ", \"weaknesses\": [");
  for (size_t i = 0; i < found.size(); ++i) {
    absl::StrAppend(&json, i == 0 ? "\n" : ",\n", "  {\"kind\": ", yaml::QuoteJson(found[i].kind),
                    ", \"resource\": ", yaml::QuoteJson(model::KindName(found[i].resource)),
                    ", \"id\": ", yaml::QuoteJson(found[i].id), ", \"what\": ", yaml::QuoteJson(found[i].what), "}");
  }
  return json + "]}";
}

}  // namespace

Outcome Run(const LintOptions& options, Context& context) {
  const auto files = yaml::ReadCatalogueFolder(options.folder);
  if (!files.ok()) return UsageError(std::string(files.status().message()));
  const yaml::LoadedCatalogue loaded = yaml::LoadCatalogue(*files);
  if (!loaded.problems.empty()) return Tell(FailureOf(loaded.problems), context.output);
  std::vector<wire::Violation> violations;
  const std::vector<model::Resource> resources = wire::ResourcesFromProto(loaded.catalogue, violations);
  if (!violations.empty()) return Tell(FailureOf(ProblemsOf(violations, loaded.origins)), context.output);
  model::Catalogue catalogue;
  for (const model::Resource& resource : resources) catalogue.Put(resource);
  const std::vector<Weakness> found = LintCatalogue(catalogue);
  if (context.output.json()) {
    context.output.Document(JsonOf(found));
  } else {
    context.output.Text(RenderWeaknesses(found, context.output.screen()));
  }
  return found.empty() ? kOk : kRefused;
}

}  // namespace liandu::cli

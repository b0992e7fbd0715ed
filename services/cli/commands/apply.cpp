#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/catalogue/split_catalogue.h"
#include "cli/commands/change_view.h"
#include "cli/commands/commands.h"
#include "cli/servers/failure.h"
#include "liandu/v1/ingest_service.grpc.pb.h"
#include "yaml/load_catalogue.h"
#include "yaml/read_folder.h"

namespace liandu::cli {
namespace {

constexpr size_t kMaxResourcesPerApply = 20'000;
constexpr size_t kMaxBytesPerApply = 8u << 20;

/// Tells a failure; the command then ends without a status of its own.
ExitCode Tell(const Failure& failure, Output& output) {
  output.Remark(output.json() ? RenderFailureJson(failure) : RenderFailure(failure, output.screen()));
  return failure.exit_code;
}

/// What is sent: one part, or several when it is too large for one call. A dry run and a prune need the whole at once.
absl::StatusOr<std::vector<CataloguePart>> PartsToSend(const yaml::LoadedCatalogue& loaded,
                                                       const ApplyOptions& options) {
  const bool fits =
      loaded.resource_count <= kMaxResourcesPerApply && loaded.catalogue.ByteSizeLong() <= kMaxBytesPerApply;
  if (fits) return std::vector<CataloguePart>{{loaded.catalogue, loaded.origins}};
  if (options.dry_run || options.prune) {
    return UsageError(
        absl::StrCat("目录有 ", loaded.resource_count, " 条，一次提交不下，只能不带 --dry-run 和 --prune 分次提交"));
  }
  return SplitCatalogue(loaded.catalogue, loaded.origins, kMaxResourcesPerApply, kMaxBytesPerApply);
}

v1::ApplyCatalogueRequest RequestFor(const std::string& jurisdiction, const ApplyOptions& options, Context& context) {
  v1::ApplyCatalogueRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_dry_run(options.dry_run);
  request.set_prune(options.prune);
  request.set_expected_version(options.expected_version);
  request.set_actor(context.client.settings().actor);
  return request;
}

void Summarise(const v1::ApplyCatalogueResponse& answer, const ApplyOptions& options, Output& output) {
  ShowChanges(answer, output);
  const std::string counts = absl::StrCat(answer.changes_size(), " 处改动，", answer.unchanged_count(), " 条不变");
  if (options.dry_run) {
    output.Text(absl::StrCat("只是检查：", counts, "；什么也没有提交\n"));
  } else {
    output.Text(absl::StrCat("已提交：", counts, "；目录现在是第 ", answer.version(), " 版\n"));
  }
}

}  // namespace

Outcome Run(const ApplyOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto files = yaml::ReadCatalogueFolder(options.folder);
  if (!files.ok()) return UsageError(std::string(files.status().message()));
  const yaml::LoadedCatalogue loaded = yaml::LoadCatalogue(*files);
  if (!loaded.problems.empty()) return Tell(FailureOf(loaded.problems), context.output);
  const auto parts = PartsToSend(loaded, options);
  if (!parts.ok()) return parts.status();

  v1::ApplyCatalogueRequest request = RequestFor(*jurisdiction, options, context);
  v1::ApplyCatalogueResponse total;
  for (size_t i = 0; i < parts->size(); ++i) {
    *request.mutable_catalogue() = (*parts)[i].catalogue;
    request.set_request_id(NewRequestId());
    const auto answer = context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::ApplyCatalogue, request);
    if (!answer.ok()) {
      if (i > 0) {
        context.output.Remark(absl::StrCat("前 ", i, " 次已提交（共 ", parts->size(), " 次），改好后再提交一遍即可\n"));
      }
      return Tell(FailureOf(answer.status(), &(*parts)[i].origins), context.output);
    }
    if (!options.dry_run) NoteWritten(context, *jurisdiction, answer->position());
    if (parts->size() > 1) {
      context.output.Remark(absl::StrCat("已提交 ", i + 1, "/", parts->size(), "，第 ", answer->version(), " 版\n"));
      request.set_expected_version(answer->version());
    }
    const int64_t unchanged = total.unchanged_count();
    total.MergeFrom(*answer);
    total.set_unchanged_count(unchanged + answer->unchanged_count());
  }
  if (context.output.json()) {
    context.output.Document(total);
  } else {
    Summarise(total, options, context.output);
  }
  return kOk;
}

}  // namespace liandu::cli

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/catalogue/write_yaml.h"
#include "cli/commands/commands.h"
#include "cli/commands/write_file.h"
#include "cli/servers/failure.h"
#include "liandu/v1/ingest_service.grpc.pb.h"
#include "yaml/json_text.h"

namespace liandu::cli {
namespace {

namespace fs = std::filesystem;

/// Makes the folder; a usage error if something stands in it already.
absl::Status PrepareFolder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return UsageError(absl::StrCat("建不了文件夹 ", folder, "：", error.message()));
  if (!fs::is_empty(folder, error) || error) return UsageError(absl::StrCat(folder, " 不是空的，请另选一个文件夹"));
  return absl::OkStatus();
}

}  // namespace

Outcome Run(const CatalogueExportOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  if (const absl::Status prepared = PrepareFolder(options.folder); !prepared.ok()) return prepared;
  v1::GetCatalogueRequest request;
  request.set_jurisdiction(*jurisdiction);
  const auto answer = context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::GetCatalogue, request);
  if (!answer.ok()) return answer.status();
  const std::vector<yaml::CatalogueFile> files = WriteCatalogueFiles(answer->catalogue());
  std::string names;
  for (const yaml::CatalogueFile& file : files) {
    if (const absl::Status status = WriteFile(fs::path(options.folder) / file.name, file.text); !status.ok())
      return status;
    absl::StrAppend(&names, names.empty() ? "" : ", ", yaml::QuoteJson(file.name));
  }
  if (context.output.json()) {
    context.output.Document(absl::StrCat("{\"files\": [", names, "]}"));
  } else {
    context.output.Text(absl::StrCat("已把 ", *jurisdiction, " 的目录（第 ", answer->version(), " 版）写成 ",
                                     files.size(), " 个文件，在 ", options.folder, "\n"));
  }
  return kOk;
}

}  // namespace liandu::cli

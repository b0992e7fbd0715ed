#include "evaluator/inbound/scenario_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "wire/wire.h"
#include "yaml/load_catalogue.h"
#include "yaml/read_folder.h"

namespace liandu::evaluator {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxProblemsTold = 5;

absl::Status AddScenarios(const std::string& folder, std::vector<std::string>& found) {
  const size_t before = found.size();
  std::error_code error;
  fs::recursive_directory_iterator entries(folder, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    std::error_code ignored;
    if (entries->path().extension() != ".scenario" || !entries->is_regular_file(ignored)) continue;
    found.push_back(entries->path().string());
    if (found.size() > kMaxScenarios) {
      return absl::InvalidArgumentError(absl::StrCat("场景文件超过 ", kMaxScenarios, " 个"));
    }
  }
  if (error) return absl::NotFoundError(absl::StrCat("读不了 ", folder, "：", error.message()));
  if (found.size() == before) return absl::NotFoundError(absl::StrCat(folder, " 里没有 *.scenario 文件"));
  return absl::OkStatus();
}

template <typename Item, typename Tell>
absl::Status Refusal(const std::vector<Item>& wrong, Tell tell) {
  std::string text = "目录有误：";
  for (size_t i = 0; i < std::min(wrong.size(), kMaxProblemsTold); ++i) absl::StrAppend(&text, "\n  ", tell(wrong[i]));
  if (wrong.size() > kMaxProblemsTold) absl::StrAppend(&text, "\n  还有 ", wrong.size() - kMaxProblemsTold, " 处");
  return absl::InvalidArgumentError(text);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> FindScenarios(const std::vector<std::string>& paths) {
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      if (const absl::Status status = AddScenarios(path, found); !status.ok()) return status;
    } else if (fs::exists(path, error)) {
      found.push_back(path);
    } else {
      return absl::NotFoundError(absl::StrCat("没有 ", path));
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

absl::StatusOr<std::string> ReadScenario(const std::string& path) {
  return yaml::ReadTextFile(path, kMaxScenarioBytes);
}

absl::StatusOr<std::vector<model::Resource>> ReadCatalogue(const std::string& scenario, const std::string& folder) {
  const auto files = yaml::ReadCatalogueFolder((fs::path(scenario).parent_path() / folder).string());
  if (!files.ok()) return files.status();
  const yaml::LoadedCatalogue loaded = yaml::LoadCatalogue(*files);
  if (!loaded.problems.empty()) {
    return Refusal(loaded.problems, [](const yaml::Problem& problem) { return problem.ToString(); });
  }
  std::vector<wire::Violation> violations;
  std::vector<model::Resource> resources = wire::ResourcesFromProto(loaded.catalogue, violations);
  if (violations.empty()) return resources;
  return Refusal(violations, [&loaded](const wire::Violation& violation) {
    const auto place = loaded.origins.Locate(violation.field);
    return absl::StrCat(place ? absl::StrCat(place->ToString(), ": ") : "", violation.field, ": ",
                        violation.description);
  });
}

}  // namespace liandu::evaluator

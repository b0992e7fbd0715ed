#include "ingest/domain/check_catalogue.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "ingest/domain/catalogue_relations.h"
#include "ingest/domain/formula_relations.h"
#include "ingest/domain/resource_check.h"

namespace liandu::ingest {
namespace {

void CheckJurisdiction(const std::string& jurisdiction, const MergedCatalogue& catalogue, Findings& findings) {
  const model::Jurisdiction* settings = catalogue.jurisdiction();
  if (settings == nullptr) {
    findings.violations.push_back(
        {"jurisdiction", "目录里没有辖区；请补上辖区的 id、display_name、utc_offsets 等设置"});
  } else if (settings->id != jurisdiction) {
    findings.violations.push_back(
        {"jurisdiction.id", absl::StrCat("“", settings->id, "”不是本次提交的辖区“", jurisdiction, "”；请改正其一")});
  }
}

void BoundWarnings(std::vector<std::string>& warnings) {
  if (warnings.size() <= kMaxWarnings) return;
  const size_t left_out = warnings.size() - kMaxWarnings;
  warnings.resize(kMaxWarnings);
  warnings.push_back(absl::StrCat("另有 ", left_out, " 条提示未列出"));
}

}  // namespace

Findings CheckChange(const std::string& jurisdiction, const model::Catalogue& current,
                     const std::vector<model::Resource>& wanted, const PlannedChange& plan,
                     const std::set<std::string>& unreadable) {
  Findings findings;
  findings.violations = plan.clashes;
  const MergedCatalogue catalogue(current, plan.given, plan.removed);
  CheckJurisdiction(jurisdiction, catalogue, findings);

  RequestPaths paths;
  std::map<model::ResourceKind, int> counts;
  for (const model::Resource& resource : wanted) {
    const model::ResourceKind kind = model::KindOf(resource);
    const int index = counts[kind]++;
    std::string path = ResourcePath(kind, index);
    const bool readable = !unreadable.contains(path);
    paths.try_emplace({kind, model::IdOf(resource)}, std::move(path));
    if (!readable) continue;
    const ResourceCheck check(catalogue, kind, index, findings);
    std::visit([&check](const auto& value) { CheckResource(value, check); }, resource);
  }
  CheckCycles(catalogue, paths, findings);
  CheckDependents(catalogue, paths, findings);
  CheckFormulaRelations(catalogue, paths, findings);
  BoundWarnings(findings.warnings);
  return findings;
}

}  // namespace liandu::ingest

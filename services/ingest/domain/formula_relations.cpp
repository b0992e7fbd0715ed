#include "ingest/domain/formula_relations.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ingest/domain/find_cycles.h"
#include "ingest/domain/formula_book.h"

namespace liandu::ingest {
namespace {

using model::ResourceKind;

std::string IndicatorPath(const RequestPaths& paths, const std::string& id) {
  return PathOf(paths, {ResourceKind::kIndicator, id});
}

/// Whether what the request says of an indicator's formula is new.
bool IsNews(const model::Indicator& indicator, const MergedCatalogue& catalogue) {
  const auto* before = catalogue.FindBefore<model::Indicator>(indicator.id);
  return before == nullptr || before->formula != indicator.formula || before->part_of != indicator.part_of ||
         before->unit_of_measure != indicator.unit_of_measure;
}

bool CountsParts(const model::FormulaNode& node) {
  if (node.op == model::FormulaNode::Op::kCountParts) return true;
  for (const model::FormulaNode& operand : node.operands) {
    if (CountsParts(operand)) return true;
  }
  return false;
}

void CheckTouched(FormulaBook& book, const RequestPaths& paths, Findings& findings) {
  for (const auto& [id, indicator] : book.catalogue().put().indicators) {
    const model::FormulaNode* formula = book.Of(indicator);
    if (formula == nullptr) continue;
    const bool news = IsNews(indicator, book.catalogue());
    const absl::StatusOr<std::string> dimension = book.Resolve(*formula, indicator, news || CountsParts(*formula));
    if (!dimension.ok()) {
      findings.violations.push_back({IndicatorPath(paths, id) + ".formula", std::string(dimension.status().message())});
    }
    if (news && ReadsParts(*formula) && book.PartsOf(id).empty()) {
      findings.warnings.push_back(absl::StrCat("指标 ", id, "：公式用到各部分（parts），但还没有指标以它为 part_of"));
    }
  }
}

/// Wholes that the request leaves alone, for whose formulas it brings parts.
void CheckBroughtParts(FormulaBook& book, const RequestPaths& paths, Findings& findings) {
  std::set<std::string> seen;
  for (const auto& [id, part] : book.catalogue().put().indicators) {
    if (part.part_of.empty() || book.catalogue().put().indicators.contains(part.part_of)) continue;
    if (!seen.insert(part.part_of).second) continue;
    const auto* whole = book.catalogue().Find<model::Indicator>(part.part_of);
    const model::FormulaNode* formula = whole == nullptr ? nullptr : book.Of(*whole);
    if (formula == nullptr || !ReadsParts(*formula)) continue;
    const absl::StatusOr<std::string> dimension = book.Resolve(*formula, *whole, CountsParts(*formula));
    if (dimension.ok()) continue;
    findings.violations.push_back(
        {IndicatorPath(paths, id) + ".unit_of_measure",
         absl::StrCat("与指标“", whole->id, "”的公式不相配：", std::string(dimension.status().message()))});
  }
}

/// What of the request an indicator's formula rests on: where the mismatch was brought about.
std::string PathOfCause(const model::Indicator& indicator, const model::FormulaNode& formula, FormulaBook& book,
                        const RequestPaths& paths) {
  std::vector<std::string> read = model::IndicatorsOf(formula);
  for (const model::Indicator* part : book.PartsOf(indicator.id)) read.push_back(part->id);
  std::set<std::string> units = {indicator.unit_of_measure};
  for (const std::string& id : read) {
    if (paths.contains({ResourceKind::kIndicator, id})) return IndicatorPath(paths, id) + ".unit_of_measure";
    const auto* named = book.catalogue().Find<model::Indicator>(id);
    if (named != nullptr) units.insert(named->unit_of_measure);
  }
  for (const std::string& unit : units) {
    if (paths.contains({ResourceKind::kUnitOfMeasure, unit})) {
      return PathOf(paths, {ResourceKind::kUnitOfMeasure, unit}) + ".dimension";
    }
  }
  return IndicatorPath(paths, indicator.id) + ".formula";
}

void CheckUntouched(FormulaBook& book, const RequestPaths& paths, Findings& findings) {
  book.catalogue().ForEachUntouched<model::Indicator>([&](const model::Indicator& indicator) {
    const model::FormulaNode* formula = book.Of(indicator);
    if (formula == nullptr) return;
    const absl::StatusOr<std::string> dimension = book.Resolve(*formula, indicator, true);
    if (dimension.ok()) return;
    findings.violations.push_back(
        {PathOfCause(indicator, *formula, book, paths),
         absl::StrCat("与指标“", indicator.id, "”的公式不再相配：", std::string(dimension.status().message()))});
  });
}

/// The request's news and all that their formulas lead to.
Graph FormulaGraph(FormulaBook& book) {
  Graph graph;
  std::vector<std::string> waiting;
  for (const auto& [id, indicator] : book.catalogue().put().indicators) {
    if (!indicator.formula.empty() && IsNews(indicator, book.catalogue())) waiting.push_back(id);
  }
  while (!waiting.empty()) {
    const std::string id = std::move(waiting.back());
    waiting.pop_back();
    if (graph.contains(id)) continue;
    const auto* indicator = book.catalogue().Find<model::Indicator>(id);
    const model::FormulaNode* formula = indicator == nullptr ? nullptr : book.Of(*indicator);
    if (formula == nullptr) continue;
    std::vector<std::string>& edges = graph[id];
    edges = model::IndicatorsOf(*formula);
    if (ReadsParts(*formula)) {
      for (const model::Indicator* part : book.PartsOf(id)) edges.push_back(part->id);
    }
    waiting.insert(waiting.end(), edges.begin(), edges.end());
  }
  return graph;
}

void CheckCircles(FormulaBook& book, const RequestPaths& paths, Findings& findings) {
  const std::map<std::string, std::vector<std::string>> cycles = FindCycles(FormulaGraph(book));
  for (const auto& [id, way] : cycles) {
    if (!book.catalogue().put().indicators.contains(id)) continue;
    findings.violations.push_back(
        {IndicatorPath(paths, id) + ".formula",
         absl::StrCat("公式绕回了自己：", absl::StrJoin(way, " → "), "；请改正其中一个公式")});
  }
}

}  // namespace

void CheckFormulaRelations(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings) {
  FormulaBook book(catalogue);
  CheckTouched(book, paths, findings);
  CheckBroughtParts(book, paths, findings);
  if (MeasuresChange(catalogue)) CheckUntouched(book, paths, findings);
  CheckCircles(book, paths, findings);
}

}  // namespace liandu::ingest

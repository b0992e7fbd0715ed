#include "cli/lint/lint_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "wire/wire.h"
#include "yaml/load_catalogue.h"
#include "yaml/read_folder.h"

namespace liandu::cli {
namespace {

using testing::HasSubstr;

model::Catalogue CatalogueOf(const std::vector<yaml::CatalogueFile>& files) {
  const yaml::LoadedCatalogue loaded = yaml::LoadCatalogue(files);
  for (const yaml::Problem& problem : loaded.problems) ADD_FAILURE() << problem.ToString();
  std::vector<wire::Violation> violations;
  model::Catalogue catalogue;
  for (const model::Resource& resource : wire::ResourcesFromProto(loaded.catalogue, violations))
    catalogue.Put(resource);
  for (const wire::Violation& violation : violations) ADD_FAILURE() << violation.field << " " << violation.description;
  return catalogue;
}

std::vector<Weakness> LintYaml(const std::string& yaml) { return LintCatalogue(CatalogueOf({{"a.yaml", yaml}})); }

/// A sound catalogue, but for what is added.
constexpr char kSound[] =
    "unitsOfMeasure: [{id: 家, dimension: count, scale: '1'}, {id: 万家, dimension: count, scale: '10000'}]\n"
    "programmes: [{id: P, displayName: 要点, issuer: U, startDate: 2024-01-01, endDate: 2024-12-31}]\n";

struct LintCase {
  const char* name;
  const char* yaml;
  /// "kind id", one each.
  std::vector<std::string> found;
};

class Lint : public testing::TestWithParam<LintCase> {};

TEST_P(Lint, Finds) {
  std::vector<std::string> found;
  for (const Weakness& weakness : LintYaml(std::string(kSound) + GetParam().yaml)) {
    found.push_back(absl::StrCat(weakness.kind, " ", weakness.id));
    EXPECT_FALSE(weakness.what.empty());
  }
  EXPECT_EQ(found, GetParam().found);
}

#define INDICATOR "indicators: [{id: I, displayName: I, unitOfMeasure: 家, cadence: CADENCE_YEARLY, reporter: U}]\n"
#define LEVEL                                                                                                     \
  "targets: [{id: T, indicator: I, programme: P, measure: MEASURE_LEVEL, comparator: COMPARATOR_GE, value: '9', " \
  "dueDate: 2024-12-31"

INSTANTIATE_TEST_SUITE_P(
    Table, Lint,
    testing::Values(
        LintCase{"Nothing", INDICATOR LEVEL ", base: {value: '1', date: 2023-12-31}}]\n", {}},
        LintCase{"NoBase", INDICATOR LEVEL "}]\n", {"no_base T"}},
        LintCase{"InferredBase",
                 INDICATOR LEVEL ", base: {value: '1', date: 2023-12-31, inferred: true}}]\n",
                 {"no_base T"}},
        LintCase{"ConfirmedBase",
                 INDICATOR LEVEL
                 "}]\ndecisions: [{id: D, kind: DECISION_KIND_CONFIRM_BASE, date: 2024-01-01, decidedBy: U, "
                 "reason: r, target: T, value: '1', newDate: 2023-12-31}]\n",
                 {}},
        LintCase{"UnitDiffers",
                 INDICATOR LEVEL ", unitOfMeasure: 万家, base: {value: '1', date: 2023-12-31}}]\n",
                 {"unit_differs T"}},
        LintCase{"InferredDue",
                 INDICATOR LEVEL ", dueDateInferred: true, base: {value: '1', date: 2023-12-31}}]\n",
                 {"due_inferred T"}},
        LintCase{"Ambiguous",
                 INDICATOR LEVEL ", ambiguity: 两种读法, base: {value: '1', date: 2023-12-31}}]\n",
                 {"ambiguous T"}},
        LintCase{
            "YearsTurnBack",
            INDICATOR
            "targets:\n"
            "  - {id: A, indicator: I, programme: P, measure: MEASURE_FLOW, comparator: COMPARATOR_GE, value: '9', "
            "startDate: 2024-01-01, dueDate: 2024-12-31}\n"
            "  - {id: B, indicator: I, programme: P, measure: MEASURE_FLOW, comparator: COMPARATOR_GE, value: '8', "
            "startDate: 2025-01-01, dueDate: 2025-12-31}\n",
            {"year_order B"}},
        LintCase{
            "Indicators",
            "indicators: [{id: I, displayName: I, unitOfMeasure: 家}, {id: Idle, displayName: Idle, unitOfMeasure: "
            "家}, "
            "{id: Sum, displayName: Sum, unitOfMeasure: 家, formula: sum(parts)}]\n"
            "targets: [{id: T, indicator: I, programme: P, measure: MEASURE_FLOW, comparator: COMPARATOR_GE, value: "
            "'9', startDate: 2024-01-01, dueDate: 2024-12-31}]\n"
            "watches: [{id: W, displayName: W, indicator: Sum, floor: '1'}]\n",
            {"no_cadence I", "no_reporter I", "formula_without_parts Sum", "idle_indicator Idle"}},
        LintCase{"Items",
                 "items: [{id: C, displayName: c, kind: ITEM_KIND_DELIVER, programme: P, milestones: [{id: m, "
                 "displayName: m}]}, "
                 "{id: D, displayName: d, kind: ITEM_KIND_DELIVER, programme: P}, {id: E, displayName: e, kind: "
                 "ITEM_KIND_TREND, programme: Q}]\n",
                 {"no_owner E", "milestone_without_date C/m", "no_milestone D"}},
        LintCase{"Registers",
                 "registers: [{id: R, displayName: r}]\n"
                 "requirements: [{id: Q, displayName: q, programme: P, rule: REQUIREMENT_RULE_REGISTER_COMPLETE}]\n",
                 {"requirement_without_register Q", "not_kept_since R"}},
        LintCase{"Aliases",
                 "units: [{id: A, displayName: 甲局, aliases: [局]}, {id: B, displayName: 乙局, aliases: [局]}]\n",
                 {"alias_clash A"}}),
    [](const auto& row) { return row.param.name; });

TEST(RenderWeaknesses, CountsEachKind) {
  EXPECT_EQ(RenderWeaknesses({}, {}), "没有薄弱处\n");
  const std::string text = RenderWeaknesses(LintYaml(std::string(kSound) + INDICATOR LEVEL "}]\n"), {});
  EXPECT_THAT(text, HasSubstr("no_base  目标"));
  EXPECT_THAT(text, HasSubstr("共 1 处：no_base 1\n"));
}

/// tests/golden/lint/qingdao.txt; LIANDU_UPDATE_GOLDEN=1 writes it instead.
TEST(LintCatalogue, QingdaoAsGolden) {
  const auto files = yaml::ReadCatalogueFolder(LIANDU_SOURCE_DIR "/deploy/catalogs/qingdao");
  ASSERT_TRUE(files.ok()) << files.status();
  const std::string text = RenderWeaknesses(LintCatalogue(CatalogueOf(*files)), {.width = 120});
  const std::string path = LIANDU_SOURCE_DIR "/tests/golden/lint/qingdao.txt";
  if (std::getenv("LIANDU_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::stringstream golden;
  golden << std::ifstream(path).rdbuf();
  EXPECT_EQ(text, golden.str()) << "if this is meant, run again with LIANDU_UPDATE_GOLDEN=1 and read the difference";
}

}  // namespace
}  // namespace liandu::cli

#include "yaml/load_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "yaml/read_folder.h"

namespace liandu::yaml {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string Joined(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) absl::StrAppend(&text, problem.ToString(), "\n");
  return text;
}

std::string Repeated(const std::string& text, int times) {
  std::string repeated;
  for (int i = 0; i < times; ++i) repeated += text;
  return repeated;
}

struct BadInput {
  std::string name;
  std::string yaml;
  /// "file:line: field" at which the only problem starts.
  std::string at;
  std::string says;
};

class LoadCatalogueRefuses : public ::testing::TestWithParam<BadInput> {};

TEST_P(LoadCatalogueRefuses, WithFileAndLine) {
  const LoadedCatalogue loaded = LoadCatalogue({{"a.yaml", GetParam().yaml}});
  ASSERT_THAT(loaded.problems, SizeIs(1)) << Joined(loaded.problems);
  EXPECT_THAT(loaded.problems[0].ToString(), ::testing::StartsWith(GetParam().at));
  EXPECT_THAT(loaded.problems[0].message, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Table, LoadCatalogueRefuses,
    ::testing::Values(
        BadInput{"broken_flow", "units:\n  - {id: a\n  - b\n", "a.yaml:", "括号没有配对，请补齐"},
        BadInput{"broken_indent", "units:\n  - id: a\n   kind: x\n", "a.yaml:3:", "请检查这一行和上一行的缩进"},
        BadInput{"unclosed_quote", "units:\n  - id: \"a\n", "a.yaml:", "引号没有配对，请补上"},
        BadInput{"tab_indent", "units:\n\t- id: a\n", "a.yaml:2:", "缩进用了制表符，请改用空格"},
        BadInput{"bad_escape", "units:\n  - id: \"\\q\"\n", "a.yaml:2:", "反斜杠"},
        BadInput{"not_utf8", "units:\n  - id: \xFF\n", "a.yaml:2:", "UTF-8"},
        BadInput{"unknown_top_field", "unit:\n  - id: a\n", "a.yaml:1: unit:", "可用的有 jurisdiction"},
        BadInput{"snake_case", "targets:\n  - id: T1\n    due_date: 2024-12-31\n",
                 "a.yaml:3: targets[0].due_date:", "应写作 dueDate"},
        BadInput{"unknown_nested", "targets:\n  - id: T1\n    base:\n      valeu: \"1\"\n",
                 "a.yaml:4: targets[0].base.valeu:", "没有这个字段"},
        BadInput{"number_for_text", "targets:\n  - id: T1\n    value: 1100\n",
                 "a.yaml:3: targets[0].value:", "加引号写成 \"1100\""},
        BadInput{"bool_for_text", "units:\n  - id: a\n    note: true\n", "a.yaml:3: units[0].note:", "这里是真假值"},
        BadInput{"text_for_bool", "targets:\n  - id: T1\n    core: \"true\"\n",
                 "a.yaml:3: targets[0].core:", "true 或 false"},
        BadInput{"yes_for_bool", "targets:\n  - id: T1\n    core: yes\n",
                 "a.yaml:3: targets[0].core:", "true 或 false"},
        BadInput{"text_for_integer", "chains:\n  - id: c\n    order: first\n", "a.yaml:3: chains[0].order:", "整数"},
        BadInput{"fraction_for_integer", "chains:\n  - id: c\n    order: 1.5\n", "a.yaml:3: chains[0].order:", "整数"},
        BadInput{"integer_too_large", "chains:\n  - id: c\n    order: 2147483648\n",
                 "a.yaml:3: chains[0].order:", "2147483647"},
        BadInput{"unknown_enum", "units:\n  - id: a\n    kind: DEPARTMENT\n",
                 "a.yaml:3: units[0].kind:", "UNIT_KIND_DEPARTMENT"},
        BadInput{"list_expected", "targets:\n  - id: T1\n    chains: c1\n", "a.yaml:3: targets[0].chains:", "应为列表"},
        BadInput{"fields_expected", "targets:\n  - T1\n", "a.yaml:2: targets[0]:", "应为字段组"},
        BadInput{"value_expected", "units:\n  - id: a\n    note:\n      - x\n",
                 "a.yaml:4: units[0].note:", "应为一个值"},
        BadInput{"null_in_list", "targets:\n  - id: T1\n    chains:\n      -\n", "a.yaml:", "应为一个值"},
        BadInput{"list_at_top", "- id: a\n", "a.yaml:1:", "应为字段组"},
        BadInput{"alias", "units:\n  - &u\n    id: a\n  - *u\n", "a.yaml:2:", "锚点"},
        BadInput{"tag", "units:\n  - id: !!binary aGk=\n", "a.yaml:2:", "类型标记"},
        BadInput{"key_twice", "units:\n  - id: a\n    note: x\n    note: y\n", "a.yaml:4:", "第 3 行已经有了"},
        BadInput{"list_as_key", "? [a]\n: b\n", "a.yaml:1:", "字段名必须是文字"},
        BadInput{"two_documents", "units:\n  - id: a\n---\nunits:\n  - id: b\n", "a.yaml:1:", "一份文档"},
        BadInput{"too_deep", "units: " + Repeated("[", 40) + Repeated("]", 40) + "\n", "a.yaml:1:", "嵌套超过 32 层"},
        BadInput{"id_twice", "units:\n  - id: a\n  - id: b\n  - id: a\n",
                 "a.yaml:4: units[2].id:", "a.yaml:2 已经有了"}),
    [](const auto& row) { return row.param.name; });

TEST(LoadCatalogue, KeepsTextsAndNumbersAsTheyStand) {
  const LoadedCatalogue loaded = LoadCatalogue({{"a.yaml",
                                                 "targets:\n"
                                                 "  - id: T001\n"
                                                 "    value: \"1100.50\"\n"
                                                 "    dueDate: 2024-12-31\n"
                                                 "    comparator: COMPARATOR_GE\n"
                                                 "    core: true\n"
                                                 "    note:\n"
                                                 "    subject: |\n"
                                                 "      一\n"
                                                 "      \"二\"\n"
                                                 "chains:\n"
                                                 "  - {id: c1, order: -3}\n"}});
  ASSERT_THAT(loaded.problems, IsEmpty()) << Joined(loaded.problems);
  const v1::Target& target = loaded.catalogue.targets(0);
  EXPECT_EQ(target.value(), "1100.50");
  EXPECT_EQ(target.due_date(), "2024-12-31");
  EXPECT_EQ(target.comparator(), v1::COMPARATOR_GE);
  EXPECT_TRUE(target.core());
  EXPECT_EQ(target.note(), "");
  EXPECT_EQ(target.subject(), "一\n\"二\"\n");
  EXPECT_EQ(loaded.catalogue.chains(0).order(), -3);
  EXPECT_EQ(loaded.resource_count, 2u);
}

TEST(LoadCatalogue, ReadsEmptyFilesAsNothing) {
  const LoadedCatalogue loaded = LoadCatalogue({{"a.yaml", ""}, {"b.yaml", "# only a comment\n"}});
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_EQ(loaded.catalogue.ByteSizeLong(), 0u);
}

TEST(LoadCatalogue, NamesBothPlacesOfAnIdInTwoFiles) {
  const LoadedCatalogue loaded =
      LoadCatalogue({{"a.yaml", "units:\n  - id: x\n"}, {"b.yaml", "posts:\n  - id: x\nunits:\n  - id: x\n"}});
  ASSERT_THAT(loaded.problems, SizeIs(1)) << Joined(loaded.problems);
  EXPECT_EQ(loaded.problems[0].ToString(), "b.yaml:4: units[0].id: 编号 x 重复：a.yaml:2 已经有了，请改一处或删一处");
}

TEST(LoadCatalogue, TakesSettingsOnce) {
  const LoadedCatalogue loaded =
      LoadCatalogue({{"a.yaml", "jurisdiction:\n  id: q\n"}, {"b.yaml", "\njurisdiction:\n  id: q\n"}});
  ASSERT_THAT(loaded.problems, SizeIs(1)) << Joined(loaded.problems);
  EXPECT_EQ(loaded.problems[0].ToString(),
            "b.yaml:2: jurisdiction: jurisdiction 只能有一处：a.yaml:1 已经有了，请改一处或删一处");
}

TEST(LoadCatalogue, FindsEveryProblemOfEveryFile) {
  const LoadedCatalogue loaded = LoadCatalogue(
      {{"a.yaml", "targets:\n  - id: T1\n    value: 1\n    colour: red\n"}, {"b.yaml", "x: ["}, {"c.yaml", "y: 1\n"}});
  ASSERT_THAT(loaded.problems, SizeIs(4)) << Joined(loaded.problems);
  EXPECT_EQ(loaded.problems[0].place, (Place{"a.yaml", 3, 12}));
  EXPECT_EQ(loaded.problems[1].place, (Place{"a.yaml", 4, 5}));
  EXPECT_EQ(loaded.problems[2].place.file, "b.yaml");
  EXPECT_EQ(loaded.problems[3].place, (Place{"c.yaml", 1, 1}));
}

TEST(LoadCatalogue, StopsCollectingProblemsAtTheLimit) {
  std::string yaml = "units:\n";
  for (int i = 0; i < 300; ++i) absl::StrAppend(&yaml, "  - id: ", i, "\n");
  const LoadedCatalogue loaded = LoadCatalogue({{"a.yaml", yaml}});
  ASSERT_THAT(loaded.problems, SizeIs(kMaxProblems + 1));
  EXPECT_THAT(loaded.problems.back().message, HasSubstr("其余不再列出"));
}

struct LocateRow {
  std::string name;
  std::string path;
  /// "file:line", or "" if it came from nowhere.
  std::string place;
};

class OriginMapLocates : public ::testing::TestWithParam<LocateRow> {};

TEST_P(OriginMapLocates, ByServerPath) {
  const LoadedCatalogue loaded = LoadCatalogue({{"a.yaml",
                                                 "jurisdiction:\n"
                                                 "  id: q\n"
                                                 "  settings:\n"
                                                 "    staleMonths: 12\n"
                                                 "targets:\n"
                                                 "  - id: T1\n"
                                                 "    dueDate: 2024-12-31\n"},
                                                {"b.yaml",
                                                 "targets:\n"
                                                 "  - id: T2\n"
                                                 "    chains: [c1,\n"
                                                 "             c2]\n"
                                                 "    waypoints:\n"
                                                 "      - date: 2024-06-30\n"
                                                 "        value: \"5\"\n"}});
  ASSERT_THAT(loaded.problems, IsEmpty()) << Joined(loaded.problems);
  const auto place = loaded.origins.Locate(GetParam().path);
  EXPECT_EQ(place.has_value() ? place->ToString() : "", GetParam().place);
}

INSTANTIATE_TEST_SUITE_P(Table, OriginMapLocates,
                         ::testing::Values(LocateRow{"field", "targets[0].due_date", "a.yaml:7"},
                                           LocateRow{"json_name", "targets[0].dueDate", "a.yaml:7"},
                                           LocateRow{"with_prefix", "catalogue.targets[0].due_date", "a.yaml:7"},
                                           LocateRow{"second_file", "targets[1].id", "b.yaml:2"},
                                           LocateRow{"resource", "targets[1]", "b.yaml:2"},
                                           LocateRow{"missing_field", "targets[1].due_date", "b.yaml:2"},
                                           LocateRow{"element", "targets[1].chains[1]", "b.yaml:4"},
                                           LocateRow{"element_beyond", "targets[1].chains[7]", "b.yaml:3"},
                                           LocateRow{"nested", "targets[1].waypoints[0].value", "b.yaml:7"},
                                           LocateRow{"singular", "jurisdiction.settings.stale_months", "a.yaml:4"},
                                           LocateRow{"index_beyond", "targets[9].id", ""},
                                           LocateRow{"not_from_a_file", "expected_version", ""},
                                           LocateRow{"empty", "", ""}),
                         [](const auto& row) { return row.param.name; });

TEST(ReadCatalogueFolder, ReadsFilesBelowInOrderAndRefusesWhatIsTooLarge) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(::testing::TempDir()) / "liandu_read_folder";
  fs::remove_all(folder);
  EXPECT_EQ(ReadCatalogueFolder(folder.string()).status().code(), absl::StatusCode::kNotFound);
  fs::create_directories(folder / "targets");
  EXPECT_EQ(ReadCatalogueFolder(folder.string()).status().code(), absl::StatusCode::kNotFound);
  const auto write = [&folder](const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
  };
  write("b.yaml", "units:\n");
  write("a.csv", "no catalogue");
  write("targets/z.yaml", "targets:\n");
  const auto files = ReadCatalogueFolder(folder.string());
  ASSERT_TRUE(files.ok()) << files.status();
  ASSERT_THAT(*files, SizeIs(2));
  EXPECT_EQ((*files)[0].name, (folder / "b.yaml").string());
  EXPECT_EQ((*files)[1].text, "targets:\n");
  write("big.yaml", std::string(kMaxCatalogueFileBytes + 1, '#'));
  EXPECT_EQ(ReadCatalogueFolder(folder.string()).status().code(), absl::StatusCode::kInvalidArgument);
  fs::remove_all(folder);
}

TEST(ReadCatalogueFolder, LoadsTheCatalogueOfQingdaoWhenItIsThere) {
  const std::string folder = std::string(LIANDU_SOURCE_DIR) + "/deploy/catalogs/qingdao";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not in this tree";
  const auto files = ReadCatalogueFolder(folder);
  ASSERT_TRUE(files.ok()) << files.status();
  const LoadedCatalogue loaded = LoadCatalogue(*files);
  EXPECT_THAT(loaded.problems, IsEmpty()) << Joined(loaded.problems);
  EXPECT_EQ(loaded.catalogue.targets_size(), 166);
  EXPECT_EQ(loaded.catalogue.jurisdiction().id(), "qingdao");
}

}  // namespace
}  // namespace liandu::yaml

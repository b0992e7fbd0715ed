#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/catalogue/split_catalogue.h"
#include "cli/catalogue/write_yaml.h"
#include "yaml/json_text.h"
#include "yaml/load_catalogue.h"
#include "yaml/read_folder.h"

namespace liandu::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

yaml::LoadedCatalogue Loaded(const std::string& yaml) {
  yaml::LoadedCatalogue loaded = yaml::LoadCatalogue({{"a.yaml", yaml}});
  EXPECT_THAT(loaded.problems, IsEmpty());
  return loaded;
}

TEST(SplitCatalogue, KeepsASmallCatalogueWhole) {
  const yaml::LoadedCatalogue loaded = Loaded("units:\n  - id: a\n  - id: b\n");
  EXPECT_THAT(SplitCatalogue(loaded.catalogue, loaded.origins, 2, 1000), SizeIs(1));
}

TEST(SplitCatalogue, CutsByCountWithWhatIsReferredToFirst) {
  const yaml::LoadedCatalogue loaded = Loaded(
      "targets:\n  - id: T1\n"
      "units:\n  - {id: child, parent: middle}\n  - {id: middle, parent: root}\n  - id: root\n"
      "items:\n  - id: late\n    milestones:\n      - {id: m, dependsOn: [early/m]}\n  - id: early\n");
  const std::vector<CataloguePart> parts = SplitCatalogue(loaded.catalogue, loaded.origins, 2, 1'000'000);
  ASSERT_THAT(parts, SizeIs(3));
  EXPECT_EQ(parts[0].catalogue.units(0).id(), "root");
  EXPECT_EQ(parts[0].catalogue.units(1).id(), "middle");
  EXPECT_EQ(parts[1].catalogue.units(0).id(), "child");
  EXPECT_EQ(parts[1].catalogue.items(0).id(), "early");
  EXPECT_EQ(parts[2].catalogue.items(0).id(), "late");
  EXPECT_EQ(parts[2].catalogue.targets(0).id(), "T1");
  EXPECT_EQ(parts[0].origins.Locate("units[0].id")->ToString(), "a.yaml:6");
  EXPECT_EQ(parts[1].origins.Locate("units[0].parent")->ToString(), "a.yaml:4");
}

TEST(SplitCatalogue, SendsWhatFormulasReadFirst) {
  const yaml::LoadedCatalogue loaded = Loaded(
      "indicators:\n  - {id: share, formula: '[part] / [whole] * 100'}\n  - {id: wrong, formula: '[whole'}\n"
      "  - {id: part, partOf: whole, member: c}\n  - {id: whole, formula: 'sum(parts) + done(\"task\")'}\n"
      "items:\n  - {id: task, stageMachine: m}\nstageMachines:\n  - id: m\nregisters:\n  - id: r\n");
  std::vector<std::string> order;
  for (const CataloguePart& part : SplitCatalogue(loaded.catalogue, loaded.origins, 1, 1'000'000)) {
    for (const v1::Register& list : part.catalogue.registers()) order.push_back(list.id());
    for (const v1::StageMachine& machine : part.catalogue.stage_machines()) order.push_back(machine.id());
    for (const v1::Item& item : part.catalogue.items()) order.push_back(item.id());
    for (const v1::Indicator& indicator : part.catalogue.indicators()) order.push_back(indicator.id());
  }
  EXPECT_THAT(order, ElementsAre("r", "m", "task", "whole", "part", "share", "wrong"));
}

TEST(SplitCatalogue, CutsByBytesAndLosesNothing) {
  std::string yaml = "units:\n";
  for (int i = 0; i < 100; ++i) absl::StrAppend(&yaml, "  - {id: u", i, ", displayName: 单位", i, "}\n");
  const yaml::LoadedCatalogue loaded = Loaded(yaml);
  std::set<std::string> ids;
  for (const CataloguePart& part : SplitCatalogue(loaded.catalogue, loaded.origins, 1000, 200)) {
    EXPECT_LE(part.catalogue.ByteSizeLong(), 200u);
    for (const v1::Unit& unit : part.catalogue.units()) ids.insert(unit.id());
  }
  EXPECT_THAT(ids, SizeIs(100));
}

TEST(SplitCatalogue, LeavesCyclesToTheServer) {
  const yaml::LoadedCatalogue loaded = Loaded("units:\n  - {id: a, parent: b}\n  - {id: b, parent: a}\n");
  EXPECT_EQ(SplitCatalogue(loaded.catalogue, loaded.origins, 10, 1000).at(0).catalogue.units_size(), 2);
}

void ExpectRoundTrip(const v1::Catalogue& catalogue) {
  const yaml::LoadedCatalogue again = yaml::LoadCatalogue(WriteCatalogueFiles(catalogue));
  ASSERT_THAT(again.problems, IsEmpty()) << again.problems.front().ToString();
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  // Targets are written one file a programme and so may come back in another order.
  differencer.set_repeated_field_comparison(google::protobuf::util::MessageDifferencer::AS_SET);
  EXPECT_TRUE(differencer.Compare(catalogue, again.catalogue)) << difference;
}

TEST(WriteCatalogueFiles, IsReadBackTheSame) {
  ExpectRoundTrip(
      Loaded(
          "jurisdiction:\n  id: q\n  utcOffsets:\n    - offsetMinutes: -480\n  settings: {dueSoonWorkingDays: [30, "
          "7, 1]}\n"
          "units:\n  - {}\n  - {id: a, displayName: \"引号\\\" 反斜线\\\\ 换行\\n 冒号: # 号\", aliases: [\"1\", "
          "\"true\", \"~\"]}\n"
          "targets:\n"
          "  - {id: T1, programme: P1, core: true, comparator: COMPARATOR_GE, value: \"100\", base: {}}\n"
          "  - {id: T2, programme: P2, waypoints: [{date: 2024-06-30, value: \"5\"}, {}]}\n"
          "  - {id: T3}\n"
          "notificationPolicy:\n  routes:\n    - {id: r, match: {conditions: [CONDITION_BEHIND, CONDITION_MISSED]}}\n")
          .catalogue);
  ExpectRoundTrip(v1::Catalogue());
}

TEST(WriteCatalogueFiles, CutsFilesThatWouldBeTooLarge) {
  v1::Catalogue catalogue;
  for (int i = 0; i < 5000; ++i) {
    v1::Conflict& conflict = *catalogue.add_conflicts();
    conflict.set_id(absl::StrCat("X", i));
    conflict.set_description(std::string(1000, 'x'));
  }
  const std::vector<yaml::CatalogueFile> files = WriteCatalogueFiles(catalogue);
  ASSERT_THAT(files, SizeIs(2));
  EXPECT_EQ(files[1].name, "conflicts-2.yaml");
  for (const yaml::CatalogueFile& file : files) EXPECT_LE(file.text.size(), yaml::kMaxCatalogueFileBytes);
  ExpectRoundTrip(catalogue);
}

TEST(JsonText, RefusesWhatTheContractDoesNotKnow) {
  v1::Catalogue catalogue;
  EXPECT_TRUE(yaml::FromJson(R"({"units":[{"id":"a"}]})", catalogue).ok());
  EXPECT_FALSE(yaml::FromJson(R"({"units":[{"colour":"a"}]})", catalogue).ok());
  EXPECT_FALSE(yaml::FromJson(R"({"units":)", catalogue).ok());
  EXPECT_EQ(yaml::QuoteJson("a\"\\\n\x01"), R"("a\"\\\n\u0001")");
}

}  // namespace
}  // namespace liandu::cli

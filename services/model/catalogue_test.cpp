#include "model/catalogue.h"

#include <gtest/gtest.h>

namespace liandu::model {
namespace {

TEST(CatalogueTest, PutsReplacesAndRemoves) {
  Catalogue catalogue;
  catalogue.Put(Unit{.id = "u1", .display_name = "one"});
  catalogue.Put(Unit{.id = "u1", .display_name = "uno"});
  catalogue.Put(Jurisdiction{.id = "qingdao"});
  catalogue.Put(NotificationPolicy{});
  catalogue.Put(Conflict{.id = "X01"});
  EXPECT_EQ(catalogue.size(), 4u);
  EXPECT_EQ(Find(catalogue.units, "u1")->display_name, "uno");
  EXPECT_EQ(Find(catalogue.units, "u2"), nullptr);
  EXPECT_TRUE(catalogue.Contains({ResourceKind::kNotificationPolicy, "policy"}));
  catalogue.Remove({ResourceKind::kUnit, "u1"});
  catalogue.Remove({ResourceKind::kUnit, "u1"});
  EXPECT_FALSE(catalogue.Contains({ResourceKind::kUnit, "u1"}));
}

TEST(CatalogueTest, ListsResourcesInTheOrderOfKinds) {
  Catalogue catalogue;
  catalogue.Put(Conflict{.id = "X01"});
  catalogue.Put(Target{.id = "T002"});
  catalogue.Put(Target{.id = "T001"});
  catalogue.Put(Unit{.id = "u1"});
  std::vector<std::string> ids;
  for (const Resource& resource : catalogue.Resources())
    ids.push_back(std::string(KindName(KindOf(resource))) + "/" + IdOf(resource));
  EXPECT_EQ(ids, (std::vector<std::string>{"unit/u1", "target/T001", "target/T002", "conflict/X01"}));
}

TEST(PostTest, IsVacantBetweenHolders) {
  const Post post{.id = "p",
                  .holders = {{"first", std::nullopt, Date(2024, 1, 31)}, {"second", Date(2024, 3, 1), std::nullopt}}};
  EXPECT_EQ(HolderOn(post, Date(2024, 1, 31))->display_name, "first");
  EXPECT_EQ(HolderOn(post, Date(2024, 2, 15)), nullptr);
  EXPECT_EQ(HolderOn(post, Date(2024, 3, 1))->display_name, "second");
}

}  // namespace
}  // namespace liandu::model

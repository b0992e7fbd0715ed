#include "platform/eventlog/batch.h"

#include <gtest/gtest.h>

namespace liandu::eventlog {
namespace {

TEST(BatchTest, WritesAKeyOnceWithItsLastValue) {
  Batch batch;
  Effects first{{{"a", "1"}, {"b", "1"}}, {{"j", 5, "a", 1, "one"}}};
  Effects second{{{"a", std::nullopt}, {"c", "2"}, {"b", "2"}, {"b", "3"}}, {{"j", 6, "b", 1, "two"}}};
  batch.Add({1, 0}, first);
  batch.Consumed({1, 0});
  batch.Add({2, 0}, second);
  batch.Consumed({2, 0});
  EXPECT_EQ(batch.effects(), 8U);
  const Commit commit = batch.Finish({7, "n", 3});
  EXPECT_EQ(commit.writes, (std::vector<StateWrite>{{"a", std::nullopt}, {"c", "2"}, {"b", "3"}}));
  ASSERT_EQ(commit.outputs.size(), 2U);
  EXPECT_EQ(commit.outputs[0].cause, (EntryId{1, 0}));
  EXPECT_EQ(commit.outputs[1].cause, (EntryId{2, 0}));
  EXPECT_EQ(commit.last_input, (EntryId{2, 0}));
  EXPECT_EQ(commit.input_count, 2);
  EXPECT_EQ(commit.fence.sequence, 3);
  EXPECT_TRUE(first.writes.empty());
  EXPECT_TRUE(batch.empty());
}

TEST(BatchTest, EffectsWithoutAnInputMoveNoCursor) {
  Batch batch;
  EXPECT_TRUE(batch.empty());
  Effects effects{{{"a", "1"}}, {}};
  batch.Add({1, 0}, effects);
  EXPECT_FALSE(batch.empty());
  EXPECT_EQ(batch.Finish({1, "n", 1}).last_input, std::nullopt);
}

}  // namespace
}  // namespace liandu::eventlog

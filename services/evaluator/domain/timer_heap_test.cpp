#include "evaluator/domain/timer_heap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <random>
#include <tuple>
#include <vector>

namespace liandu::evaluator {
namespace {

model::Instant At(int64_t ms) { return model::Instant(std::chrono::milliseconds(ms)); }

/// Ids that begin alike, are shorter or longer than what the heap keeps of them, and are no ASCII.
std::string IdOf(unsigned number) {
  const char* const stems[] = {"T", "T0000", "T000000", "目标", ""};
  return stems[number % 5] + std::to_string(number / 5 % 400);
}

TEST(TimerHeapTest, FiresInOrderOfDueKindAndIdWhateverWasSetAndCancelled) {
  std::mt19937 dice(7);
  std::vector<std::unique_ptr<Timed>> rows;
  for (unsigned i = 0; i < 2'000; ++i) {
    rows.push_back(std::make_unique<Timed>(static_cast<EntityKind>(dice() % 6), IdOf(i)));
  }
  TimerHeap heap;
  std::vector<std::pair<model::Instant, Timed*>> expected;
  for (int step = 0; step < 20'000; ++step) {
    Timed& row = *rows[dice() % rows.size()];
    const auto known = std::find_if(expected.begin(), expected.end(), [&](auto& each) { return each.second == &row; });
    if (known != expected.end()) expected.erase(known);
    if (dice() % 3 == 0) {
      heap.Cancel(row);
      continue;
    }
    const model::Instant due = At(dice() % 5);
    heap.Set(row, due);
    expected.emplace_back(due, &row);
    ASSERT_EQ(heap.DueOf(row), due);
  }
  std::sort(expected.begin(), expected.end(), [](const auto& left, const auto& right) {
    return std::tie(left.first, left.second->kind, left.second->id) <
           std::tie(right.first, right.second->kind, right.second->id);
  });
  ASSERT_EQ(heap.size(), expected.size());
  for (const auto& [due, row] : expected) {
    ASSERT_EQ(heap.next_due(), due);
    const Timed& popped = heap.Pop();
    ASSERT_EQ(std::tie(popped.kind, popped.id), std::tie(row->kind, row->id));
  }
  EXPECT_TRUE(heap.empty());
}

}  // namespace
}  // namespace liandu::evaluator

#include "platform/eventlog/timer_heap.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace liandu::eventlog {
namespace {

TEST(TimerHeapTest, PopsInTheOrderOfDueAndKey) {
  TimerHeap heap;
  heap.Set("b", 10);
  heap.Set("c", 5);
  heap.Set("a", 10);
  heap.Set("d", 11);
  std::string order;
  while (const auto timer = heap.PopDue(10)) order += timer->key;
  EXPECT_EQ(order, "cab");
  EXPECT_EQ(heap.NextDueMs(), 11);
  EXPECT_EQ(heap.size(), 1U);
}

TEST(TimerHeapTest, OneTimerForEachKey) {
  TimerHeap heap;
  heap.Set("a", 10);
  heap.Set("a", 20);
  EXPECT_EQ(heap.size(), 1U);
  EXPECT_EQ(heap.DueMs("a"), 20);
  EXPECT_FALSE(heap.PopDue(19).has_value());
  heap.Set("a", 5);
  EXPECT_EQ(heap.NextDueMs(), 5);
  EXPECT_TRUE(heap.Erase("a"));
  EXPECT_FALSE(heap.Erase("a"));
  EXPECT_EQ(heap.DueMs("a"), std::nullopt);
  EXPECT_EQ(heap.NextDueMs(), std::nullopt);
}

TEST(TimerHeapTest, ClearForgetsEverything) {
  TimerHeap heap;
  heap.Reserve(10);
  heap.Set("a", 1);
  heap.Clear();
  EXPECT_EQ(heap.size(), 0U);
  heap.Set("a", 2);
  EXPECT_EQ(heap.PopDue(2)->due_ms, 2);
}

TEST(TimerHeapTest, BehavesAsAnOrderedSetUnderRandomUse) {
  std::mt19937_64 random(20240701);
  TimerHeap heap;
  std::map<std::string, int64_t> timers;
  std::set<std::pair<int64_t, std::string>> ordered;
  for (int step = 0; step < 100'000; ++step) {
    const std::string key = "key" + std::to_string(random() % 500);
    const auto due = static_cast<int64_t>(random() % 1'000);
    const auto old = timers.find(key);
    switch (random() % 4) {
      case 0:
        EXPECT_EQ(heap.Erase(key), old != timers.end());
        if (old != timers.end()) {
          ordered.erase({old->second, key});
          timers.erase(old);
        }
        break;
      case 1: {
        const auto popped = heap.PopDue(due);
        const bool expected = !ordered.empty() && ordered.begin()->first <= due;
        ASSERT_EQ(popped.has_value(), expected);
        if (!expected) break;
        ASSERT_EQ(std::make_pair(popped->due_ms, popped->key), *ordered.begin());
        timers.erase(popped->key);
        ordered.erase(ordered.begin());
        break;
      }
      default:
        heap.Set(key, due);
        if (old != timers.end()) ordered.erase({old->second, key});
        timers[key] = due;
        ordered.insert({due, key});
        break;
    }
    ASSERT_EQ(heap.size(), timers.size());
  }
}

}  // namespace
}  // namespace liandu::eventlog

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"

namespace liandu::eventlog {

/// One timer per key, popped in the order of (due_ms, key): an indexed heap. Set, Erase and PopDue cost O(log n) and
/// allocate only for new keys; a waiting timer costs nothing. About 110 bytes beside the key for each. Not thread-safe.
class TimerHeap {
 public:
  struct Timer {
    int64_t due_ms = 0;
    std::string key;
  };

  TimerHeap();
  TimerHeap(const TimerHeap&) = delete;
  TimerHeap& operator=(const TimerHeap&) = delete;

  /// Sets or moves the key's timer.
  void Set(std::string_view key, int64_t due_ms);
  /// True if there was one.
  bool Erase(std::string_view key);
  /// When the key's timer is due; nullopt: it has none.
  std::optional<int64_t> DueMs(std::string_view key) const;
  /// When the first timer is due; nullopt: there is none.
  std::optional<int64_t> NextDueMs() const;
  /// Takes out the first timer due at or before `now_ms`; nullopt: none is.
  std::optional<Timer> PopDue(int64_t now_ms);
  void Reserve(size_t timers);
  void Clear();
  size_t size() const { return heap_.size(); }

 private:
  struct Node {
    std::string key;
    uint32_t position = 0;
  };
  struct Slot {
    int64_t due_ms = 0;
    uint32_t node = 0;
  };
  struct Hash {
    using is_transparent = void;
    const std::vector<Node>* nodes;
    size_t operator()(uint32_t node) const;
    size_t operator()(std::string_view key) const;
  };
  struct Equal {
    using is_transparent = void;
    const std::vector<Node>* nodes;
    bool operator()(uint32_t left, uint32_t right) const { return left == right; }
    bool operator()(uint32_t node, std::string_view key) const { return (*nodes)[node].key == key; }
    bool operator()(std::string_view key, uint32_t node) const { return (*nodes)[node].key == key; }
  };

  bool Before(const Slot& left, const Slot& right) const;
  void Place(size_t position, Slot slot);
  void SiftUp(size_t position);
  void SiftDown(size_t position);
  void Remove(size_t position);

  std::vector<Slot> heap_;
  std::vector<Node> nodes_;
  std::vector<uint32_t> free_nodes_;
  absl::flat_hash_set<uint32_t, Hash, Equal> index_;
};

}  // namespace liandu::eventlog

#include "platform/eventlog/timer_heap.h"

#include <functional>
#include <utility>

namespace liandu::eventlog {
namespace {

/// Wider than two: fewer cache misses on the way down of a large heap.
constexpr size_t kArity = 4;

size_t ParentOf(size_t position) { return (position - 1) / kArity; }

}  // namespace

size_t TimerHeap::Hash::operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
size_t TimerHeap::Hash::operator()(uint32_t node) const { return (*this)(std::string_view((*nodes)[node].key)); }

TimerHeap::TimerHeap() : index_(0, Hash{&nodes_}, Equal{&nodes_}) {}

bool TimerHeap::Before(const Slot& left, const Slot& right) const {
  if (left.due_ms != right.due_ms) return left.due_ms < right.due_ms;
  return nodes_[left.node].key < nodes_[right.node].key;
}

void TimerHeap::Place(size_t position, Slot slot) {
  heap_[position] = slot;
  nodes_[slot.node].position = static_cast<uint32_t>(position);
}

void TimerHeap::SiftUp(size_t position) {
  const Slot slot = heap_[position];
  while (position > 0 && Before(slot, heap_[ParentOf(position)])) {
    Place(position, heap_[ParentOf(position)]);
    position = ParentOf(position);
  }
  Place(position, slot);
}

void TimerHeap::SiftDown(size_t position) {
  const Slot slot = heap_[position];
  for (;;) {
    const size_t first = position * kArity + 1;
    if (first >= heap_.size()) break;
    size_t best = first;
    for (size_t child = first + 1; child < first + kArity && child < heap_.size(); ++child) {
      if (Before(heap_[child], heap_[best])) best = child;
    }
    if (!Before(heap_[best], slot)) break;
    Place(position, heap_[best]);
    position = best;
  }
  Place(position, slot);
}

void TimerHeap::Set(std::string_view key, int64_t due_ms) {
  if (const auto found = index_.find(key); found != index_.end()) {
    const size_t position = nodes_[*found].position;
    const bool earlier = due_ms < heap_[position].due_ms;
    heap_[position].due_ms = due_ms;
    if (earlier) {
      SiftUp(position);
    } else {
      SiftDown(position);
    }
    return;
  }
  uint32_t node = 0;
  if (free_nodes_.empty()) {
    node = static_cast<uint32_t>(nodes_.size());
    nodes_.push_back({std::string(key), 0});
  } else {
    node = free_nodes_.back();
    free_nodes_.pop_back();
    nodes_[node].key = std::string(key);
  }
  index_.insert(node);
  heap_.push_back({due_ms, node});
  SiftUp(heap_.size() - 1);
}

void TimerHeap::Remove(size_t position) {
  const uint32_t node = heap_[position].node;
  index_.erase(node);
  std::string().swap(nodes_[node].key);
  free_nodes_.push_back(node);
  const Slot last = heap_.back();
  heap_.pop_back();
  if (position == heap_.size()) return;
  heap_[position] = last;
  if (position > 0 && Before(last, heap_[ParentOf(position)])) {
    SiftUp(position);
  } else {
    SiftDown(position);
  }
}

bool TimerHeap::Erase(std::string_view key) {
  const auto found = index_.find(key);
  if (found == index_.end()) return false;
  Remove(nodes_[*found].position);
  return true;
}

std::optional<int64_t> TimerHeap::DueMs(std::string_view key) const {
  const auto found = index_.find(key);
  if (found == index_.end()) return std::nullopt;
  return heap_[nodes_[*found].position].due_ms;
}

std::optional<int64_t> TimerHeap::NextDueMs() const {
  if (heap_.empty()) return std::nullopt;
  return heap_.front().due_ms;
}

std::optional<TimerHeap::Timer> TimerHeap::PopDue(int64_t now_ms) {
  if (heap_.empty() || heap_.front().due_ms > now_ms) return std::nullopt;
  Timer timer{heap_.front().due_ms, nodes_[heap_.front().node].key};
  Remove(0);
  return timer;
}

void TimerHeap::Reserve(size_t timers) {
  heap_.reserve(timers);
  nodes_.reserve(timers);
  index_.reserve(timers);
}

void TimerHeap::Clear() {
  index_.clear();
  heap_.clear();
  nodes_.clear();
  free_nodes_.clear();
}

}  // namespace liandu::eventlog

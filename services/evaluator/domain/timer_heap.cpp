#include "evaluator/domain/timer_heap.h"

#include <algorithm>
#include <utility>

namespace liandu::evaluator {

uint64_t TimerHeap::OrderOf(const Timed& entity) {
  constexpr size_t kLetters = 7;
  uint64_t order = static_cast<uint64_t>(entity.kind);
  for (size_t i = 0; i < kLetters; ++i) {
    order = order << 8 | (i < entity.id.size() ? static_cast<unsigned char>(entity.id[i]) : 0);
  }
  return order;
}

bool TimerHeap::Before(const Slot& left, const Slot& right) {
  if (left.due != right.due) return left.due < right.due;
  if (left.order != right.order) return left.order < right.order;
  return left.entity->id < right.entity->id;
}

void TimerHeap::Place(size_t at, const Slot& slot) {
  slots_[at] = slot;
  slot.entity->position = static_cast<uint32_t>(at);
}

void TimerHeap::SiftUp(size_t at) {
  const Slot slot = slots_[at];
  while (at > 0 && Before(slot, slots_[(at - 1) / kChildren])) {
    Place(at, slots_[(at - 1) / kChildren]);
    at = (at - 1) / kChildren;
  }
  Place(at, slot);
}

void TimerHeap::SiftDown(size_t at) {
  const Slot slot = slots_[at];
  for (size_t child = kChildren * at + 1; child < slots_.size(); child = kChildren * at + 1) {
    const size_t end = std::min(child + kChildren, slots_.size());
    for (size_t other = child + 1; other < end; ++other) {
      if (Before(slots_[other], slots_[child])) child = other;
    }
    if (!Before(slots_[child], slot)) break;
    Place(at, slots_[child]);
    at = child;
  }
  Place(at, slot);
}

void TimerHeap::Set(Timed& entity, model::Instant due) {
  if (entity.position == Timed::kNotQueued) {
    slots_.push_back({due, OrderOf(entity), &entity});
    return SiftUp(slots_.size() - 1);
  }
  const size_t at = entity.position;
  const bool sooner = due < slots_[at].due;
  slots_[at].due = due;
  sooner ? SiftUp(at) : SiftDown(at);
}

void TimerHeap::RemoveAt(size_t at) {
  slots_[at].entity->position = Timed::kNotQueued;
  const Slot last = slots_.back();
  slots_.pop_back();
  if (at == slots_.size()) return;
  const bool up = Before(last, slots_[at]);
  Place(at, last);
  up ? SiftUp(at) : SiftDown(at);
}

void TimerHeap::Cancel(Timed& entity) {
  if (entity.position != Timed::kNotQueued) RemoveAt(entity.position);
}

Timed& TimerHeap::Pop() {
  Timed& entity = *slots_.front().entity;
  RemoveAt(0);
  return entity;
}

}  // namespace liandu::evaluator

#include "evaluator/domain/timer_heap.h"

#include <utility>

namespace liandu::evaluator {

bool TimerHeap::Before(const Slot& left, const Slot& right) {
  if (left.due != right.due) return left.due < right.due;
  if (left.entity->kind != right.entity->kind) return left.entity->kind < right.entity->kind;
  return left.entity->id < right.entity->id;
}

void TimerHeap::Place(size_t at, Slot slot) {
  slots_[at] = slot;
  slot.entity->position = static_cast<uint32_t>(at);
}

void TimerHeap::SiftUp(size_t at) {
  const Slot slot = slots_[at];
  while (at > 0 && Before(slot, slots_[(at - 1) / 2])) {
    Place(at, slots_[(at - 1) / 2]);
    at = (at - 1) / 2;
  }
  Place(at, slot);
}

void TimerHeap::SiftDown(size_t at) {
  const Slot slot = slots_[at];
  for (size_t child = 2 * at + 1; child < slots_.size(); child = 2 * at + 1) {
    if (child + 1 < slots_.size() && Before(slots_[child + 1], slots_[child])) ++child;
    if (!Before(slots_[child], slot)) break;
    Place(at, slots_[child]);
    at = child;
  }
  Place(at, slot);
}

void TimerHeap::Set(Timed& entity, model::Instant due) {
  if (entity.position == Timed::kNotQueued) {
    slots_.push_back({due, &entity});
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

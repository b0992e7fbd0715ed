#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "model/time.h"

namespace liandu::evaluator {

/// What has a next moment of change. In the order in which kinds fire at one moment, which is the order in which they
/// are judged when all of them are marked.
enum class EntityKind : uint8_t {
  kJurisdiction,
  kIndicator,
  kTarget,
  kItem,
  kObligation,
  kRequirement,
  kIssue,
  kWatch,
  kAssessment,
  kAlert
};

/// Part of every entity that may change by itself: one timer each.
struct Timed {
  static constexpr uint32_t kNotQueued = std::numeric_limits<uint32_t>::max();

  Timed(EntityKind entity_kind, std::string entity_id) : id(std::move(entity_id)), kind(entity_kind) {}

  std::string id;
  /// Place in the heap.
  uint32_t position = kNotQueued;
  EntityKind kind;
  /// Already noted to be judged again.
  bool dirty = false;
};

/// The timers of one jurisdiction by (due, kind, id), each entity at most once. Entities must outlive their timers.
class TimerHeap {
 public:
  void Set(Timed& entity, model::Instant due);
  void Cancel(Timed& entity);
  bool empty() const { return slots_.empty(); }
  size_t size() const { return slots_.size(); }
  model::Instant next_due() const { return slots_.front().due; }
  const Timed& next() const { return *slots_.front().entity; }
  /// When the entity is due; needs a timer.
  model::Instant DueOf(const Timed& entity) const { return slots_[entity.position].due; }
  /// Takes the first entity out.
  Timed& Pop();

 private:
  /// A flat heap: on a midnight with a million deadlines memory that is far away is what costs.
  static constexpr size_t kChildren = 4;

  struct Slot {
    model::Instant due;
    /// Kind and the first letters of the id, so that most comparisons need not look at the entity.
    uint64_t order;
    Timed* entity;
  };
  static uint64_t OrderOf(const Timed& entity);
  static bool Before(const Slot& left, const Slot& right);
  void SiftUp(size_t at);
  void SiftDown(size_t at);
  void Place(size_t at, const Slot& slot);
  void RemoveAt(size_t at);

  std::vector<Slot> slots_;
};

}  // namespace liandu::evaluator

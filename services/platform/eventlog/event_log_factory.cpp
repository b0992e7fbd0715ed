#include "platform/eventlog/event_log_factory.h"

#include <fmt/format.h>

namespace liandu::eventlog {
namespace {

constexpr uint64_t kFnvOffset = 14695981039346656037ULL;
constexpr uint64_t kFnvPrime = 1099511628211ULL;

uint64_t Fnv1a(std::string_view text) {
  uint64_t hash = kFnvOffset;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= kFnvPrime;
  }
  return hash;
}

/// FNV-1a alone leaves the high bits of similar texts alike, which would let one member win every partition.
uint64_t Mix(uint64_t hash) {
  hash ^= hash >> 33;
  hash *= 0xff51afd7ed558ccdULL;
  hash ^= hash >> 33;
  hash *= 0xc4ceb9fe1a85ec53ULL;
  return hash ^ (hash >> 33);
}

}  // namespace

const char* RoleName(Role role) { return role == Role::kEvaluator ? "evaluator" : "notifier"; }

int PartitionOf(std::string_view jurisdiction, int partitions) {
  return static_cast<int>(Fnv1a(jurisdiction) % static_cast<uint64_t>(partitions));
}

const Member* PreferredOwner(const std::vector<Member>& members, int partition) {
  const Member* best = nullptr;
  uint64_t best_weight = 0;
  for (const Member& member : members) {
    const uint64_t weight = Mix(Fnv1a(fmt::format("{}/{}", member.id, partition)));
    if (best == nullptr || weight > best_weight || (weight == best_weight && member.id < best->id)) {
      best = &member;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace liandu::eventlog

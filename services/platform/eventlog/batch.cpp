#include "platform/eventlog/batch.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"

namespace liandu::eventlog {
namespace {

struct ViewHash {
  size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
};

/// Leaves each key's last write alone.
void KeepLastWrites(std::vector<StateWrite>& writes) {
  if (writes.size() < 2) return;
  absl::flat_hash_set<std::string_view, ViewHash, std::equal_to<>> seen;
  seen.reserve(writes.size());
  std::vector<bool> kept(writes.size());
  for (size_t i = writes.size(); i-- > 0;) kept[i] = seen.insert(writes[i].key).second;
  if (seen.size() == writes.size()) return;
  size_t next = 0;
  for (size_t i = 0; i < writes.size(); ++i) {
    if (!kept[i]) continue;
    if (next != i) writes[next] = std::move(writes[i]);
    ++next;
  }
  writes.resize(next);
}

}  // namespace

void Batch::Add(EntryId cause, Effects& effects) {
  std::move(effects.writes.begin(), effects.writes.end(), std::back_inserter(writes_));
  for (Output& output : effects.outputs) outputs_.push_back({cause, std::move(output)});
  effects.writes.clear();
  effects.outputs.clear();
}

void Batch::Consumed(EntryId input) {
  last_input_ = input;
  ++inputs_;
}

Commit Batch::Finish(Fence fence) {
  KeepLastWrites(writes_);
  Commit commit{std::move(fence), std::exchange(last_input_, std::nullopt), std::exchange(inputs_, 0),
                std::exchange(writes_, {}), std::exchange(outputs_, {})};
  return commit;
}

}  // namespace liandu::eventlog

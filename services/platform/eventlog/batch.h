#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "platform/eventlog/event_log.h"

namespace liandu::eventlog {

/// Gathers the effects of inputs into one commit. Not thread-safe.
class Batch {
 public:
  /// Takes the effects out of `effects`; their outputs are caused by `cause`.
  void Add(EntryId cause, Effects& effects);
  /// An input has been consumed whole.
  void Consumed(EntryId input);

  bool empty() const { return inputs_ == 0 && writes_.empty() && outputs_.empty(); }
  int64_t inputs() const { return inputs_; }
  /// Writes and outputs so far.
  size_t effects() const { return writes_.size() + outputs_.size(); }

  /// The commit, in which a key is written once, with its last value; the batch is empty afterwards.
  Commit Finish(Fence fence);

 private:
  std::optional<EntryId> last_input_;
  int64_t inputs_ = 0;
  std::vector<StateWrite> writes_;
  std::vector<Commit::CausedOutput> outputs_;
};

}  // namespace liandu::eventlog

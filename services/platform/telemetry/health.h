#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace liandu::platform {

/// What a service says of its own state. Live: its loops turn, failed attempts included; not live: restart it. Ready:
/// what it needs (Redis) is reachable; owning no partition is ready. Thread-safe; checks are called on the listener's
/// threads, must be thread-safe and answer at once, from memory.
class Health {
 public:
  using Check = std::function<absl::Status()>;

  void AddLiveness(std::string part, Check check);
  void AddReadiness(std::string part, Check check);
  /// From now on not ready, whatever the checks say: an orderly shutdown has begun.
  void StartDraining();

  /// OK, or UNAVAILABLE naming every part that is not well.
  absl::Status Live() const;
  absl::Status Ready() const;

 private:
  using Checks = std::vector<std::pair<std::string, Check>>;
  static absl::Status RunAll(const Checks& checks);

  mutable std::mutex mutex_;
  Checks liveness_;
  Checks readiness_;
  bool draining_ = false;
};

}  // namespace liandu::platform

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace liandu::notifier {

/// At most so many sends in any stretch of so long.
struct CeilingRule {
  int sends = 0;
  std::chrono::milliseconds period{0};
};

/// What a robot takes.
struct CeilingRules {
  /// All of them hold. At most 1000 sends each.
  std::vector<CeilingRule> rules;
  /// Nothing is sent for so long after each full and half hour, when a robot's servers are crowded.
  std::chrono::milliseconds crowded{0};
};

/// How much a robot may be sent, shared by everybody who sends to it. Every send takes a token first; without a token
/// there is no send. Thread-safe.
class Ceiling {
 public:
  virtual ~Ceiling() = default;
  /// Takes a token: zero. Or takes none: how long until there may be one, at least a millisecond. UNAVAILABLE: nobody
  /// knows.
  virtual absl::StatusOr<std::chrono::milliseconds> Take() = 0;
};

/// A crowd comes every half hour, in every time zone that counts here.
inline constexpr std::chrono::milliseconds kCrowdPeriod{30 * 60 * 1000};

}  // namespace liandu::notifier

#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "model/alert_action.h"

namespace liandu::notifier {

/// What people may do about an alert. A plain value.
class ActionSet {
 public:
  constexpr ActionSet() = default;
  constexpr ActionSet(std::initializer_list<model::AlertActionKind> kinds) {
    for (const model::AlertActionKind kind : kinds) Insert(kind);
  }
  /// From Bits(); what it does not know is left out.
  static constexpr ActionSet OfBits(uint8_t bits) {
    ActionSet set;
    set.bits_ = bits & kAll;
    return set;
  }

  constexpr bool Contains(model::AlertActionKind kind) const { return (bits_ & BitOf(kind)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr void Insert(model::AlertActionKind kind) { bits_ = static_cast<uint8_t>(bits_ | BitOf(kind)); }
  /// One bit for each kind, the lowest for acknowledgement.
  constexpr uint8_t Bits() const { return bits_; }
  constexpr ActionSet And(ActionSet other) const { return OfBits(static_cast<uint8_t>(bits_ & other.bits_)); }
  constexpr ActionSet Or(ActionSet other) const { return OfBits(static_cast<uint8_t>(bits_ | other.bits_)); }
  std::vector<model::AlertActionKind> Kinds() const {
    std::vector<model::AlertActionKind> kinds;
    for (int number = kFirst; number <= kLast; ++number) {
      const auto kind = static_cast<model::AlertActionKind>(number);
      if (Contains(kind)) kinds.push_back(kind);
    }
    return kinds;
  }
  bool operator==(const ActionSet&) const = default;

 private:
  static constexpr int kFirst = static_cast<int>(model::AlertActionKind::kAcknowledgement);
  static constexpr int kLast = static_cast<int>(model::AlertActionKind::kExtensionDecision);
  static constexpr uint8_t kAll = (1U << (kLast - kFirst + 1)) - 1;
  static constexpr uint8_t BitOf(model::AlertActionKind kind) {
    return static_cast<uint8_t>(1U << (static_cast<int>(kind) - kFirst));
  }

  uint8_t bits_ = 0;
};

}  // namespace liandu::notifier

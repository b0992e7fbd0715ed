#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "evaluator/domain/world.h"

namespace liandu::scenarios {

/// A world with its records kept beside it, as a store would: tests compare what it says with what a restored or a
/// replayed one says.
class WorldDriver {
 public:
  struct Logged {
    model::Event event;
    model::Instant at{};
    std::string cause;
  };

  void Apply(model::Event event, model::Instant at);

  const evaluator::World& world() const { return world_; }
  const std::vector<Logged>& log() const { return log_; }
  const std::vector<evaluator::AlertMovement>& movements() const { return movements_; }
  /// What the last event made the world say, in its order; nullopt: that the event itself has been taken.
  const std::vector<std::optional<evaluator::AlertMovement>>& said() const { return said_; }
  const std::map<evaluator::RecordKey, evaluator::Record>& records() const { return records_; }
  /// Everything that queries tell, as text: two worlds with one portrait are alike.
  std::string Portrait() const { return PortraitOf(world_); }
  /// A world made from the records alone.
  evaluator::World Restored() const;
  static std::string PortraitOf(const evaluator::World& world);

 private:
  evaluator::World world_;
  std::vector<Logged> log_;
  std::map<evaluator::RecordKey, evaluator::Record> records_;
  std::vector<evaluator::AlertMovement> movements_;
  std::vector<std::optional<evaluator::AlertMovement>> said_;
};

}  // namespace liandu::scenarios

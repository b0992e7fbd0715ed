#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "evaluator/domain/world.h"
#include "model/event.h"

namespace liandu {

/// Qingdao as deploy/catalogs/qingdao describes it, imported with its history and standing at a sandbox clock.
class QingdaoCity {
 public:
  /// Whether the catalogue's own list of contradictions is applied.
  enum class Conflicts { kApplied, kLeftOut };

  /// Loads, imports and goes live; fails the running test for anything that the catalogue or history has wrong.
  explicit QingdaoCity(model::Instant sandbox_time, Conflicts conflicts = Conflicts::kApplied);

  /// Applies an event at the clock as it stands; returns the alert movements.
  std::vector<evaluator::AlertMovement> Take(model::EventBody body);
  /// Moves the clock; returns the alert movements.
  std::vector<evaluator::AlertMovement> AdvanceTo(model::Instant time);
  /// A figure of an indicator as the newcomer reports it.
  std::vector<evaluator::AlertMovement> Report(const std::string& indicator, const std::string& period,
                                               const std::string& value, int revision);

  const evaluator::World& world() const { return world_; }
  const model::Catalogue& catalogue() const { return catalogue_; }
  const std::map<std::string, model::Conflict>& conflicts_left_out() const { return conflicts_left_out_; }
  /// Rows of the history that were imported.
  int history_rows() const { return history_rows_; }
  static constexpr const char* kId = "qingdao";

 private:
  void ApplyCatalogue(Conflicts conflicts);
  void ImportHistory(model::Instant until);

  evaluator::World world_;
  model::Catalogue catalogue_;
  std::map<std::string, model::Conflict> conflicts_left_out_;
  model::Instant clock_{};
  int entries_ = 0;
  int history_rows_ = 0;
};

}  // namespace liandu

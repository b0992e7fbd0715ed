#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ingest/domain/violation.h"
#include "model/catalogue.h"

namespace liandu::ingest {

enum class ChangeAction { kCreate = 1, kUpdate, kDelete };

/// One resource that a request changes.
struct Change {
  ChangeAction action = ChangeAction::kCreate;
  model::ResourceKey key;
  /// As it was (update, delete) and as it will be (create, update).
  std::optional<model::Resource> before;
  std::optional<model::Resource> after;
};

/// What a request asks for, set against what there is.
struct PlannedChange {
  /// What will differ: puts in the order of kinds and ids, then deletions in the reverse order, so that nothing is ever
  /// there before what it refers to.
  std::vector<Change> changes;
  int64_t unchanged_count = 0;
  /// Everything that the request gives, changed or not, for checking.
  model::Catalogue given;
  std::set<model::ResourceKey> removed;
  /// Ids that the request gives twice.
  std::vector<Violation> clashes;
};

/// Where a resource stands in a request: "targets[3]".
std::string ResourcePath(model::ResourceKind kind, int index);

/// Sets a request's resources (in the order of kinds, as the request lists them) against the current catalogue; with
/// `prune` what the request leaves out is taken away. Costs what the request is large, not what the catalogue is,
/// unless it prunes.
PlannedChange PlanChange(const model::Catalogue& current, const std::vector<model::Resource>& wanted, bool prune);

/// Brings the catalogue to where the planned change leads.
void ApplyChange(const PlannedChange& plan, model::Catalogue& catalogue);

}  // namespace liandu::ingest

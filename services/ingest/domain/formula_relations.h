#pragma once

#include "ingest/domain/catalogue_relations.h"

namespace liandu::ingest {

/// What formulas must keep together: results that fit their units of measure, no circle of derived indicators (through
/// formulas and through parts) or of part_of, no change that makes a formula outside of the request meaningless. Scans
/// the indicators that the request leaves alone only where a formula over parts or a dimension changes under them.
void CheckFormulaRelations(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings);

}  // namespace liandu::ingest

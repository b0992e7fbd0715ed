#pragma once

#include <map>
#include <string>

#include "ingest/domain/merged_catalogue.h"
#include "ingest/domain/violation.h"
#include "model/catalogue.h"

/// What the resources of a change must keep together, beyond each by itself; inside of the domain only.
namespace liandu::ingest {

/// Where each resource stands in the request.
using RequestPaths = std::map<model::ResourceKey, std::string>;

/// Where in the request a resource stands; what it is called when it stands nowhere.
std::string PathOf(const RequestPaths& paths, const model::ResourceKey& key);

/// Whether the request changes the dimension of a unit of measure, or an indicator's unit.
bool MeasuresChange(const MergedCatalogue& catalogue);

/// Units, programmes and parts whose parents lead back to themselves; milestones that wait for each other.
void CheckCycles(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings);

/// Resources outside of the request that rely on what it changes: the dimension of a unit of measure, the unit of an
/// indicator, the milestones of an item, the dates of a programme, the groups of chains. Scans a kind only if so.
void CheckDependents(const MergedCatalogue& catalogue, const RequestPaths& paths, Findings& findings);

}  // namespace liandu::ingest

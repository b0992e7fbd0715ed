#pragma once

#include <set>
#include <string>
#include <vector>

#include "evaluator/domain/records.h"

namespace liandu::evaluator {

class Supervision;

/// Every record from which the supervision could be restored. With `indicators`, of targets, indicators, figures and
/// alerts only what belongs to these indicators, their targets and the reporters named. Pure.
std::vector<Record> DumpRecords(const Supervision& supervision);
std::vector<Record> DumpRecords(const Supervision& supervision, const std::set<std::string>& indicators,
                                const std::set<std::string>& reporters);

}  // namespace liandu::evaluator

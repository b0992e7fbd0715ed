#pragma once

#include <string>

#include "evaluator/domain/records.h"

/// One encoder per kind of record, as protos/liandu/state/v1/evaluator.proto says; inside of the state codec only. The
/// bytes are a function of the record.
namespace liandu::evaluator {

std::string Encode(const JurisdictionRecord& record);
std::string Encode(const SeriesRecord& record);
std::string Encode(const TargetRecord& record);
std::string Encode(const ItemRecord& record);
std::string Encode(const ObligationRecord& record);
std::string Encode(const MemberRecord& record);
std::string Encode(const IssueRecord& record);
std::string Encode(const AssessmentRecord& record);

}  // namespace liandu::evaluator

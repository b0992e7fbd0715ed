#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "evaluator/domain/records.h"

/// The evaluator's records as bytes, by protos/liandu/state/v1/evaluator.proto. One encoding per record; decoding gives
/// back an equal one. Pure functions.
namespace liandu::evaluator {

/// "<jurisdiction>/<kind>/<id>": "qingdao/target/T013", "qingdao/resource/unit/U01".
std::string EncodeKey(const RecordKey& key);
/// DATA_LOSS for what EncodeKey did not make.
absl::StatusOr<RecordKey> DecodeKey(std::string_view text);

std::string EncodeRecord(const Record& record, const std::string& jurisdiction);
/// DATA_LOSS for bytes that are no record of the key's kind; UNIMPLEMENTED for a resource of a newer kind.
absl::StatusOr<Record> DecodeRecord(const RecordKey& key, std::string_view bytes);

}  // namespace liandu::evaluator

#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <chrono>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "model/civil_time.h"
#include "model/time.h"

/// Moments as people write and read them. Pure.
namespace liandu::cli {

model::Instant ToInstant(const google::protobuf::Timestamp& timestamp);
google::protobuf::Timestamp ToTimestamp(model::Instant moment);

/// "2024-07-01 09:30" there; "" for an unset timestamp.
std::string ShowMoment(const google::protobuf::Timestamp& timestamp, const model::CivilTime& civil_time);
/// "2024-07-01" there; "" for an unset timestamp.
std::string ShowDate(const google::protobuf::Timestamp& timestamp, const model::CivilTime& civil_time);
/// "2024-07-01 09:30 +08:00".
std::string ShowMomentWithOffset(const google::protobuf::Timestamp& timestamp, const model::CivilTime& civil_time);

/// Reads "2024-07-01", "2024-07-01 09:30", "2024-07-01T09:30" and with ":ss", in civil time there, or with "Z" or
/// "+08:00" behind it. INVALID_ARGUMENT, in Chinese.
absl::StatusOr<model::Instant> ParseMoment(std::string_view text, const model::CivilTime& civil_time);

/// Reads "3d", "1d12h", "90m", "2w": weeks, days, hours, minutes; above 0 and at most 100 years. INVALID_ARGUMENT.
absl::StatusOr<std::chrono::minutes> ParseSpan(std::string_view text);

}  // namespace liandu::cli

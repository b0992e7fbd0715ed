#pragma once

#include <grpcpp/support/status.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"

/// Canonical gRPC statuses with google.rpc details. Pure functions.
namespace liandu::platform {

/// Something wrong with a request: the field's path and a sentence that says what to do.
struct FieldViolation {
  std::string field;
  std::string description;
};

/// The same code and message, without details.
grpc::Status ToGrpcStatus(const absl::Status& status);
absl::Status FromGrpcStatus(const grpc::Status& status);

/// ErrorInfo's reason when not every violation found its place, and the metadata that tells how many there are.
inline constexpr char kViolationsCut[] = "VIOLATIONS_CUT";
inline constexpr char kViolationCount[] = "violations";

/// INVALID_ARGUMENT with google.rpc.BadRequest. The message tells the number of violations and the first ones; the
/// details hold the first 3 kB of them, which is what trailers can carry to any client, and how many there are.
grpc::Status InvalidRequest(const std::vector<FieldViolation>& violations);
/// The same for any struct with `field` and `description`.
template <typename Violation>
grpc::Status InvalidRequestOf(const std::vector<Violation>& violations) {
  std::vector<FieldViolation> copies;
  copies.reserve(violations.size());
  for (const Violation& violation : violations) copies.push_back({violation.field, violation.description});
  return InvalidRequest(copies);
}

/// A failure of the machinery beneath a service as its callers hear of it: by its code, a Chinese sentence that says
/// what to do; what the status says in English is for the log. UNAVAILABLE (DEADLINE_EXCEEDED too) and
/// RESOURCE_EXHAUSTED bear RetryInfo.
grpc::Status FailureAnswer(const absl::Status& status, std::chrono::milliseconds delay);

/// The status with google.rpc.RetryInfo: for UNAVAILABLE and RESOURCE_EXHAUSTED.
grpc::Status RetryAfter(const absl::Status& status, std::chrono::milliseconds delay);

/// The status with google.rpc.ErrorInfo of domain "liandu": `reason` in UPPER_SNAKE_CASE, for programs to tell cases
/// apart.
grpc::Status WithErrorInfo(const absl::Status& status, const std::string& reason,
                           const std::map<std::string, std::string>& metadata = {});

/// What a caller can read back from a status.
struct StatusDetails {
  std::vector<FieldViolation> violations;
  /// Negative: no RetryInfo.
  std::chrono::milliseconds retry_delay{-1};
  std::string reason;
  std::map<std::string, std::string> metadata;
};
StatusDetails DetailsOf(const grpc::Status& status);

}  // namespace liandu::platform

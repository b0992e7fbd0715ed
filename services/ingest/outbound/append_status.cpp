#include "ingest/outbound/append_status.h"

#include <chrono>

#include "absl/strings/str_cat.h"
#include "model/time.h"
#include "platform/rpc/status.h"

namespace liandu::ingest {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kAwayRetryDelay{500};
constexpr milliseconds kFullRetryDelay{100};
constexpr milliseconds kBacklogRetryDelay{1000};

const char* ModeName(eventlog::ClockMode mode) {
  switch (mode) {
    case eventlog::ClockMode::kLive:
      return "live";
    case eventlog::ClockMode::kImporting:
      return "importing";
    case eventlog::ClockMode::kSandbox:
      return "a sandbox";
  }
  return "unknown";
}

std::string ClockText(const eventlog::JurisdictionClock& clock) {
  const auto seconds = std::chrono::floor<std::chrono::days>(model::Instant(milliseconds(clock.clock_ms)));
  const int64_t of_day = clock.clock_ms / 1000 - seconds.time_since_epoch().count() * 86400;
  const model::Date day(static_cast<int32_t>(seconds.time_since_epoch().count()));
  return absl::StrCat(day.ToString(), " ", of_day / 3600, ":", of_day / 60 % 60 < 10 ? "0" : "", of_day / 60 % 60,
                      " UTC");
}

}  // namespace

grpc::Status FailureStatus(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return platform::RetryAfter(status, kAwayRetryDelay);
    case absl::StatusCode::kResourceExhausted:
      return platform::RetryAfter(status, kFullRetryDelay);
    default:
      return platform::ToGrpcStatus(status);
  }
}

grpc::Status RefusalStatus(const std::string& jurisdiction, const eventlog::AppendResult& result) {
  using Outcome = eventlog::AppendResult::Outcome;
  switch (result.outcome) {
    case Outcome::kUnknownJurisdiction:
      return platform::ToGrpcStatus(
          absl::NotFoundError(absl::StrCat("jurisdiction \"", jurisdiction, "\" does not exist; open it first")));
    case Outcome::kJurisdictionExists:
      return platform::ToGrpcStatus(absl::AlreadyExistsError(
          absl::StrCat("jurisdiction \"", jurisdiction, "\" exists already; choose another id or use it as it is")));
    case Outcome::kBacklog:
      return platform::RetryAfter(
          absl::ResourceExhaustedError(absl::StrCat(result.backlog, " events wait to be judged; send again later")),
          kBacklogRetryDelay);
    case Outcome::kClockRefused: {
      const std::string stands =
          result.clock ? absl::StrCat("is ", ModeName(result.clock->mode), " at ", ClockText(*result.clock))
                       : "does not allow it";
      return platform::WithErrorInfo(
          absl::FailedPreconditionError(absl::StrCat("the clock of \"", jurisdiction, "\" ", stands,
                                                     "; the mode forbids this, or the clock would go back, or lie "
                                                     "ahead of the present")),
          "CLOCK_REFUSED");
    }
    default:
      return platform::RetryAfter(absl::UnavailableError("the catalogue keeps changing; send again"), kFullRetryDelay);
  }
}

}  // namespace liandu::ingest

#include "ingest/outbound/append_status.h"

#include <chrono>

#include "absl/strings/str_cat.h"
#include "model/civil_time.h"
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
      return "实时";
    case eventlog::ClockMode::kImporting:
      return "导入中";
    case eventlog::ClockMode::kSandbox:
      return "沙箱";
  }
  return "未知";
}

/// "沙箱，停在 UTC 2024-07-01 01:30"; a live clock stands nowhere.
std::string ClockText(const eventlog::JurisdictionClock& clock) {
  if (clock.clock_ms == 0 || clock.mode == eventlog::ClockMode::kLive) return ModeName(clock.mode);
  const model::CivilTime utc({{std::nullopt, 0}});
  return absl::StrCat(ModeName(clock.mode), "，停在 UTC ", utc.ToText(model::Instant(milliseconds(clock.clock_ms))));
}

}  // namespace

grpc::Status FailureStatus(const absl::Status& status) {
  return platform::FailureAnswer(status, absl::IsResourceExhausted(status) ? kFullRetryDelay : kAwayRetryDelay);
}

grpc::Status TryAgainStatus(const std::string& message) {
  return platform::RetryAfter(absl::UnavailableError(message), kAwayRetryDelay);
}

absl::Status UnknownJurisdiction(const std::string& jurisdiction) {
  return absl::NotFoundError(absl::StrCat("没有辖区“", jurisdiction, "”；请先用 liandu open 开设，或改正编号"));
}

grpc::Status RefusalStatus(const std::string& jurisdiction, const eventlog::AppendResult& result) {
  using Outcome = eventlog::AppendResult::Outcome;
  switch (result.outcome) {
    case Outcome::kUnknownJurisdiction:
      return platform::ToGrpcStatus(UnknownJurisdiction(jurisdiction));
    case Outcome::kJurisdictionExists:
      return platform::ToGrpcStatus(
          absl::AlreadyExistsError(absl::StrCat("辖区“", jurisdiction, "”已经开设；请直接使用，或另选编号")));
    case Outcome::kBacklog:
      return platform::RetryAfter(
          absl::ResourceExhaustedError(absl::StrCat("有 ", result.backlog, " 条在等待评判，本次没有写入；请稍后重试")),
          kBacklogRetryDelay);
    case Outcome::kClockRefused: {
      const std::string stands = result.clock ? ClockText(*result.clock) : "未知";
      return platform::WithErrorInfo(
          absl::FailedPreconditionError(absl::StrCat(
              "辖区“", jurisdiction, "”的时钟（", stands, "）不允许这次操作；",
              "时钟不能倒拨，也不能超过现在，实时辖区不能拨，已启用的不能再启用；请用 liandu clock show 核对后再试")),
          "CLOCK_REFUSED");
    }
    default:
      return TryAgainStatus(kCatalogueMoves);
  }
}

}  // namespace liandu::ingest

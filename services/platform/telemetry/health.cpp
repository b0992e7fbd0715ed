#include "platform/telemetry/health.h"

#include "absl/strings/str_cat.h"

namespace liandu::platform {

void Health::AddLiveness(std::string part, Check check) {
  std::lock_guard lock(mutex_);
  liveness_.emplace_back(std::move(part), std::move(check));
}

void Health::AddReadiness(std::string part, Check check) {
  std::lock_guard lock(mutex_);
  readiness_.emplace_back(std::move(part), std::move(check));
}

void Health::StartDraining() {
  std::lock_guard lock(mutex_);
  draining_ = true;
}

absl::Status Health::RunAll(const Checks& checks) {
  std::string reasons;
  for (const auto& [part, check] : checks) {
    if (absl::Status status = check(); !status.ok()) {
      absl::StrAppend(&reasons, reasons.empty() ? "" : "; ", part, ": ", status.message());
    }
  }
  return reasons.empty() ? absl::OkStatus() : absl::UnavailableError(reasons);
}

absl::Status Health::Live() const {
  std::lock_guard lock(mutex_);
  return RunAll(liveness_);
}

absl::Status Health::Ready() const {
  std::lock_guard lock(mutex_);
  return draining_ ? absl::UnavailableError("shutting down") : RunAll(readiness_);
}

}  // namespace liandu::platform

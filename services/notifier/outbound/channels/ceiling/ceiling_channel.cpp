#include "notifier/outbound/channels/ceiling/ceiling_channel.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

/// How soon to ask again when nobody knows whether there is a token.
constexpr std::chrono::milliseconds kUnknownWait{1000};

SendResult Wait(SendReason reason, std::string error, std::chrono::milliseconds wait) {
  return {SendResult::Kind::kWait, std::move(error), wait, reason};
}

}  // namespace

CeilingChannel::CeilingChannel(std::unique_ptr<Channel> channel, std::unique_ptr<Ceiling> ceiling)
    : channel_(std::move(channel)), ceiling_(std::move(ceiling)) {}

std::optional<SendResult> CeilingChannel::HeldBack() {
  if (aborted_) return Retry(SendReason::kStopping, "the notifier is stopping");
  const absl::StatusOr<std::chrono::milliseconds> wait = ceiling_->Take();
  if (!wait.ok()) {
    const auto message = wait.status().message();
    return Wait(SendReason::kStorage, absl::StrCat("the robot's ceiling is not known: ", message), kUnknownWait);
  }
  if (wait->count() == 0) return std::nullopt;
  return Wait(SendReason::kRateLimited, "the robot's ceiling is reached", *wait);
}

SendResult CeilingChannel::Send(const OutgoingMessage& message) {
  if (std::optional<SendResult> held = HeldBack()) return *held;
  return channel_->Send(message);
}

SendResult CeilingChannel::SendMerged(const std::vector<const OutgoingMessage*>& messages) {
  if (std::optional<SendResult> held = HeldBack()) return *held;
  return channel_->SendMerged(messages);
}

void CeilingChannel::Abort() {
  aborted_ = true;
  channel_->Abort();
}

}  // namespace liandu::notifier

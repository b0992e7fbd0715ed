#include "notifier/inbound/peer_calls.h"

#include <algorithm>
#include <chrono>

namespace liandu::notifier {
namespace {

constexpr char kPassedOn[] = "liandu-passed-on";
constexpr size_t kMaxChannels = 100;
constexpr std::chrono::seconds kLongestCall{10};

}  // namespace

bool PeerCalls::IsPassedOn(const grpc::CallbackServerContext& context) {
  return context.client_metadata().contains(kPassedOn);
}

void PeerCalls::Prepare(const grpc::CallbackServerContext& caller, grpc::ClientContext& context) const {
  context.AddMetadata(kPassedOn, "1");
  const std::chrono::system_clock::time_point latest(std::chrono::milliseconds(clock_.NowMs()) + kLongestCall);
  context.set_deadline(std::min(caller.deadline(), latest));
}

std::shared_ptr<grpc::Channel> PeerCalls::ChannelTo(const std::string& address) {
  std::lock_guard lock(mutex_);
  auto it = channels_.find(address);
  if (it != channels_.end()) return it->second;
  absl::StatusOr<std::shared_ptr<grpc::Channel>> channel = platform::MakeChannel(address, settings_);
  if (!channel.ok()) return nullptr;
  if (channels_.size() >= kMaxChannels) channels_.clear();
  channels_.emplace(address, *channel);
  return *channel;
}

}  // namespace liandu::notifier

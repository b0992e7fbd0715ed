#include "notifier/inbound/peer_calls.h"

#include <algorithm>
#include <chrono>

namespace liandu::notifier {
namespace {

constexpr char kPassedOn[] = "liandu-passed-on";
constexpr size_t kMaxStubs = 100;
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

std::shared_ptr<PeerCalls::Stub> PeerCalls::StubOf(const std::string& address) {
  std::lock_guard lock(mutex_);
  auto it = stubs_.find(address);
  if (it != stubs_.end()) return it->second;
  absl::StatusOr<std::shared_ptr<grpc::Channel>> channel = platform::MakeChannel(address, settings_);
  if (!channel.ok()) return nullptr;
  if (stubs_.size() >= kMaxStubs) stubs_.clear();
  std::shared_ptr<Stub> stub = v1::NotificationService::NewStub(*channel);
  stubs_.emplace(address, stub);
  return stub;
}

}  // namespace liandu::notifier

#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "liandu/v1/notifier_service.grpc.pb.h"
#include "platform/clock/clock.h"
#include "platform/rpc/channel.h"

namespace liandu::notifier {

/// Passes a call on to the instance that owns the partition, once. Thread-safe.
class PeerCalls {
 public:
  using Stub = v1::NotificationService::Stub;

  /// The clock must outlive it.
  PeerCalls(platform::ChannelSettings settings, const platform::Clock& clock)
      : settings_(std::move(settings)), clock_(clock) {}

  /// Whether a call has been passed on already and must be answered here.
  static bool IsPassedOn(const grpc::CallbackServerContext& context);

  /// Calls `method` (of the stub's async interface) at the address with the caller's deadline; `done` once.
  template <typename Request, typename Response>
  using Method = void (v1::NotificationService::StubInterface::async_interface::*)(grpc::ClientContext*, const Request*,
                                                                                   Response*,
                                                                                   std::function<void(grpc::Status)>);
  template <typename Request, typename Response>
  void Pass(const std::string& address, const grpc::CallbackServerContext& caller, Method<Request, Response> method,
            const Request& request, Response& response, std::function<void(grpc::Status)> done) {
    const std::shared_ptr<Stub> stub = StubOf(address);
    if (stub == nullptr)
      return done(grpc::Status(grpc::StatusCode::UNAVAILABLE, "负责这个辖区的通知服务连不上；请稍后重试"));
    auto context = std::make_shared<grpc::ClientContext>();
    Prepare(caller, *context);
    (stub->async()->*method)(context.get(), &request, &response,
                             [stub, context, done = std::move(done)](const grpc::Status& status) { done(status); });
  }

 private:
  void Prepare(const grpc::CallbackServerContext& caller, grpc::ClientContext& context) const;
  std::shared_ptr<Stub> StubOf(const std::string& address);

  const platform::ChannelSettings settings_;
  const platform::Clock& clock_;
  std::mutex mutex_;
  /// Owners come and go; beyond a hundred addresses all are let go and connected anew.
  std::map<std::string, std::shared_ptr<Stub>> stubs_;
};

}  // namespace liandu::notifier

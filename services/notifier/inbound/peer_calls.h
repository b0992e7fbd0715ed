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
  /// The clock must outlive it.
  PeerCalls(platform::ChannelSettings settings, const platform::Clock& clock)
      : settings_(std::move(settings)), clock_(clock) {}

  /// Whether a call has been passed on already and must be answered here.
  static bool IsPassedOn(const grpc::CallbackServerContext& context);

  /// A method of a service's stub.
  template <typename Request, typename Response, typename Service = v1::NotificationService>
  using Method = void (Service::StubInterface::async_interface::*)(grpc::ClientContext*, const Request*, Response*,
                                                                   std::function<void(grpc::Status)>);

  /// Calls `method` (of the stub's async interface) at the address with the caller's deadline; `done` once.
  template <typename Service = v1::NotificationService, typename Request, typename Response>
  void Pass(const std::string& address, const grpc::CallbackServerContext& caller,
            Method<Request, Response, Service> method, const Request& request, Response& response,
            std::function<void(grpc::Status)> done) {
    const std::shared_ptr<grpc::Channel> channel = ChannelTo(address);
    if (channel == nullptr)
      return done(grpc::Status(grpc::StatusCode::UNAVAILABLE, "负责这个辖区的通知服务连不上；请稍后重试"));
    const std::shared_ptr<typename Service::Stub> stub = Service::NewStub(channel);
    auto context = std::make_shared<grpc::ClientContext>();
    Prepare(caller, *context);
    (stub->async()->*method)(context.get(), &request, &response,
                             [stub, context, done = std::move(done)](const grpc::Status& status) { done(status); });
  }

 private:
  void Prepare(const grpc::CallbackServerContext& caller, grpc::ClientContext& context) const;
  std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address);

  const platform::ChannelSettings settings_;
  const platform::Clock& clock_;
  std::mutex mutex_;
  /// Owners come and go; beyond a hundred addresses all are let go and connected anew.
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
};

}  // namespace liandu::notifier

#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/servers/settings.h"
#include "platform/clock/clock.h"
#include "platform/rpc/channel.h"

namespace liandu::cli {

/// The three doors.
enum class Door { kIngest, kEvaluator, kNotifier };

/// Waits; tests do not.
using Pause = std::function<void(std::chrono::milliseconds)>;

/// Calls the services. Connects when first needed. What a server answers with details keeps them in the status'
/// payload (failure.h reads them). For one thread.
class Client {
 public:
  /// A call waits at most `timeout`, retries included. `clock` must outlive the client.
  Client(ClientSettings settings, platform::ChannelSettings tls, std::chrono::milliseconds timeout,
         const platform::Clock& clock, Pause pause);

  /// The channel to a door. A usage error if nobody said where it is.
  absl::StatusOr<std::shared_ptr<grpc::Channel>> ChannelTo(Door door);

  /// One unary call. What the server asks to be tried again (RetryInfo) is tried again while the timeout lasts.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(Door door,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    auto channel = ChannelTo(door);
    if (!channel.ok()) return channel.status();
    Stub stub(*channel);
    Response response;
    const absl::Status status = Try(door, [&](grpc::ClientContext& context) {
      response.Clear();
      return (stub.*method)(&context, request, &response);
    });
    if (!status.ok()) return status;
    return response;
  }

  /// A deadline `timeout` from now for a call that is made by hand.
  void SetDeadline(grpc::ClientContext& context) const;
  /// The status with the server's details, and with the door's address when it could not be reached.
  absl::Status ToStatus(Door door, const grpc::Status& status) const;
  void Wait(std::chrono::milliseconds delay) const { pause_(delay); }
  const ClientSettings& settings() const { return settings_; }

 private:
  absl::Status Try(Door door, const std::function<grpc::Status(grpc::ClientContext&)>& attempt);
  const std::string& AddressOf(Door door) const;

  const ClientSettings settings_;
  const platform::ChannelSettings tls_;
  const std::chrono::milliseconds timeout_;
  const platform::Clock& clock_;
  const Pause pause_;
  std::map<Door, std::shared_ptr<grpc::Channel>> channels_;
};

}  // namespace liandu::cli

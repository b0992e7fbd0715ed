#pragma once

#include <grpcpp/grpcpp.h>
#include <prometheus/registry.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/config/settings.h"
#include "platform/telemetry/health.h"

namespace liandu::platform {

/// A gRPC listener with health service, reflection, limits and RED metrics (`liandu_grpc_requests_total{service,method,
/// code}`, `liandu_grpc_request_duration_seconds{service,method}`, `liandu_grpc_requests_in_flight{service}`).
/// Thread-safe.
class RpcServer {
 public:
  /// Serves the (callback API) services, which must outlive it, on the address; port 0: any free one. The health
  /// service answers SERVING exactly while `health` is ready. FAILED_PRECONDITION: wider than loopback without client
  /// certificates; INVALID_ARGUMENT: unreadable TLS files; UNAVAILABLE: the address is taken.
  static absl::StatusOr<std::unique_ptr<RpcServer>> Start(const RpcSettings& settings,
                                                          const std::vector<grpc::Service*>& services,
                                                          const Health& health,
                                                          std::shared_ptr<prometheus::Registry> metrics);
  /// Stops at once.
  ~RpcServer();
  RpcServer(const RpcServer&) = delete;
  RpcServer& operator=(const RpcServer&) = delete;

  /// The bound "host:port".
  const std::string& address() const { return address_; }
  /// Under which others reach it: the advertised address, else the bound one.
  const std::string& advertised_address() const { return advertised_address_; }
  /// Takes no new calls; those that run are cancelled at the deadline.
  void Stop(std::chrono::steady_clock::time_point deadline);

 private:
  class HealthWatch;
  RpcServer();

  std::string address_;
  std::string advertised_address_;
  std::unique_ptr<HealthWatch> health_watch_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace liandu::platform

#pragma once

#include <grpcpp/support/server_interceptor.h>
#include <prometheus/registry.h>

#include <memory>

namespace liandu::platform {

/// Makes the interceptors that count requests, failures and durations (RED) of a server, into the registry.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeRequestMetrics(
    std::shared_ptr<prometheus::Registry> registry);

}  // namespace liandu::platform

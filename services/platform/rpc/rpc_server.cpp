#include "platform/rpc/rpc_server.h"

#include <grpc/support/time.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grpc/health/v1/health.pb.h"
#include "platform/clock/clock.h"
#include "platform/rpc/pem_file.h"
#include "platform/rpc/request_metrics.h"

namespace liandu::platform {
namespace {

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeCredentials(const RpcSettings& settings) {
  if (!IsLoopback(settings.listen_address) && settings.tls_client_ca_file.empty()) {
    return absl::FailedPreconditionError(absl::StrCat("grpc.listen_address ", settings.listen_address,
                                                      " is wider than loopback, which needs client certificates"));
  }
  if (settings.tls_certificate_file.empty()) return grpc::InsecureServerCredentials();
  absl::StatusOr<std::string> certificate = ReadPemFile(settings.tls_certificate_file);
  if (!certificate.ok()) return certificate.status();
  absl::StatusOr<std::string> key = ReadPemFile(settings.tls_key_file);
  if (!key.ok()) return key.status();
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({*std::move(key), *std::move(certificate)});
  if (!settings.tls_client_ca_file.empty()) {
    absl::StatusOr<std::string> authorities = ReadPemFile(settings.tls_client_ca_file);
    if (!authorities.ok()) return authorities.status();
    options.pem_root_certs = *std::move(authorities);
    options.client_certificate_request = GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY;
  }
  return grpc::SslServerCredentials(options);
}

/// Bounds what any caller can make the server hold or do.
void SetLimits(const RpcSettings& settings, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(static_cast<int>(settings.max_receive_bytes));
  builder.SetMaxSendMessageSize(static_cast<int>(settings.max_send_bytes));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, static_cast<int>(settings.max_concurrent_streams));
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, 16 * 1024);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PING_STRIKES, 2);
  // Otherwise a second process could share the port unnoticed.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  grpc::ResourceQuota quota("liandu");
  quota.Resize(static_cast<size_t>(settings.max_memory_bytes));
  builder.SetResourceQuota(quota);
  // Only reflection is served by threads of its own; everything else is callbacks.
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 2);
}

}  // namespace

/// Keeps the gRPC health status in step with Health.
class RpcServer::HealthWatch {
 public:
  HealthWatch(const Health& health, grpc::HealthCheckServiceInterface* service)
      : health_(health), service_(service), thread_([this] { Run(); }) {}
  ~HealthWatch() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
    service_->SetServingStatus(false);
  }
  HealthWatch(const HealthWatch&) = delete;
  HealthWatch& operator=(const HealthWatch&) = delete;

 private:
  void Run() {
    const SystemClock clock;
    std::unique_lock lock(mutex_);
    do {
      service_->SetServingStatus(health_.Ready().ok());
    } while (!clock.WaitFor(lock, changed_, std::chrono::milliseconds(200), [this] { return stopping_; }));
  }

  const Health& health_;
  grpc::HealthCheckServiceInterface* service_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

RpcServer::RpcServer() = default;

RpcServer::~RpcServer() {
  if (server_ != nullptr) Stop(SystemClock().SteadyNow());
}

absl::StatusOr<std::unique_ptr<RpcServer>> RpcServer::Start(const RpcSettings& settings,
                                                            const std::vector<grpc::Service*>& services,
                                                            const Health& health,
                                                            std::shared_ptr<prometheus::Registry> metrics) {
  auto credentials = MakeCredentials(settings);
  if (!credentials.ok()) return credentials.status();
  // Links the health service's descriptor, without which reflection cannot describe it.
  grpc::health::v1::HealthCheckRequest::descriptor();
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(settings.listen_address, *credentials, &port);
  SetLimits(settings, builder);
  for (grpc::Service* service : services) builder.RegisterService(service);
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> interceptors;
  interceptors.push_back(MakeRequestMetrics(std::move(metrics)));
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
  std::unique_ptr<RpcServer> server(new RpcServer());
  server->server_ = builder.BuildAndStart();
  if (server->server_ == nullptr || port == 0) {
    return absl::UnavailableError(absl::StrCat("grpc.listen_address ", settings.listen_address,
                                               " cannot be bound (is the port taken?); choose another or port 0"));
  }
  const bool unix_socket = absl::StartsWith(settings.listen_address, "unix:");
  const std::string host = settings.listen_address.substr(0, settings.listen_address.rfind(':'));
  server->address_ = unix_socket ? settings.listen_address : absl::StrCat(host, ":", port);
  server->advertised_address_ = settings.advertise_address.empty() ? server->address_ : settings.advertise_address;
  server->health_watch_ = std::make_unique<HealthWatch>(health, server->server_->GetHealthCheckService());
  return server;
}

void RpcServer::Stop(std::chrono::steady_clock::time_point deadline) {
  if (server_ == nullptr) return;
  health_watch_.reset();
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SystemClock().SteadyNow()).count();
  server_->Shutdown(gpr_time_add(gpr_now(GPR_CLOCK_REALTIME), gpr_time_from_millis(left > 0 ? left : 0, GPR_TIMESPAN)));
  server_->Wait();
  server_.reset();
}

}  // namespace liandu::platform

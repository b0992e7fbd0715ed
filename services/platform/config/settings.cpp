#include "platform/config/settings.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace liandu::platform {
namespace {

void AddRpcFields(RpcSettings& grpc, ConfigTable& table) {
  table
      .Address("grpc.listen_address", grpc.listen_address, {},
               "Where gRPC listens; port 0: any free one. Wider than loopback only with client certificates.")
      .Address("grpc.advertise_address", grpc.advertise_address, {.optional = true},
               "Under which the other instances reach this one; empty: the bound address.")
      .File("grpc.tls_certificate_file", grpc.tls_certificate_file, "PEM file with the server's certificate chain.")
      .File("grpc.tls_key_file", grpc.tls_key_file, "PEM file with the server's private key.")
      .File("grpc.tls_client_ca_file", grpc.tls_client_ca_file,
            "PEM file with the authorities of client certificates; every caller must then show one.")
      .Integer("grpc.max_receive_bytes", grpc.max_receive_bytes, 1024, 256 * 1024 * 1024, "Largest request.")
      .Integer("grpc.max_send_bytes", grpc.max_send_bytes, 1024, 256 * 1024 * 1024, "Largest response.")
      .Integer("grpc.max_concurrent_streams", grpc.max_concurrent_streams, 1, 100'000, "Open calls a connection.")
      .Integer("grpc.max_memory_bytes", grpc.max_memory_bytes, 16 * 1024 * 1024, int64_t{64} << 30,
               "What all calls together may hold in buffers.")
      .Check([&grpc](ConfigViolations& violations) {
        if (grpc.tls_certificate_file.empty() != grpc.tls_key_file.empty()) {
          violations.push_back("grpc.tls_certificate_file and grpc.tls_key_file go together; give both or none");
        }
        if (!grpc.tls_client_ca_file.empty() && grpc.tls_certificate_file.empty()) {
          violations.push_back("grpc.tls_client_ca_file needs grpc.tls_certificate_file and grpc.tls_key_file");
        }
        if (!IsLoopback(grpc.listen_address) && grpc.tls_client_ca_file.empty()) {
          violations.push_back(absl::StrCat("grpc.listen_address ", grpc.listen_address,
                                            " is wider than loopback, which needs client certificates; set "
                                            "grpc.tls_certificate_file, grpc.tls_key_file, grpc.tls_client_ca_file"));
        }
      });
}

}  // namespace

bool IsLoopback(const std::string& address) {
  return absl::StartsWith(address, "127.") || absl::StartsWith(address, "localhost:") ||
         absl::StartsWith(address, "[::1]:") || absl::StartsWith(address, "unix:");
}

void AddServiceFields(ServiceSettings& settings, ConfigTable& table) {
  RedisSettings& redis = settings.redis;
  table.Address("redis.address", redis.address, {.allow_unix = true}, "Where Redis listens.")
      .Text("redis.user", redis.user, "Redis ACL user; empty: the default user.", 128)
      .Secret("redis.password", redis.password, "Redis password")
      .Integer("redis.connect_timeout_ms", redis.connect_timeout_ms, 10, 60'000, "How long a connect may take.")
      .Integer("redis.command_timeout_ms", redis.command_timeout_ms, 100, 60'000, "How long an answer may take.")
      .Integer("redis.partitions", redis.partitions, 1, 1024,
               "Partitions of the log; fixed at the first start on a Redis.");
  AddRpcFields(settings.grpc, table);
  table
      .Address("metrics.listen_address", settings.metrics.listen_address, {},
               "Where /metrics, /healthz and /readyz are served over HTTP; port 0: any free one.")
      .Choice("log.level", settings.log.level, {"trace", "debug", "info", "warn", "error"}, "The least that is logged.")
      .Choice("log.format", settings.log.format, {"text", "json"}, "How a line looks.")
      .Text("address_file", settings.address_file, "File that tells the bound addresses; empty: none.")
      .Integer("shutdown_timeout_ms", settings.shutdown_timeout_ms, 100, 300'000,
               "How long an orderly shutdown may take.");
}

}  // namespace liandu::platform

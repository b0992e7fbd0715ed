#pragma once

#include <cstdint>
#include <string>

#include "platform/config/config_table.h"

/// Settings that every service has. Plain structs: the parts of the platform take them, ConfigTable fills them.
namespace liandu::platform {

/// Where Redis is, and how the log lies in it.
struct RedisSettings {
  /// "host:port" or "unix:/path/to/socket".
  std::string address = "127.0.0.1:6379";
  std::string user;
  std::string password;
  int64_t connect_timeout_ms = 2000;
  int64_t command_timeout_ms = 5000;
  /// Partitions of the log; recorded at the first start, and refused when it differs later.
  int64_t partitions = 16;
};

/// A gRPC listener.
struct RpcSettings {
  /// Anything wider than loopback needs the three TLS files.
  std::string listen_address = "127.0.0.1:0";
  /// Under which other instances reach this one; empty: the bound address.
  std::string advertise_address = {};
  std::string tls_certificate_file = {};
  std::string tls_key_file = {};
  /// Authorities whose client certificates are let in; set: every caller must show one.
  std::string tls_client_ca_file = {};
  int64_t max_receive_bytes = 17 * 1024 * 1024;
  int64_t max_send_bytes = 17 * 1024 * 1024;
  int64_t max_concurrent_streams = 1000;
  /// What all calls together may hold in buffers.
  int64_t max_memory_bytes = 512 * 1024 * 1024;
};

/// The HTTP listener of /metrics, /healthz and /readyz.
struct MetricsSettings {
  std::string listen_address = "127.0.0.1:0";
};

struct LogSettings {
  /// trace, debug, info, warn, error.
  std::string level = "info";
  /// text or json.
  std::string format = "text";
};

/// What every service of ours is told.
struct ServiceSettings {
  RedisSettings redis;
  RpcSettings grpc;
  MetricsSettings metrics;
  LogSettings log;
  /// A file into which the bound addresses are written once the service listens ("grpc 127.0.0.1:7101" and
  /// "metrics 127.0.0.1:7111", a line each); empty: none.
  std::string address_file;
  /// How long an orderly shutdown may take.
  int64_t shutdown_timeout_ms = 10'000;
};

/// Binds the fields "redis.*", "grpc.*", "metrics.*", "log.*", "address_file" and "shutdown_timeout_ms", whose
/// defaults are the struct's present values, and the rules between them.
void AddServiceFields(ServiceSettings& settings, ConfigTable& table);

/// Whether an address ("127.0.0.1:7101", "localhost:0", "[::1]:0", "unix:...") is reachable from this machine only.
bool IsLoopback(const std::string& address);

}  // namespace liandu::platform

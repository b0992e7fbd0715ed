#pragma once

#include <grpcpp/channel.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace liandu::platform {

/// How a client reaches a server.
struct ChannelSettings {
  /// Authorities that the server's certificate is checked against; empty: plaintext, for loopback only.
  std::string tls_ca_file = {};
  /// The client's own certificate and key, for servers that ask for one.
  std::string tls_certificate_file = {};
  std::string tls_key_file = {};
  int64_t max_receive_bytes = 64 * 1024 * 1024;
};

/// A channel to "host:port" or "unix:/path"; connects on first use. INVALID_ARGUMENT: unreadable TLS files.
absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(const std::string& address, const ChannelSettings& settings);

}  // namespace liandu::platform

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace liandu::platform::redis {

/// Where a Redis server listens: a unix socket or host and port.
struct Endpoint {
  std::string unix_path;
  std::string host;
  int port = 0;

  /// Reads "unix:/path", "/path", "host:port" or "[ipv6]:port"; INVALID_ARGUMENT for anything else.
  static absl::StatusOr<Endpoint> Parse(std::string_view text);
  std::string ToString() const;
  bool operator==(const Endpoint&) const = default;
};

/// Says where the writable server for a key's slot is, before each connection. Thread-safe. The seam for Sentinel (ask,
/// then check ROLE) and Cluster (follow MOVED).
class EndpointResolver {
 public:
  virtual ~EndpointResolver() = default;
  /// `hash_tag` is what stands between the braces of the keys ("p3"); UNAVAILABLE when nobody knows.
  virtual absl::StatusOr<Endpoint> Resolve(const std::string& hash_tag) = 0;
};

/// One server for everything.
class StandaloneResolver : public EndpointResolver {
 public:
  explicit StandaloneResolver(Endpoint endpoint);
  absl::StatusOr<Endpoint> Resolve(const std::string& hash_tag) override;

 private:
  const Endpoint endpoint_;
};

}  // namespace liandu::platform::redis

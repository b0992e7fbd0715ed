#include "platform/redis/endpoint.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace liandu::platform::redis {

namespace {

bool ReadPort(std::string_view text, int& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port > 0 && port <= 65535;
}

}  // namespace

absl::StatusOr<Endpoint> Endpoint::Parse(std::string_view text) {
  Endpoint endpoint;
  std::string_view path = text;
  if (path.starts_with("unix:")) path.remove_prefix(5);
  if (path.starts_with("/")) {
    endpoint.unix_path = std::string(path);
    return endpoint;
  }
  const size_t colon = text.rfind(':');
  if (colon != std::string_view::npos && colon > 0) {
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    const bool plain = host.find(':') == std::string_view::npos;
    if ((bracketed || plain) && ReadPort(text.substr(colon + 1), endpoint.port)) {
      endpoint.host = std::string(host);
      return endpoint;
    }
  }
  return absl::InvalidArgumentError(
      fmt::format("redis address \"{}\": expected unix:/path/to/socket or host:port", text));
}

std::string Endpoint::ToString() const {
  return unix_path.empty() ? fmt::format("{}:{}", host, port) : "unix:" + unix_path;
}

StandaloneResolver::StandaloneResolver(Endpoint endpoint) : endpoint_(std::move(endpoint)) {}

absl::StatusOr<Endpoint> StandaloneResolver::Resolve(const std::string& /*hash_tag*/) { return endpoint_; }

}  // namespace liandu::platform::redis

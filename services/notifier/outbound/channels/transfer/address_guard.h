#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

struct sockaddr;

namespace liandu::notifier {

/// A range of addresses, IPv4 ones as v4-mapped.
struct AddressRange {
  std::array<uint8_t, 16> base{};
  int prefix_bits = 128;

  /// "10.1.0.0/16", "127.0.0.1", "fd00::/8"; INVALID_ARGUMENT for anything else, and for bits beyond the prefix.
  static absl::StatusOr<AddressRange> Parse(std::string_view text);
  bool Contains(const std::array<uint8_t, 16>& address) const;
};

/// To which addresses a channel may connect. Without permission only to public ones: not to private, loopback,
/// link-local, shared (carrier) or documentation addresses, also where these are embedded in IPv6 (v4-mapped, NAT64,
/// 6to4). Multicast, unspecified, broadcast and reserved addresses, and what is no IP address at all, are let through
/// by an explicit range only, or never. Immutable.
class AddressGuard {
 public:
  AddressGuard() = default;
  AddressGuard(bool allow_private, std::vector<AddressRange> allowed);

  /// The address that a connection is about to be made to.
  bool Allows(const sockaddr& address) const;

 private:
  bool allow_private_ = false;
  std::vector<AddressRange> allowed_;
};

/// "203.0.113.7" or "[2001:db8::1]", for people; empty for what is no IP address.
std::string AddressText(const sockaddr& address);

}  // namespace liandu::notifier

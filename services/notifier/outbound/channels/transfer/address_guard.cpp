#include "notifier/outbound/channels/transfer/address_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

using Bytes = std::array<uint8_t, 16>;

constexpr int kV4PrefixBits = 96;
constexpr int kV6Bits = 128;

Bytes Mapped(const uint8_t* v4) {
  Bytes bytes{};
  bytes[10] = bytes[11] = 0xFF;
  std::copy(v4, v4 + 4, bytes.begin() + 12);
  return bytes;
}

std::optional<Bytes> BytesOf(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return Mapped(reinterpret_cast<const uint8_t*>(&v4.sin_addr));
  }
  if (address.sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  Bytes bytes{};
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return bytes;
}

std::vector<AddressRange> Ranges(std::initializer_list<const char*> texts) {
  std::vector<AddressRange> ranges;
  for (const char* text : texts) ranges.push_back(*AddressRange::Parse(text));
  return ranges;
}

bool IsIn(const std::vector<AddressRange>& ranges, const Bytes& address) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&address](const AddressRange& range) { return range.Contains(address); });
}

/// What no connection makes sense to.
const std::vector<AddressRange>& SenselessRanges() {
  static const std::vector<AddressRange> ranges =
      Ranges({"0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "::/128", "ff00::/8"});
  return ranges;
}

/// What is not the public internet. Of IPv6, only 2000::/3 and what embeds an IPv4 address is.
const std::vector<AddressRange>& PrivateRanges() {
  static const std::vector<AddressRange> ranges =
      Ranges({"10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
              "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "2001::/23",
              "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "::1/128"});
  return ranges;
}

/// The IPv4 address that an IPv6 one leads to, v4-mapped; itself if it leads to none.
Bytes Unwrapped(const Bytes& address) {
  static const std::vector<AddressRange> kCompatible = Ranges({"::/96"});
  static const std::vector<AddressRange> kNat64 = Ranges({"64:ff9b::/96"});
  static const std::vector<AddressRange> k6to4 = Ranges({"2002::/16"});
  const bool special = IsIn(Ranges({"::/127"}), address);
  if ((IsIn(kCompatible, address) && !special) || IsIn(kNat64, address)) return Mapped(address.data() + 12);
  if (IsIn(k6to4, address)) return Mapped(address.data() + 2);
  return address;
}

}  // namespace

absl::StatusOr<AddressRange> AddressRange::Parse(std::string_view text) {
  const size_t slash = text.find('/');
  const std::string host(text.substr(0, slash));
  const absl::Status wrong = absl::InvalidArgumentError(
      absl::StrCat("\"", std::string(text), "\" is no range of addresses; write \"10.1.0.0/16\" or \"fd00::/8\""));
  AddressRange range;
  int bits = kV6Bits;
  std::array<uint8_t, 4> v4{};
  const bool is_v4 = inet_pton(AF_INET, host.c_str(), v4.data()) == 1;
  if (is_v4) {
    range.base = Mapped(v4.data());
    bits = kV6Bits - kV4PrefixBits;
  } else if (inet_pton(AF_INET6, host.c_str(), range.base.data()) != 1) {
    return wrong;
  }
  range.prefix_bits = bits;
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), range.prefix_bits);
    if (error != std::errc() || end != digits.data() + digits.size() || range.prefix_bits < 0 ||
        range.prefix_bits > bits) {
      return wrong;
    }
  }
  if (is_v4) range.prefix_bits += kV4PrefixBits;
  for (int bit = range.prefix_bits; bit < kV6Bits; ++bit) {
    if ((range.base[static_cast<size_t>(bit / 8)] >> (7 - bit % 8) & 1) != 0) return wrong;
  }
  return range;
}

bool AddressRange::Contains(const std::array<uint8_t, 16>& address) const {
  const auto whole = static_cast<size_t>(prefix_bits / 8);
  if (!std::equal(base.begin(), base.begin() + static_cast<std::ptrdiff_t>(whole), address.begin())) return false;
  const int rest = prefix_bits % 8;
  return rest == 0 || (base[whole] ^ address[whole]) >> (8 - rest) == 0;
}

AddressGuard::AddressGuard(bool allow_private, std::vector<AddressRange> allowed)
    : allow_private_(allow_private), allowed_(std::move(allowed)) {}

bool AddressGuard::Allows(const sockaddr& address) const {
  const std::optional<Bytes> bytes = BytesOf(address);
  if (!bytes) return false;
  const Bytes target = Unwrapped(*bytes);
  if (IsIn(allowed_, *bytes) || IsIn(allowed_, target)) return true;
  if (IsIn(SenselessRanges(), target) || IsIn(SenselessRanges(), *bytes)) return false;
  return allow_private_ || !(IsIn(PrivateRanges(), target) || IsIn(PrivateRanges(), *bytes));
}

std::string AddressText(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    return text.data();
  }
  if (address.sa_family != AF_INET6) return "";
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
  return absl::StrCat("[", text.data(), "]");
}

}  // namespace liandu::notifier

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/client_address.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

namespace audmg::server {
namespace {

constexpr AddressBytes kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kMappedBits = 96;
constexpr int kAddressBits = 128;

}  // namespace

bool is_ipv4(const AddressBytes& address) noexcept {
  return std::equal(address.begin(), address.begin() + 12, kMapped.begin());
}

std::optional<AddressBytes> parse_address(std::string_view text) {
  const std::string terminated(text);
  AddressBytes address = kMapped;
  if (inet_pton(AF_INET, terminated.c_str(), address.data() + 12) == 1) return address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return address;
  return std::nullopt;
}

std::string format_address(const AddressBytes& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool ipv4 = is_ipv4(address);
  inet_ntop(ipv4 ? AF_INET : AF_INET6, address.data() + (ipv4 ? 12 : 0), text.data(), text.size());
  return text.data();
}

Result<TrustedProxies> TrustedProxies::parse(std::span<const std::string> networks) {
  TrustedProxies proxies;
  for (const std::string& text : networks) {
    const auto slash = text.find('/');
    const auto address = parse_address(std::string_view(text).substr(0, slash));
    if (!address) return fail(ErrorCode::invalid_argument, "no address or network: " + text);
    const int most = is_ipv4(*address) ? kAddressBits - kMappedBits : kAddressBits;
    const auto bits = slash == std::string::npos
                          ? most
                          : parse_whole<int>(std::string_view(text).substr(slash + 1), 0, most);
    if (!bits) return fail(ErrorCode::invalid_argument, "no address or network: " + text);
    proxies.networks_.push_back({*address, kAddressBits - most + *bits});
  }
  return proxies;
}

bool TrustedProxies::contain(const AddressBytes& address) const noexcept {
  return std::ranges::any_of(networks_, [&](const Network& network) {
    const auto bytes = static_cast<std::size_t>(network.prefix_bits / 8);
    const int rest = network.prefix_bits % 8;
    if (std::memcmp(address.data(), network.address.data(), bytes) != 0) return false;
    return rest == 0 || ((address[bytes] ^ network.address[bytes]) >> (8 - rest)) == 0;
  });
}

std::string TrustedProxies::client(const AddressBytes& peer, std::string_view forwarded_for) const {
  AddressBytes client = peer;
  while (contain(client) && !forwarded_for.empty()) {
    const auto comma = forwarded_for.rfind(',');
    const auto last =
        comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
    const auto address = parse_address(trim(last));
    if (!address) break;
    client = *address;
    forwarded_for =
        comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
  }
  return format_address(client);
}

}  // namespace audmg::server

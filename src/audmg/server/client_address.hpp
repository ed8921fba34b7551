// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::server {

/// An IP address; IPv4 in its IPv6-mapped form (RFC 4291 section 2.5.5.2).
using AddressBytes = std::array<unsigned char, 16>;

[[nodiscard]] bool is_ipv4(const AddressBytes& address) noexcept;
[[nodiscard]] std::optional<AddressBytes> parse_address(std::string_view text);
/// Returns IPv4 addresses in dotted form, even if they were given in mapped form.
[[nodiscard]] std::string format_address(const AddressBytes& address);

/// The proxies in front of the server whose X-Forwarded-For is trusted. Immutable, thread-safe.
class TrustedProxies {
 public:
  TrustedProxies() = default;
  /// Parses addresses and networks: "10.0.0.1", "10.0.0.0/8", "fd00::/8".
  /// Errors: invalid_argument, naming the text.
  [[nodiscard]] static Result<TrustedProxies> parse(std::span<const std::string> networks);

  /// Returns the client that a request comes from: the peer or, when that is a trusted proxy, the
  /// last address of `forwarded_for` that is not one. Text that is not an address ends the search,
  /// because anybody could have written the text before it.
  [[nodiscard]] std::string client(const AddressBytes& peer, std::string_view forwarded_for) const;
  [[nodiscard]] bool contain(const AddressBytes& address) const noexcept;

 private:
  struct Network {
    AddressBytes address;
    int prefix_bits;
  };

  std::vector<Network> networks_;
};

}  // namespace audmg::server

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::config {

/// Address and port to listen on.
struct Endpoint {
  /// An IPv4 or IPv6 address as inet_pton() reads it, without brackets.
  std::string address;
  /// 0 lets the kernel choose.
  std::uint16_t port = 0;

  /// "127.0.0.1:8420", "[::1]:8420".
  [[nodiscard]] std::string text() const;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// Parses "address:port"; IPv6 in brackets, "localhost" means 127.0.0.1. Refuses a bare ":8420",
/// because it does not say whether all interfaces are meant. Errors: invalid_argument, whose
/// message says what to write.
[[nodiscard]] Result<Endpoint> parse_endpoint(std::string_view text);

/// Returns true for an IPv4 or IPv6 address, or a network of them ("10.0.0.0/8", "fd00::/8").
[[nodiscard]] bool is_address_or_network(std::string_view text);

}  // namespace audmg::config

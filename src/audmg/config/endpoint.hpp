// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::config {

/// Where to listen.
struct Endpoint {
  /// An IPv4 or IPv6 address as inet_pton() reads it, without brackets.
  std::string address;
  /// 0 lets the kernel choose.
  std::uint16_t port = 0;

  /// "127.0.0.1:8420", "[::1]:8420".
  [[nodiscard]] std::string text() const;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// Reads "address:port"; IPv6 in brackets, "localhost" is 127.0.0.1. A bare ":8420" is refused,
/// because whether all interfaces were meant must not be guessed. Errors: invalid_argument, whose
/// message says what to write.
[[nodiscard]] Result<Endpoint> parse_endpoint(std::string_view text);

/// True for an IPv4 or IPv6 address, or a network of them ("10.0.0.0/8", "fd00::/8").
[[nodiscard]] bool is_address_or_network(std::string_view text);

}  // namespace audmg::config

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace audmg::curl {

/// Destination of a connection: the address itself, after all names were resolved.
struct PeerAddress {
  std::array<std::uint8_t, 16> bytes{};
  bool is_ipv6 = false;
  std::uint16_t port = 0;

  /// 4 or 16 bytes, in network order.
  [[nodiscard]] std::span<const std::uint8_t> address() const noexcept {
    return std::span(bytes).first(is_ipv6 ? 16 : 4);
  }
  /// Returns the address in its usual notation, without port.
  [[nodiscard]] std::string text() const;
};

}  // namespace audmg::curl

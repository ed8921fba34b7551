// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <span>

namespace audmg::notification {

/// Returns whether an address of 4 or 16 bytes belongs to the public Internet. False for every
/// address that leads, or can be made to lead, to this machine or the networks around it: loopback,
/// private and shared networks, link-local, multicast, documentation, benchmarks, and every IPv6
/// address that carries an IPv4 one (mapped, compatible, 6to4, Teredo, NAT64, ISATAP-like
/// translations). Follows IANA's special-purpose registries (RFC 6890).
[[nodiscard]] bool is_public_address(std::span<const std::uint8_t> address) noexcept;

}  // namespace audmg::notification

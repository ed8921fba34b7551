// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::functions {

/// The bytes of an IPv6 address that are the client's: a /56, the usual allocation to one customer
/// (RIPE-690 section 4.2).
inline constexpr std::size_t kClientBytesOfIpv6 = 7;

/// Returns the text under which a client's address is counted: an IPv4 address as it is (also when
/// written as an IPv4-mapped IPv6 address), an IPv6 address by its /56. Any other text is its own
/// subject.
[[nodiscard]] std::string client_subject(std::string_view address);

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/request.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

/// Returns the network that an address belongs to, "203.0.113.0/24" or "2001:db8:1::/48": enough
/// for people to recognise a place, too little to name a household. Any other text is "".
[[nodiscard]] std::string network_of(std::string_view client_address);

/// Returns what the client calls itself (User-Agent), as one line of valid UTF-8 of at most 256
/// bytes; "" if it does not say.
[[nodiscard]] std::string device_of(const http::Request& request);

}  // namespace audmg::functions

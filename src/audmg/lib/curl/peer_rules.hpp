// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/curl/peer_address.hpp"

#include <functional>
#include <string>
#include <vector>

namespace audmg::curl {

/// Servers that a transfer may reach, and authorities that it trusts.
struct PeerRules {
  /// Called with each address right before a socket is made for it; false prevents the connection.
  /// Nothing can change between the check and the connection. Empty: every address is allowed.
  std::function<bool(const PeerAddress&)> may_connect{};
  /// PEM file of the authorities to trust; "" for the system's.
  std::string ca_file{};
  /// "host:port:address" lines that override the resolver.
  std::vector<std::string> resolve{};
};

}  // namespace audmg::curl

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/curl/peer_address.hpp"

#include <functional>
#include <string>
#include <vector>

namespace audmg::curl {

/// Which servers a transfer may reach, and whom it trusts.
struct PeerRules {
  /// Asked with each address right before a socket is made for it; false: no connection goes there.
  /// So nothing can change between the check and the connection. Empty: anywhere.
  std::function<bool(const PeerAddress&)> may_connect{};
  /// PEM file of the authorities to trust; "": the system's.
  std::string ca_file{};
  /// "host:port:address" lines that replace what the resolver would answer.
  std::vector<std::string> resolve{};
};

}  // namespace audmg::curl

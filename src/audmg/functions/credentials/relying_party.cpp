// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/relying_party.hpp"

#include "audmg/functions/app_address.hpp"

#include <algorithm>

namespace audmg::functions {
namespace {

bool is_ip_address(std::string_view host) {
  return host.starts_with('[') ||
         std::ranges::all_of(host, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

}  // namespace

std::optional<DriveParty> relying_party(const CommonServices& services) {
  const std::string url = services.app_address.url();
  const std::size_t scheme = url.find("//");
  if (scheme == std::string::npos) return std::nullopt;
  const std::string origin = url.substr(0, url.find('/', scheme + 2));
  std::string host = origin.substr(scheme + 2);
  if (!host.starts_with('[')) host = host.substr(0, host.find(':'));
  if (host.empty() || is_ip_address(host)) return std::nullopt;
  return DriveParty{.id = std::move(host), .origins = {origin}};
}

}  // namespace audmg::functions

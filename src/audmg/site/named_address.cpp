// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/site/named_address.hpp"

#include "audmg/core/text.hpp"

namespace audmg::site {
namespace {

constexpr std::string_view kLocalhost = "localhost";

/// Returns what follows the host: "" or ":8420"; nothing for another host.
std::optional<std::string_view> port_behind(std::string_view authority, std::string_view host) {
  if (!authority.starts_with(host)) return std::nullopt;
  authority.remove_prefix(host.size());
  if (!authority.empty() && authority.front() != ':') return std::nullopt;
  return authority;
}

}  // namespace

std::optional<std::string> named_address(const http::Request& request,
                                         std::string_view app_address) {
  if (request.headers.find("Sec-Fetch-Mode").value_or("") != "navigate") return std::nullopt;
  const std::size_t scheme = app_address.find("//");
  if (scheme == std::string_view::npos) return std::nullopt;
  std::string_view rest = app_address.substr(scheme + 2);
  if (!port_behind(take_until(rest, '/'), kLocalhost)) return std::nullopt;
  const std::string_view host = request.headers.find("Host").value_or("");
  auto port = port_behind(host, "127.0.0.1");
  if (!port) port = port_behind(host, "[::1]");
  if (!port) return std::nullopt;
  return std::string(app_address.substr(0, scheme + 2))
      .append(kLocalhost)
      .append(*port)
      .append(request.target);
}

}  // namespace audmg::site

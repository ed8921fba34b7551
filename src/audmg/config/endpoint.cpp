// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/endpoint.hpp"

#include "audmg/core/number.hpp"

#include <arpa/inet.h>

#include <optional>

namespace audmg::config {
namespace {

bool is_address(int family, std::string_view text) {
  in6_addr parsed{};  // large enough for both families
  return text.find('\0') == std::string_view::npos &&
         inet_pton(family, std::string(text).c_str(), &parsed) == 1;
}

}  // namespace

std::string Endpoint::text() const {
  const bool is_ipv6 = address.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

Result<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == 0) {
    return fail(ErrorCode::invalid_argument,
                "say which address: 127.0.0.1" + std::string(text.substr(0, 7)) +
                    " for this machine only, 0.0.0.0 or [::] for every network");
  }
  const auto port = colon == std::string_view::npos
                        ? std::nullopt
                        : parse_whole<std::uint16_t>(text.substr(colon + 1));
  if (!port) {
    return fail(ErrorCode::invalid_argument, "write address:port, for example 127.0.0.1:8420");
  }
  std::string_view host = text.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
    if (!is_address(AF_INET6, host)) {
      return fail(ErrorCode::invalid_argument, "no IPv6 address stands between the brackets");
    }
  } else if (!is_address(AF_INET, host)) {
    return fail(ErrorCode::invalid_argument,
                "write an address, not a name: 127.0.0.1:8420, 0.0.0.0:8420 or [::1]:8420");
  }
  return Endpoint{std::string(host), *port};
}

bool is_address_or_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  const bool is_ipv4 = is_address(AF_INET, address);
  if (!is_ipv4 && !is_address(AF_INET6, address)) return false;
  return slash == std::string_view::npos ||
         parse_whole<unsigned>(text.substr(slash + 1), 0, is_ipv4 ? 32 : 128).has_value();
}

}  // namespace audmg::config

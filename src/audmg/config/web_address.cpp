// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/web_address.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace audmg::config {
namespace {

struct Scheme {
  std::string_view start;
  std::string_view default_port;
};

constexpr std::array kSchemes = {Scheme{"http://", "80"}, Scheme{"https://", "443"}};

const Scheme* take_scheme(std::string_view& text) {
  const auto* const found = std::ranges::find_if(kSchemes, [&](const Scheme& scheme) {
    return equals_ignore_case(text.substr(0, scheme.start.size()), scheme.start);
  });
  if (found == kSchemes.end()) return nullptr;
  text.remove_prefix(found->start.size());
  return found;
}

/// Returns "[2001:db8::1]" for any way to write that address; nothing if there is none.
std::optional<std::string> normal_ipv6(std::string_view host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return std::nullopt;
  const std::string inner(host.substr(1, host.size() - 2));
  in6_addr address{};
  if (inet_pton(AF_INET6, inner.c_str(), &address) != 1) return std::nullopt;
  std::array<char, INET6_ADDRSTRLEN> out{};
  inet_ntop(AF_INET6, &address, out.data(), out.size());
  return '[' + std::string(out.data()) + ']';
}

/// Browsers take a host whose last label is a number for an IPv4 address (WHATWG URL, "ends in a
/// number checker").
bool ends_in_a_number(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const std::string_view last = host.substr(host.rfind('.') + 1);
  const bool is_hexadecimal = last.starts_with("0x") || last.starts_with("0X");
  const auto is_hex = [](char c) { return hex_value(c) >= 0; };
  return is_hexadecimal ? std::ranges::all_of(last.substr(2), is_hex)
                        : !last.empty() && std::ranges::all_of(last, is_digit);
}

/// Returns "127.0.0.1" for any way to write that address, such as "127.1" and "0x7f000001"; nothing
/// if there is none.
std::optional<std::string> normal_ipv4(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  in_addr address{};
  if (inet_aton(std::string(host).c_str(), &address) == 0) return std::nullopt;
  std::array<char, INET_ADDRSTRLEN> out{};
  inet_ntop(AF_INET, &address, out.data(), out.size());
  return std::string(out.data());
}

std::optional<std::string> normal_host(std::string_view host) {
  if (host.starts_with('[')) return normal_ipv6(host);
  const bool is_name = !host.empty() && std::ranges::all_of(host, [](char c) {
    return is_alnum(c) || c == '-' || c == '.' || c == '_';
  });
  if (!is_name) return std::nullopt;
  if (ends_in_a_number(host)) return normal_ipv4(host);
  return lower_case(host);
}

}  // namespace

std::optional<WebAddress> parse_web_address(std::string_view text) {
  const Scheme* const scheme = take_scheme(text);
  if (scheme == nullptr) return std::nullopt;
  const std::string_view authority = text.substr(0, text.find_first_of("/?#"));
  // The colons in brackets are those of an IPv6 address.
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const auto host = normal_host(authority.substr(0, colon));
  if (!host) return std::nullopt;
  WebAddress address{.origin = std::string(scheme->start) + *host,
                     .rest = text.substr(authority.size())};
  if (colon == std::string_view::npos || colon + 1 == authority.size()) return address;
  const auto port = parse_whole<std::uint16_t>(authority.substr(colon + 1));
  if (!port) return std::nullopt;
  const std::string number = std::to_string(*port);
  if (number != scheme->default_port) address.origin += ':' + number;
  return address;
}

}  // namespace audmg::config

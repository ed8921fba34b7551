// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/client_place.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/utf8.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxDeviceBytes = 256;
constexpr std::size_t kIpv4NetworkBytes = 3;
constexpr std::size_t kIpv6NetworkBytes = 6;

std::string to_text(int family, const void* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(family, address, text.data(), text.size());
  return text.data();
}

std::string ipv4_network(std::span<const unsigned char, sizeof(in_addr)> address) {
  std::array<unsigned char, sizeof(in_addr)> network{};
  std::copy_n(address.begin(), kIpv4NetworkBytes, network.begin());
  return to_text(AF_INET, network.data()) + "/24";
}

}  // namespace

std::string network_of(std::string_view client_address) {
  const std::string text(client_address.substr(0, client_address.find('%')));
  std::array<unsigned char, sizeof(in_addr)> v4{};
  if (inet_pton(AF_INET, text.c_str(), v4.data()) == 1) return ipv4_network(v4);
  in6_addr v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return {};
  if (IN6_IS_ADDR_V4MAPPED(&v6)) return ipv4_network(std::span(v6.s6_addr).last<sizeof(in_addr)>());
  std::ranges::fill(std::span(v6.s6_addr).subspan(kIpv6NetworkBytes), 0);
  return to_text(AF_INET6, &v6) + "/48";
}

std::string device_of(const http::Request& request) {
  std::string device =
      to_valid_utf8(request.headers.find("User-Agent").value_or(""), kMaxDeviceBytes);
  std::ranges::replace_if(device, is_control, ' ');
  return device;
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/client_subject.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <span>

namespace audmg::functions {

std::string client_subject(std::string_view address) {
  std::string text(address.substr(0, address.find('%')));  // without the zone of a link-local one
  in6_addr parsed{};
  if (inet_pton(AF_INET6, text.c_str(), &parsed) != 1) return text;
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (IN6_IS_ADDR_V4MAPPED(&parsed)) {
    in_addr v4{};
    std::copy_n(&parsed.s6_addr[12], sizeof v4, reinterpret_cast<unsigned char*>(&v4));
    inet_ntop(AF_INET, &v4, out.data(), out.size());
    return out.data();
  }
  std::ranges::fill(std::span(parsed.s6_addr).subspan(kClientBytesOfIpv6),
                    static_cast<unsigned char>(0));
  inet_ntop(AF_INET6, &parsed, out.data(), out.size());
  return std::string(out.data()) + "/56";
}

}  // namespace audmg::functions

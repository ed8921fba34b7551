// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/webhook/public_address.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace audmg::notification {
namespace {

struct Network {
  std::array<std::uint8_t, 16> bytes;
  unsigned prefix_bits;
};

constexpr std::array kSpecialIpv4 = {
    Network{{0}, 8},              // "this network"; Linux takes 0.0.0.0 for loopback
    Network{{10}, 8},             // private, RFC 1918
    Network{{100, 64}, 10},       // shared by carriers, RFC 6598
    Network{{127}, 8},            // loopback
    Network{{169, 254}, 16},      // link-local; cloud metadata services
    Network{{172, 16}, 12},       // private
    Network{{192, 0, 0}, 24},     // protocol assignments
    Network{{192, 0, 2}, 24},     // documentation
    Network{{192, 31, 196}, 24},  // AS112
    Network{{192, 52, 193}, 24},  // AMT
    Network{{192, 88, 99}, 24},   // 6to4 relays
    Network{{192, 168}, 16},      // private
    Network{{192, 175, 48}, 24},  // AS112
    Network{{198, 18}, 15},       // benchmarks
    Network{{198, 51, 100}, 24},  // documentation
    Network{{203, 0, 113}, 24},   // documentation
    Network{{224}, 4},            // multicast
    Network{{240}, 4},            // reserved, broadcast
};

/// The only IPv6 range in use for the public Internet. It excludes ::1, IPv4-mapped and -compatible
/// addresses, 64:ff9b::/96, fc00::/7, fe80::/10, ff00::/8 and everything that is not assigned yet.
constexpr Network kGlobalIpv6 = {{0x20}, 3};

constexpr std::array kSpecialIpv6 = {
    Network{{0x20, 0x01, 0x00}, 23},                    // protocols; Teredo, ORCHID
    Network{{0x20, 0x01, 0x0d, 0xb8}, 32},              // documentation
    Network{{0x20, 0x02}, 16},                          // 6to4
    Network{{0x26, 0x20, 0x00, 0x4f, 0x80, 0x00}, 48},  // AS112
    Network{{0x3f, 0xfe}, 16},                          // the former 6bone
    Network{{0x3f, 0xff}, 20},                          // documentation
};

bool contains(const Network& network, std::span<const std::uint8_t> address) noexcept {
  for (unsigned bit = 0; bit < network.prefix_bits; bit += 8) {
    const unsigned rest = std::min(8U, network.prefix_bits - bit);
    const unsigned mask = (0xff00U >> rest) & 0xffU;
    const std::size_t byte = bit / 8;
    if (((network.bytes.at(byte) ^ address[byte]) & mask) != 0) return false;
  }
  return true;
}

/// The last 64 bits of an ISATAP address (RFC 5214 section 6.1) are 0000:5efe or 0200:5efe and an
/// IPv4 address, under any prefix.
bool is_isatap(std::span<const std::uint8_t> address) noexcept {
  return (address[8] & 0xfdU) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == 0xfe;
}

}  // namespace

bool is_public_address(std::span<const std::uint8_t> address) noexcept {
  const auto holds = [address](const Network& network) { return contains(network, address); };
  if (address.size() == 4) return std::ranges::none_of(kSpecialIpv4, holds);
  if (address.size() != 16 || !holds(kGlobalIpv6)) return false;
  return std::ranges::none_of(kSpecialIpv6, holds) && !is_isatap(address);
}

}  // namespace audmg::notification

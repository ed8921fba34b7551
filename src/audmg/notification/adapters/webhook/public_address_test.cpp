// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/webhook/public_address.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>

#include <array>
#include <string>
#include <string_view>

namespace audmg::notification {
namespace {

bool is_public(const std::string& text) {
  std::array<std::uint8_t, 16> bytes{};
  const bool v6 = text.find(':') != std::string::npos;
  EXPECT_EQ(inet_pton(v6 ? AF_INET6 : AF_INET, text.c_str(), bytes.data()), 1) << text;
  return is_public_address(std::span(bytes).first(v6 ? 16 : 4));
}

TEST(PublicAddress, IsWhatTheInternetUses) {
  for (const char* text : {"1.0.0.0",
                           "1.1.1.1",
                           "8.8.8.8",
                           "9.255.255.255",
                           "11.0.0.0",
                           "93.184.216.34",
                           "100.63.255.255",
                           "100.128.0.0",
                           "126.255.255.255",
                           "128.0.0.0",
                           "169.253.255.255",
                           "169.255.0.0",
                           "172.15.255.255",
                           "172.32.0.0",
                           "191.255.255.255",
                           "192.0.1.0",
                           "192.0.3.0",
                           "192.167.255.255",
                           "192.169.0.0",
                           "198.17.255.255",
                           "198.20.0.0",
                           "198.51.99.255",
                           "203.0.112.255",
                           "203.0.114.0",
                           "223.255.255.255",
                           "2001:200::1",
                           "2001:4860:4860::8888",
                           "2003::1",
                           "2606:2800:220:1:248:1893:25c8:1946",
                           "2a00:1450:4001:81b::200e",
                           "3ffd:ffff::1"}) {
    EXPECT_TRUE(is_public(text)) << text;
  }
}

TEST(PublicAddress, IsNothingOfTheNetworksAround) {
  for (const char* text :
       {// this network, loopback
        "0.0.0.0", "0.0.0.1", "0.255.255.255", "127.0.0.1", "127.0.0.0", "127.255.255.255",
        // private, shared, link-local with its metadata services
        "10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0",
        "192.168.255.255", "100.64.0.0", "100.100.100.200", "100.127.255.255", "169.254.0.0",
        "169.254.169.254", "169.254.170.2", "169.254.255.255",
        // protocols, documentation, benchmarks
        "192.0.0.0", "192.0.0.192", "192.0.0.255", "192.0.2.1", "192.31.196.1", "192.52.193.1",
        "192.88.99.1", "192.175.48.1", "198.18.0.0", "198.19.255.255", "198.51.100.1",
        "203.0.113.255",
        // multicast, reserved, broadcast
        "224.0.0.1", "239.255.255.255", "240.0.0.0", "254.1.2.3", "255.255.255.255",
        // IPv6: unspecified, loopback, mapped, compatible, translated
        "::", "::1", "::2", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:0", "::127.0.0.1",
        "::8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
        // discard, unique local, link-local, site-local, multicast
        "100::1", "fc00::1", "fd00::1", "fd00:ec2::254", "fdff:ffff::1", "fe80::1", "febf::1",
        "fec0::1", "ff01::1", "ff02::1", "ff0e::1",
        // protocols: Teredo, benchmarks, ORCHID; documentation, 6to4, 6bone, segment routing
        "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1", "2001:1ff::1",
        "2001:db8::1", "2002::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:808:808::1",
        "2620:4f:8000::1", "3ffe::1", "3fff::1", "3fff:fff::1", "5f00::1", "4000::1", "1::1",
        // ISATAP under a public prefix
        "2a00::5efe:127.0.0.1", "2a00::200:5efe:10.0.0.1"}) {
    EXPECT_FALSE(is_public(text)) << text;
  }
}

TEST(PublicAddress, IsNothingOfAnotherLength) {
  EXPECT_FALSE(is_public_address({}));
  EXPECT_FALSE(is_public_address(std::array<std::uint8_t, 5>{8, 8, 8, 8, 8}));
}

}  // namespace
}  // namespace audmg::notification

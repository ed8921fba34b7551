// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/client_place.hpp"

#include "audmg/core/utf8.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

TEST(ClientPlaceTest, NamesTheNetworkOfAnAddress) {
  EXPECT_EQ(network_of("203.0.113.77"), "203.0.113.0/24");
  EXPECT_EQ(network_of("0.0.0.0"), "0.0.0.0/24");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
  EXPECT_EQ(network_of("2001:DB8:1::1"), "2001:db8:1::/48");
  EXPECT_EQ(network_of("::1"), "::/48");
}

TEST(ClientPlaceTest, TakesAMappedAddressForTheOneThatIsMeant) {
  EXPECT_EQ(network_of("::ffff:203.0.113.77"), "203.0.113.0/24");
}

TEST(ClientPlaceTest, DropsTheZoneOfALinkLocalAddress) {
  EXPECT_EQ(network_of("fe80::1%eth0"), "fe80::/48");
}

TEST(ClientPlaceTest, NamesNoNetworkOfOtherText) {
  for (const std::string_view text :
       {"", "%", "unix", "203.0.113", "203.0.113.256", "203.0.113.77/24", "1:2:3", "example.org"}) {
    EXPECT_EQ(network_of(text), "") << text;
  }
}

std::string device_named(std::string user_agent) {
  http::Request request;
  request.headers.add("User-Agent", std::move(user_agent));
  return device_of(request);
}

TEST(ClientPlaceTest, KeepsWhatTheClientCallsItself) {
  EXPECT_EQ(device_named("Mozilla/5.0 (X11; Linux x86_64)"), "Mozilla/5.0 (X11; Linux x86_64)");
  EXPECT_EQ(device_of(http::Request{}), "");
}

TEST(ClientPlaceTest, MakesOneShortLineOfValidText) {
  EXPECT_EQ(device_named("a\tb\x7f"
                         "c"),
            "a b c");
  EXPECT_EQ(device_named("a\xff"
                         "b"),
            "a\xef\xbf\xbd"
            "b");
  EXPECT_EQ(device_named(std::string(300, 'x')), std::string(256, 'x'));
  // The cut does not divide a code point.
  const std::string cut = device_named(std::string(255, 'x') + "\xc3\xa4");
  EXPECT_EQ(cut, std::string(255, 'x'));
  EXPECT_TRUE(count_code_points(cut));
}

}  // namespace
}  // namespace audmg::functions

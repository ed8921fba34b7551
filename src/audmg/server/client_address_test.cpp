// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/client_address.hpp"

#include <gtest/gtest.h>

namespace audmg::server {
namespace {

std::string client(const std::vector<std::string>& trusted, std::string_view peer,
                   std::string_view forwarded_for) {
  return TrustedProxies::parse(trusted).value().client(parse_address(peer).value(), forwarded_for);
}

TEST(TrustedProxies, BelievesNobodyByDefault) {
  EXPECT_EQ(client({}, "10.0.0.1", "1.2.3.4"), "10.0.0.1");
  EXPECT_EQ(client({"10.0.0.2"}, "10.0.0.1", "1.2.3.4"), "10.0.0.1");
}

TEST(TrustedProxies, TakesTheLastAddressThatIsNoProxy) {
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.0.0.1", "1.2.3.4"), "1.2.3.4");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.0.0.1", "6.6.6.6, 1.2.3.4 , 10.9.9.9"), "1.2.3.4");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.0.0.1", "10.1.1.1,10.2.2.2"), "10.1.1.1");
  EXPECT_EQ(client({"fd00::/8"}, "fd00::1", "2001:db8::7"), "2001:db8::7");
}

TEST(TrustedProxies, StopsAtWhatIsNoAddress) {
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.0.0.1", "1.2.3.4, unknown"), "10.0.0.1");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.0.0.1", "1.2.3.4, , 10.0.0.2"), "10.0.0.2");
  EXPECT_EQ(client({"10.0.0.0/8"}, "10.0.0.1", ""), "10.0.0.1");
}

TEST(TrustedProxies, SeesIpv4InItsMappedForm) {
  EXPECT_EQ(client({}, "::ffff:192.0.2.1", ""), "192.0.2.1");
  EXPECT_EQ(client({"192.0.2.0/31"}, "::ffff:192.0.2.1", "1.1.1.1"), "1.1.1.1");
  EXPECT_EQ(client({"192.0.2.0/31"}, "192.0.2.2", "1.1.1.1"), "192.0.2.2");
  EXPECT_EQ(client({"0.0.0.0/0"}, "2001:db8::1", "1.1.1.1"), "2001:db8::1");
}

TEST(TrustedProxies, RefusesWhatIsNoNetwork) {
  for (const std::string text :
       {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::1/129", "host", "10.0.0.0/8x"}) {
    const auto parsed = TrustedProxies::parse(std::vector{text});
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace audmg::server

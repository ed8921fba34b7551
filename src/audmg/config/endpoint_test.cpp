// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/endpoint.hpp"

#include <gtest/gtest.h>

namespace audmg::config {
namespace {

TEST(Endpoint, ReadsAddressesOfBothFamilies) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:8420"), (Endpoint{"127.0.0.1", 8420}));
  EXPECT_EQ(parse_endpoint("[::1]:8420"), (Endpoint{"::1", 8420}));
  EXPECT_EQ(parse_endpoint("[::]:0"), (Endpoint{"::", 0}));
  EXPECT_EQ(parse_endpoint("localhost:65535"), (Endpoint{"127.0.0.1", 65'535}));
}

TEST(Endpoint, TextIsReadBack) {
  for (const std::string_view text : {"127.0.0.1:8420", "[::1]:0", "[fe80::2]:65535"}) {
    const auto endpoint = parse_endpoint(text);
    ASSERT_TRUE(endpoint.has_value());
    EXPECT_EQ(endpoint->text(), text);
  }
}

TEST(Endpoint, RefusesTheRest) {
  for (const std::string_view text :
       {"", ":", "8420", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
        "127.0.0.1:+1", "256.0.0.1:80", "::1:8420", "[]:80", "[127.0.0.1]:80", "[::1]", "[::1]8420",
        "example.org:80", "*:80", "127.0.0.1:80 ", "http://127.0.0.1:80"}) {
    EXPECT_FALSE(parse_endpoint(text).has_value()) << text;
  }
  EXPECT_FALSE(parse_endpoint(std::string_view("127.0.0.1\0x:80", 14)).has_value());
}

TEST(Endpoint, ABarePortAsksForTheAddress) {
  const auto endpoint = parse_endpoint(":8420");
  ASSERT_FALSE(endpoint.has_value());
  EXPECT_NE(endpoint.error().message.find("127.0.0.1:8420"), std::string::npos);
}

TEST(AddressOrNetwork, KnowsBothFamilies) {
  for (const std::string_view text : {"10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "::1", "fd00::/128"}) {
    EXPECT_TRUE(is_address_or_network(text)) << text;
  }
  for (const std::string_view text : {"", "10.0.0.0/33", "::1/129", "10.0.0/8", "10.0.0.0/", "x"}) {
    EXPECT_FALSE(is_address_or_network(text)) << text;
  }
}

}  // namespace
}  // namespace audmg::config

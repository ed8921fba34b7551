// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/site/named_address.hpp"

#include <gtest/gtest.h>

namespace audmg::site {
namespace {

http::Request navigation(std::string host, std::string mode = "navigate") {
  http::Request request;
  request.target = "/photos?a=b";
  request.headers.add("Host", std::move(host));
  request.headers.add("Sec-Fetch-Mode", std::move(mode));
  return request;
}

constexpr std::string_view kApp = "http://localhost:8420";

TEST(NamedAddress, LeadsPagesFromANumberToTheName) {
  EXPECT_EQ(named_address(navigation("127.0.0.1:8420"), kApp), "http://localhost:8420/photos?a=b");
  EXPECT_EQ(named_address(navigation("[::1]:9000"), kApp), "http://localhost:9000/photos?a=b");
  EXPECT_EQ(named_address(navigation("127.0.0.1"), "https://localhost"),
            "https://localhost/photos?a=b");
}

TEST(NamedAddress, LeavesEverythingElse) {
  EXPECT_FALSE(named_address(navigation("localhost:8420"), kApp));
  EXPECT_FALSE(named_address(navigation("127.0.0.1.evil:8420"), kApp));
  EXPECT_FALSE(named_address(navigation("127.0.0.10:8420"), kApp));
  EXPECT_FALSE(named_address(navigation("127.0.0.1:8420", "cors"), kApp));
  EXPECT_FALSE(named_address(navigation("127.0.0.1:8420"), "http://127.0.0.1:8420"));
  EXPECT_FALSE(named_address(navigation("127.0.0.1:8420"), "https://drive.example.org"));
  EXPECT_FALSE(named_address(navigation("127.0.0.1:8420"), ""));
}

}  // namespace
}  // namespace audmg::site

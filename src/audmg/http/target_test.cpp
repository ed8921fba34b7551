// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/target.hpp"

#include <gtest/gtest.h>

namespace audmg::http {
namespace {

TEST(Target, SplitsAndDecodesPathAndQuery) {
  const auto target =
      parse_target("/files/a%20b+c?name=x+y%2B%26&empty=&flag&=none&name=2&&%C3%A9=1");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->path, "/files/a b+c");
  EXPECT_EQ(target->query.find("name"), "x y+&");
  EXPECT_EQ(target->query.find("empty"), "");
  EXPECT_EQ(target->query.find("flag"), "");
  EXPECT_EQ(target->query.find("\xc3\xa9"), "1");
  EXPECT_EQ(target->query.find("missing"), std::nullopt);
  EXPECT_EQ(target->query.all().size(), 5U);
}

TEST(Target, KeepsWhatWasSent) {
  constexpr std::string_view kSent = "/a%2Fb?x=%31";
  EXPECT_EQ(parse_target(kSent)->sent, kSent);
  EXPECT_EQ(parse_target(kSent)->path, "/a/b");
  EXPECT_EQ(parse_target("HTTP://example.test:8420/a?b")->sent, "/a?b");
}

TEST(Target, RefusesWhatIsMalformed) {
  for (const char* text :
       {"", "*", "a", "//\x7f", "/a b", "/a#b", "/%", "/%4", "/%zz", "/?a=%g0", "/%00", "/a\r\n",
        "http://", "http:///a", "http://host", "ftp://h/a", "example.test:443"}) {
    const auto target = parse_target(text);
    ASSERT_FALSE(target.has_value()) << text;
    EXPECT_EQ(target.error(), TargetError::malformed) << text;
  }
}

TEST(Target, DoesNotReadPastItsEnd) {
  EXPECT_FALSE(parse_target(std::string_view("/%41").substr(0, 3)).has_value());
}

TEST(Target, KeepsStrangeBytesAsBytes) {
  EXPECT_EQ(parse_target("/%c0%af..%2f")->path, "/\xc0\xaf../");
  EXPECT_EQ(parse_target("/../x")->path, "/../x");
  EXPECT_EQ(parse_target("/?a=%00")->query.find("a"), std::string_view("\0", 1));
}

TEST(Target, HasALargestLength) {
  const std::string largest = "/" + std::string(kMaxTargetBytes - 1, 'a');
  EXPECT_TRUE(parse_target(largest).has_value());
  EXPECT_EQ(parse_target(largest + "a").error(), TargetError::too_long);
}

}  // namespace
}  // namespace audmg::http

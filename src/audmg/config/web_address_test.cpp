// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/web_address.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::config {
namespace {

TEST(WebAddress, HasTheOriginThatBrowsersWrite) {
  struct Case {
    std::string text;
    std::string origin;
    std::string rest;
  };
  // What `new URL(text).origin` is in a browser.
  const std::vector<Case> cases = {
      {"https://drive.example.org", "https://drive.example.org", ""},
      {"HTTPS://Drive.EXAMPLE.org/A/b", "https://drive.example.org", "/A/b"},
      {"https://drive.example.org:443", "https://drive.example.org", ""},
      {"https://drive.example.org:0443/x", "https://drive.example.org", "/x"},
      {"http://drive.example.org:80?q", "http://drive.example.org", "?q"},
      {"http://drive.example.org:443", "http://drive.example.org:443", ""},
      {"https://drive.example.org:80", "https://drive.example.org:80", ""},
      {"https://drive.example.org:", "https://drive.example.org", ""},
      {"http://localhost:8420", "http://localhost:8420", ""},
      {"http://127.0.0.1:80", "http://127.0.0.1", ""},
      {"http://127.1:8420", "http://127.0.0.1:8420", ""},
      {"http://0x7F.1", "http://127.0.0.1", ""},
      {"http://2130706433/", "http://127.0.0.1", "/"},
      {"http://017700000001", "http://127.0.0.1", ""},
      {"http://192.168.257", "http://192.168.1.1", ""},
      {"http://127.0.0.1.", "http://127.0.0.1", ""},
      {"https://1.example", "https://1.example", ""},
      {"https://127.1.x0", "https://127.1.x0", ""},
      {"https://[2001:DB8:0:0::7]:443/", "https://[2001:db8::7]", "/"},
      {"https://[::1]:8443", "https://[::1]:8443", ""},
      {"https://my_drive.example.org.", "https://my_drive.example.org.", ""},
  };
  for (const Case& one : cases) {
    const auto address = parse_web_address(one.text);
    ASSERT_TRUE(address) << one.text;
    EXPECT_EQ(address->origin, one.origin) << one.text;
    EXPECT_EQ(address->rest, one.rest) << one.text;
  }
}

TEST(WebAddress, IsOfNothingElse) {
  for (const char* text : {"",
                           "https",
                           "https:/",
                           "https://",
                           "https:///x",
                           "https://:443",
                           "ftp://example.org",
                           "//example.org",
                           "example.org",
                           "https://a b",
                           "https://a*b",
                           "https://ada@example.org",
                           "https://example.org:x",
                           "https://example.org:-1",
                           "https://example.org:65536",
                           "https://example.org:80:80",
                           "https://4294967296",
                           "https://256.0.0.1",
                           "https://1.2.3.4.5",
                           "https://1..2",
                           "https://08.1",
                           "https://drive.7",
                           "https://drive.0x7",
                           "https://[::1",
                           "https://[x]",
                           "https://::1",
                           "https://m\xc3\xbcnchen.example",
                           "https://a%41.example",
                           "https://a\\b"}) {
    EXPECT_FALSE(parse_web_address(text)) << text;
  }
}

}  // namespace
}  // namespace audmg::config

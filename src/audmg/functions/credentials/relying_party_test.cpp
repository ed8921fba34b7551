// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/relying_party.hpp"

#include "audmg/functions/app_address.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

class RelyingPartyTest : public DriveTest {
 protected:
  std::optional<DriveParty> party(std::string url) {
    drive.services.app_address.set(std::move(url));
    return relying_party(drive.services);
  }
};

TEST_F(RelyingPartyTest, IsTheHostOfTheAppsAddress) {
  struct Case {
    std::string url;
    std::string id;
    std::string origin;
  };
  const std::vector<Case> cases = {
      {"http://localhost:8420", "localhost", "http://localhost:8420"},
      {"https://drive.example.org", "drive.example.org", "https://drive.example.org"},
      {"https://drive.example.org:8443/audmg", "drive.example.org",
       "https://drive.example.org:8443"},
      {"https://1a.example", "1a.example", "https://1a.example"},
  };
  for (const Case& one : cases) {
    const auto found = party(one.url);
    ASSERT_TRUE(found) << one.url;
    EXPECT_EQ(found->id, one.id);
    EXPECT_EQ(found->origins, std::vector<std::string>{one.origin});
  }
}

TEST_F(RelyingPartyTest, IsNobodyWithoutAName) {
  for (const std::string& url :
       {std::string(), std::string("http://127.0.0.1:8420"), std::string("https://192.0.2.1"),
        std::string("http://[::1]:8420"), std::string("https://[2001:db8::1]"),
        std::string("https://"), std::string("http://:80"), std::string("localhost")}) {
    EXPECT_FALSE(party(url)) << url;
  }
}

}  // namespace
}  // namespace audmg::functions

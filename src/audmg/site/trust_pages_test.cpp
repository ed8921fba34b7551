// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/site/trust_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace audmg::site {
namespace {

using testing::HasSubstr;

const TrustPages kPages({.authority = "-----BEGIN CERTIFICATE-----\nAAAA\nBBBB\n"
                                      "-----END CERTIFICATE-----\n",
                         .fingerprint = "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
                                        "FF:EE:DD:CC:BB:AA:99:88:77:66:55:44:33:22:11:00",
                         .host = "drive.local:8420",
                         .code = "<svg></svg>"});

TEST(TrustPagesTest, PageNamesTheDriveAndItsFingerprint) {
  const auto page = kPages.find(kTrustPage);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->headers.find("Content-Type"), "text/html; charset=utf-8");
  EXPECT_THAT(std::string(*page->headers.find("Content-Security-Policy")),
              HasSubstr("default-src 'none'"));
  for (const auto* const part : {"https://drive.local:8420/", "00:11:22:33", "<svg></svg>",
                                 "/trust/audmg-drive.crt", "/trust/audmg-drive.mobileconfig"}) {
    EXPECT_THAT(page->body, HasSubstr(part));
  }
}

TEST(TrustPagesTest, ProfileHoldsTheCertificateAndKeepsItsIdentity) {
  const auto profile = kPages.find("/trust/audmg-drive.mobileconfig");
  ASSERT_TRUE(profile);
  EXPECT_THAT(profile->body, HasSubstr("<data>\nAAAA\nBBBB\n      </data>"));
  EXPECT_THAT(profile->body, HasSubstr("<string>00112233-4455-6677-8899-AABBCCDDEEFF</string>"));
  EXPECT_THAT(profile->body, HasSubstr("<string>FFEEDDCC-BBAA-9988-7766-554433221100</string>"));
}

TEST(TrustPagesTest, AreMadeAnew) {
  TrustPages pages({.authority = "a", .fingerprint = "00", .host = "old.local", .code = ""});
  pages.set({.authority = "b", .fingerprint = "11", .host = "new.local", .code = ""});
  EXPECT_EQ(pages.find("/trust/audmg-drive.crt")->body, "b");
  EXPECT_THAT(pages.find(kTrustPage)->body, HasSubstr("new.local"));
}

TEST(TrustPagesTest, HasNothingElse) {
  EXPECT_TRUE(kPages.find("/trust/audmg-drive.crt"));
  EXPECT_FALSE(kPages.find("/trust/"));
  EXPECT_FALSE(kPages.find("/"));
}

}  // namespace
}  // namespace audmg::site

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/authority.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace audmg::openssl {
namespace {

const TimePoint kNoon{std::chrono::sys_days(std::chrono::year(2026) / 5 / 1) +
                      std::chrono::hours(12)};
const ServerNames kHome{.hosts = {"drive.local"}, .addresses = {"192.168.1.10", "fd00::10"}};

CertifiedKey authority_for(const ServerNames& names) {
  auto made = make_authority("Audmg Drive at home", names, kNoon);
  EXPECT_TRUE(made) << made.error().message;
  return made.value_or(CertifiedKey{});
}

TEST(AuthorityTest, VouchesForTheDrive) {
  const auto issued = issue_server_certificate(authority_for(kHome), kHome, kNoon);
  ASSERT_TRUE(issued) << issued.error().message;
  const auto names = names_in_certificate(issued->certificate);
  ASSERT_TRUE(names) << names.error().message;
  EXPECT_EQ(*names, kHome);
}

TEST(AuthorityTest, VouchesForAnotherNameInTheHome) {
  const ServerNames later{.hosts = {"photos.lan"}, .addresses = {"10.1.2.3"}};
  const auto issued = issue_server_certificate(authority_for(kHome), later, kNoon);
  EXPECT_TRUE(issued) << issued.error().message;
}

TEST(AuthorityTest, VouchesForAPublicNameOnlyIfItWasMadeForIt) {
  const ServerNames name{.hosts = {"drive.example.org"}, .addresses = {}};
  EXPECT_TRUE(issue_server_certificate(authority_for(name), name, kNoon));
  const auto refused = issue_server_certificate(authority_for(kHome), name, kNoon);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument);
  const ServerNames address{.hosts = {}, .addresses = {"203.0.113.7"}};
  EXPECT_FALSE(issue_server_certificate(authority_for(kHome), address, kNoon));
}

TEST(AuthorityTest, RefusesWhatIsNotAName) {
  for (const std::string host :
       {"", "a,DNS:bank.example", "UPPER.local", "-a.local", "a..local", "*.local", "a.local."}) {
    EXPECT_FALSE(make_authority("x", {.hosts = {host}, .addresses = {}}, kNoon)) << host;
  }
  for (const std::string address : {"", "192.168.1", "192.168.1.10,DNS:x", "localhost"}) {
    EXPECT_FALSE(make_authority("x", {.hosts = {}, .addresses = {address}}, kNoon)) << address;
  }
  EXPECT_FALSE(make_authority("x", {}, kNoon));
}

TEST(AuthorityTest, VouchesForNoTopLevelDomain) {
  for (const std::string host : {"cloud", "drive"}) {
    const auto refused = make_authority("x", {.hosts = {host}, .addresses = {}}, kNoon);
    ASSERT_FALSE(refused) << host;
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument);
    EXPECT_NE(refused.error().message.find(host + ".local"), std::string::npos);
  }
  EXPECT_TRUE(make_authority("x", {.hosts = {"localhost"}, .addresses = {}}, kNoon));
}

TEST(AuthorityTest, NeedsItsOwnKey) {
  const CertifiedKey one = authority_for(kHome);
  const CertifiedKey two = authority_for(kHome);
  EXPECT_FALSE(issue_server_certificate({one.certificate, two.key}, kHome, kNoon));
  EXPECT_FALSE(issue_server_certificate({"", ""}, kHome, kNoon));
}

TEST(AuthorityTest, FingerprintIsOfTheCertificate) {
  const CertifiedKey authority = authority_for(kHome);
  const auto fingerprint = certificate_fingerprint(authority.certificate);
  ASSERT_TRUE(fingerprint);
  EXPECT_THAT(*fingerprint, testing::MatchesRegex("([0-9A-F][0-9A-F]:){31}[0-9A-F][0-9A-F]"));
  EXPECT_NE(*fingerprint, *certificate_fingerprint(authority_for(kHome).certificate));
  EXPECT_FALSE(certificate_fingerprint("no certificate"));
  EXPECT_FALSE(certificate_end("no certificate"));
}

}  // namespace
}  // namespace audmg::openssl

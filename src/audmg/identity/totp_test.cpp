// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/totp.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace audmg::identity {
namespace {

using std::chrono::seconds;

// RFC 6238 appendix B.
constexpr std::string_view kTotpSecret = "12345678901234567890";

TimePoint at(std::int64_t second) { return TimePoint(seconds(second)); }

TEST(Totp, MatchesTheVectorsOfRfc6238) {
  // The last six of the eight digits there.
  const std::vector<std::pair<std::int64_t, std::string_view>> vectors = {
      {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
      {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [second, code] : vectors) {
    EXPECT_EQ(totp_code(kTotpSecret, totp_step(at(second))), code) << second;
    EXPECT_EQ(find_totp_step(kTotpSecret, code, at(second), 0), second / 30) << second;
  }
}

TEST(Totp, MatchesTheVectorsOfRfc4226) {
  const std::vector<std::string_view> codes = {"755224", "287082", "359152", "969429", "338314",
                                               "254676", "287922", "162583", "399871", "520489"};
  for (std::size_t i = 0; i < codes.size(); ++i) {
    EXPECT_EQ(totp_code(kTotpSecret, static_cast<std::int64_t>(i)), codes[i]) << i;
  }
}

TEST(Totp, AgreesWithOathtoolAThousandTimes) {
  if (std::system("oathtool --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no oathtool";
  const std::string command = "oathtool --totp --base32 " + to_base32(kTotpSecret) +
                              " --now '2026-11-30 00:00:00 UTC' --window 999";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  ASSERT_TRUE(pipe);
  const std::int64_t first = totp_step(*parse_rfc3339("2026-11-30T00:00:00.000Z"));
  int seen = 0;
  char line[32];
  while (std::fgets(line, sizeof line, pipe.get()) != nullptr) {
    EXPECT_EQ(totp_code(kTotpSecret, first + seen) + '\n', line) << seen;
    ++seen;
  }
  EXPECT_EQ(seen, 1000);
}

TEST(Totp, TakesTheStepsBesideThePresentOne) {
  const TimePoint now = at(3'000'015);
  const std::int64_t step = totp_step(now);
  for (const std::int64_t offset : {-3, -2, -1, 0, 1, 2, 3}) {
    const auto found = find_totp_step(kTotpSecret, totp_code(kTotpSecret, step + offset), now, 0);
    if (offset >= -1 && offset <= 1) {
      EXPECT_EQ(found, step + offset) << offset;
    } else {
      EXPECT_FALSE(found) << offset;
    }
  }
}

TEST(Totp, TakesNoCodeTwice) {
  const TimePoint now = at(3'000'015);
  const std::int64_t step = totp_step(now);
  const std::string code = totp_code(kTotpSecret, step);
  EXPECT_EQ(find_totp_step(kTotpSecret, code, now, step - 1), step);
  EXPECT_FALSE(find_totp_step(kTotpSecret, code, now, step));
  EXPECT_FALSE(find_totp_step(kTotpSecret, totp_code(kTotpSecret, step - 1), now, step));
  EXPECT_EQ(find_totp_step(kTotpSecret, totp_code(kTotpSecret, step + 1), now, step), step + 1);
  EXPECT_FALSE(find_totp_step(kTotpSecret, code, now, step + 1'000'000));
}

TEST(Totp, ReadsSixDigitsWithBlanks) {
  EXPECT_TRUE(find_totp_step(kTotpSecret, "287 082", at(59), 0));
  EXPECT_TRUE(find_totp_step(kTotpSecret, " 287082 ", at(59), 0));
  for (const std::string_view bad :
       {"", "28708", "2870820", "28708a", "-87082", "94287082", "287082\n",
        "\xef\xbc\x92"
        "87082",
        "      "}) {
    EXPECT_FALSE(find_totp_step(kTotpSecret, bad, at(59), 0)) << bad;
  }
  EXPECT_FALSE(find_totp_step(kTotpSecret, std::string(1'000'000, ' ') + "287083", at(59), 0));
}

TEST(Totp, TellsHowFarAClockIsOff) {
  using std::chrono::minutes;
  const TimePoint now = at(3'000'015);
  for (const minutes error : {minutes(0), minutes(1), minutes(10), minutes(-10), minutes(120)}) {
    EXPECT_EQ(find_clock_error(kTotpSecret, totp_code(kTotpSecret, totp_step(now + error)), now),
              error);
  }
  EXPECT_FALSE(
      find_clock_error(kTotpSecret, totp_code(kTotpSecret, totp_step(now + minutes(121))), now));
  EXPECT_FALSE(find_clock_error(kTotpSecret, "12345", now));
}

TEST(Totp, MakesFreshSecretsOf160Bits) {
  std::set<std::string> secrets;
  for (int i = 0; i < 1000; ++i) secrets.insert(make_totp_secret());
  EXPECT_EQ(secrets.size(), 1000U);
  EXPECT_EQ(secrets.begin()->size(), 20U);
}

TEST(Totp, WritesBase32) {
  // RFC 4648 section 10, without the padding.
  EXPECT_EQ(to_base32(""), "");
  EXPECT_EQ(to_base32("f"), "MY");
  EXPECT_EQ(to_base32("fo"), "MZXQ");
  EXPECT_EQ(to_base32("foo"), "MZXW6");
  EXPECT_EQ(to_base32("foob"), "MZXW6YQ");
  EXPECT_EQ(to_base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(to_base32("\xff\xff\xff\xff\xff"), "77777777");
}

TEST(Totp, WritesTheAddressForAQrCode) {
  EXPECT_EQ(otpauth_url(kTotpSecret, "ada"),
            "otpauth://totp/Audmg:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Audmg");
}

}  // namespace
}  // namespace audmg::identity

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/factors.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::identity {
namespace {

const TimePoint kTime = *parse_rfc3339("2026-11-30T01:02:03.456Z");

Passkey passkey(const std::string& id) {
  return {.id = id,
          .name = "Ada's \"phone\"",
          .rp_id = "drive.example.org",
          .public_key = "pQECAyYgASFYIA",
          .sign_count = 4'294'967'295,
          .backup_eligible = true,
          .backed_up = false,
          .transports = {"internal", "hybrid"},
          .created_at = kTime,
          .last_used_at = kTime + std::chrono::hours(1),
          .last_challenge_at = kTime + std::chrono::minutes(59)};
}

Factors everything() {
  Factors factors;
  factors.totp = Totp{.sealed_secret = "c2VhbGVk", .last_step = 58'000'000, .added_at = kTime};
  factors.pending_totp = Totp{.sealed_secret = "cGVuZGluZw", .last_step = 0, .added_at = kTime};
  factors.recovery_hashes = {"aa", "bb"};
  factors.passkeys = {passkey("Zmlyc3Q"), passkey("c2Vjb25k")};
  factors.passkeys[1].last_used_at.reset();
  factors.passkeys[1].last_challenge_at = {};
  factors.passkeys[1].transports.clear();
  factors.failed_codes = 3;
  factors.failed_since = kTime;
  factors.networks = {{.hash = "c0ffee", .last_login_at = kTime}};
  return factors;
}

TEST(Factors, ReadWhatTheyWrote) {
  const std::string text = factors_to_json(everything());
  const auto read = factors_from_json(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(factors_to_json(*read), text);
  EXPECT_EQ(read->totp->sealed_secret, "c2VhbGVk");
  EXPECT_EQ(read->totp->last_step, 58'000'000);
  EXPECT_EQ(read->totp->added_at, kTime);
  EXPECT_EQ(read->pending_totp->sealed_secret, "cGVuZGluZw");
  EXPECT_EQ(read->recovery_hashes, (std::vector<std::string>{"aa", "bb"}));
  ASSERT_EQ(read->passkeys.size(), 2U);
  const Passkey& first = read->passkeys[0];
  EXPECT_EQ(first.id, "Zmlyc3Q");
  EXPECT_EQ(first.name, "Ada's \"phone\"");
  EXPECT_EQ(first.rp_id, "drive.example.org");
  EXPECT_EQ(first.public_key, "pQECAyYgASFYIA");
  EXPECT_EQ(first.sign_count, 4'294'967'295U);
  EXPECT_TRUE(first.backup_eligible);
  EXPECT_FALSE(first.backed_up);
  EXPECT_EQ(first.transports, (std::vector<std::string>{"internal", "hybrid"}));
  EXPECT_EQ(first.created_at, kTime);
  EXPECT_EQ(first.last_used_at, kTime + std::chrono::hours(1));
  EXPECT_EQ(first.last_challenge_at, kTime + std::chrono::minutes(59));
  EXPECT_FALSE(read->passkeys[1].last_used_at);
  EXPECT_EQ(read->passkeys[1].last_challenge_at, TimePoint{});
  EXPECT_EQ(read->failed_codes, 3);
  EXPECT_EQ(read->failed_since, kTime);
  ASSERT_EQ(read->networks.size(), 1U);
  EXPECT_EQ(read->networks[0].hash, "c0ffee");
  EXPECT_EQ(read->networks[0].last_login_at, kTime);
}

TEST(Factors, AreNoneWhereNothingWasStored) {
  EXPECT_EQ(factors_to_json({}), "{}");
  for (const std::string_view text : {"", "{}", R"({"madeByALaterVersion":[1,{"a":null}]})"}) {
    const auto read = factors_from_json(text);
    ASSERT_TRUE(read) << text;
    EXPECT_FALSE(read->has_second_factor());
    EXPECT_EQ(factors_to_json(*read), "{}");
  }
}

TEST(Factors, CountAsSecondOnesWhenConfirmed) {
  Factors factors;
  factors.pending_totp = Totp{};
  factors.recovery_hashes = {"aa"};
  EXPECT_FALSE(factors.has_second_factor());
  factors.totp = Totp{};
  EXPECT_TRUE(factors.has_second_factor());
  factors.totp.reset();
  factors.passkeys = {passkey("Zmlyc3Q")};
  EXPECT_TRUE(factors.has_second_factor());
}

TEST(Factors, FitWhenThereAreAsManyAsAllowed) {
  Factors factors = everything();
  factors.recovery_hashes.assign(10, std::string(64, 'a'));
  // A credential id of 1,023 bytes, an RSA key of 4,096 bits, a name of 100 characters.
  Passkey large = passkey(std::string(1364, 'A'));
  large.public_key = std::string(720, 'A');
  large.name = std::string(400, 'n');
  factors.passkeys.assign(kMaxPasskeys, large);
  factors.networks.assign(kMaxKnownNetworks,
                          {.hash = std::string(64, 'f'), .last_login_at = kTime});
  const std::string text = factors_to_json(factors);
  EXPECT_LT(text.size(), 64U * 1024);
  EXPECT_TRUE(factors_from_json(text));
}

TEST(Factors, AreCorruptOtherwise) {
  Factors many = everything();
  many.passkeys.assign(kMaxPasskeys + 1, passkey("AA"));
  std::vector<std::string> bad = {"null",
                                  "[]",
                                  "{",
                                  "\"\"",
                                  "{} ,",
                                  "{\"totp\":{},\"totp\":{}}",
                                  factors_to_json(many),
                                  std::string(65'537, ' '),
                                  R"({"totp":null})",
                                  R"({"totp":{}})",
                                  R"({"passkeys":{}})",
                                  R"({"passkeys":[1]})",
                                  R"({"networks":[{"hash":"a"}]})",
                                  R"({"recoveryHashes":[1]})",
                                  R"({"failedCodes":-1})",
                                  R"({"failedCodes":1000001})",
                                  R"({"failedSince":"yesterday"})"};
  // Every member of the wrong type.
  const std::string good = factors_to_json(everything());
  for (const std::string_view value :
       {R"("c2VhbGVk")", "58000000", R"("2026-11-30T01:02:03.456Z")", R"("Zmlyc3Q")", "4294967295",
        "true", "false", R"(["internal","hybrid"])", R"("drive.example.org")",
        R"("pQECAyYgASFYIA")", R"("hybrid")", R"("c0ffee")"}) {
    std::string changed = good;
    const std::size_t place = changed.find(value);
    ASSERT_NE(place, std::string::npos) << value;
    bad.push_back(changed.replace(place, value.size(), "-1"));
  }
  for (const std::string& text : bad) {
    const auto read = factors_from_json(text);
    ASSERT_FALSE(read) << text.substr(0, 200);
    EXPECT_EQ(read.error().code, ErrorCode::corrupt);
  }
}

}  // namespace
}  // namespace audmg::identity

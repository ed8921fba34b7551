// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/account_rules.hpp"

#include "audmg/identity/blocked_passwords.hpp"
#include "audmg/identity/common_passwords.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::identity {
namespace {

std::string_view code(const std::optional<RuleViolation>& violation) {
  return violation ? violation->code : "good";
}

std::string_view password_code(std::string_view password) {
  return code(check_password(password, "ada", "lovelace@example.org", 8));
}

TEST(Username, HasThreeToThirtyTwoPlainCharacters) {
  EXPECT_EQ(code(check_username("ada")), "good");
  EXPECT_EQ(code(check_username("0.A_b-9")), "good");
  EXPECT_EQ(code(check_username(std::string(32, 'a'))), "good");
  EXPECT_EQ(code(check_username("")), "too_short");
  EXPECT_EQ(code(check_username("ab")), "too_short");
  EXPECT_EQ(code(check_username(std::string(33, 'a'))), "too_long");
  for (const std::string_view name :
       {".ada", "_ada", "-ada", "a da", "ada@b", "a/b", "../x", "ada\n", "\xc3\xa4rger", "a\"b"}) {
    EXPECT_EQ(code(check_username(name)), "invalid") << name;
  }
  EXPECT_EQ(code(check_username(std::string("ad\0a", 4))), "invalid");
}

TEST(Email, LooksLikeOne) {
  for (const std::string_view good :
       {"a@b.c", "ada.lovelace+x@mail.example.org", "o'neil@example.org", "x@1.2"}) {
    EXPECT_EQ(code(check_email(good)), "good") << good;
  }
  for (const std::string_view bad : {"",
                                     "@",
                                     "ada",
                                     "ada@",
                                     "@example.org",
                                     "ada@example",
                                     "a@b@c.d",
                                     ".a@b.c",
                                     "a.@b.c",
                                     "a..b@c.d",
                                     "a@.b.c",
                                     "a@b..c",
                                     "a@b.c.",
                                     "a b@c.d",
                                     "a@b c.d",
                                     "a@-b.c",
                                     "a@b-.c",
                                     "a\n@b.c",
                                     "a@b.c\r\nBcc: x@y.z",
                                     "\"a b\"@c.d",
                                     "a@[127.0.0.1]"}) {
    EXPECT_EQ(code(check_email(bad)), "invalid") << bad;
  }
  for (const std::string_view good :
       {"ada@m\xc3\xbcnchen.example", "j\xc3\xb6rg@example.org", "ada@xn--mnchen-3ya.example",
        "\xe5\xb1\xb1\xe7\x94\xb0@\xe4\xbe\x8b\xe3\x81\x88.jp", "a@b.\xd1\x80\xd1\x84"}) {
    EXPECT_EQ(code(check_email(good)), "good") << good;
  }
  for (const std::string_view bad :
       {"a\xc2\xa0@b.c", "a\xe2\x80\xae@b.c", "a\xc2\x85@b.c", "a@b\xe2\x80\x8b.c",
        "a@b.\xf0\x9f\x8e\xb5", "a\xff@b.c", "a@b.c\xff", "a@\xe3\x80\x82.c", "\xef\xbb\xbf@b.c"}) {
    EXPECT_EQ(code(check_email(bad)), "invalid") << bad;
  }
  const std::string domain =
      "@" + std::string(60, 'd') + "." + std::string(60, 'd') + "." + std::string(60, 'd') + ".org";
  EXPECT_EQ(code(check_email(std::string(64, 'a') + domain)), "good");
  EXPECT_EQ(code(check_email(std::string(65, 'a') + domain)), "invalid");
  EXPECT_EQ(code(check_email(std::string(200, 'a') + domain)), "too_long");
}

TEST(Password, IsCountedInCharactersNotBytes) {
  EXPECT_EQ(password_code("c7!kWz2"), "too_short");
  EXPECT_EQ(password_code("c7!kWz2q"), "good");
  // Seven and eight characters of four bytes.
  const std::string emoji = "\xf0\x9f\x8e\xb5\xf0\x9f\x8e\xb6\xf0\x9f\x8e\xb7";
  EXPECT_EQ(password_code(emoji + "abcd"), "too_short");
  EXPECT_EQ(password_code(emoji + "abxyz"), "good");
  std::string long_one;
  for (int i = 0; i < 256; ++i) long_one += static_cast<char>('!' + (i * i + 7 * i) % 90);
  EXPECT_EQ(password_code(long_one), "good");
  EXPECT_EQ(password_code(long_one + "x"), "too_long");
  EXPECT_EQ(password_code(std::string(1025, 'x')), "too_long");
}

TEST(Password, IsAsLongAsTheCallerWants) {
  const auto with_minimum = [](std::string_view password, std::size_t minimum) {
    return code(check_password(password, "ada", "a@b.c", minimum));
  };
  EXPECT_EQ(with_minimum("c7!kWz2qR", 10), "too_short");
  EXPECT_EQ(with_minimum("c7!kWz2qRx", 10), "good");
  EXPECT_EQ(with_minimum("c7!kWz2qRxAm4", 15), "too_short");
  const auto violation = check_password("c7!kWz2qR", "ada", "a@b.c", 15);
  ASSERT_TRUE(violation);
  EXPECT_EQ(violation->message, "A password has at least 15 characters.");
}

TEST(Password, IsNotTheProductsName) {
  for (const std::string_view bad :
       {"audmg-drive", "Audmg Drive", "AUDMGDRIVE", "audmg2026", "audmg_drive_1!"}) {
    EXPECT_EQ(password_code(bad), "common_password") << bad;
  }
  EXPECT_EQ(password_code("audmg kettle harbour"), "good");
}

TEST(Password, IsCountedAsItIsShown) {
  const std::string accented = "e\xcc\x81";
  EXPECT_EQ(password_code("w7k" + accented + accented + accented + accented), "too_short");
  EXPECT_EQ(password_code("w7kx" + accented + accented + accented + accented), "good");
}

TEST(Password, IsUtf8) {
  for (const std::string_view bad :
       {"abcdefgz\xff", "abcdefgz\xc3", "abcdefgz\xc0\xaf", "abcdefgz\xed\xa0\x80",
        "abcdefgz\xf5\x80\x80\x80", "\x80zabcdefg"}) {
    EXPECT_EQ(password_code(bad), "invalid") << bad;
  }
}

TEST(Password, IsNotTheUsersOwnName) {
  EXPECT_EQ(code(check_password("Lovelace", "ada", "lovelace@example.org", 8)), "common_password");
  EXPECT_EQ(code(check_password("lovelace@EXAMPLE.org", "ada", "lovelace@example.org", 8)),
            "common_password");
  EXPECT_EQ(code(check_password("Countess1815x", "countess1815X", "a@b.c", 8)), "common_password");
}

TEST(CommonPasswords, AreKnownInEveryDress) {
  for (const std::string_view common :
       {"password",    "Password1",  "PASSWORD123", "P@ssw0rd",  "p@$$w0rd!", "password2024",
        "12345678",    "123456789",  "1234567890",  "87654321",  "qwertyui",  "qwerty123",
        "1q2w3e4r",    "1qaz2wsx",   "iloveyou",    "iloveyou2", "sunshine",  "princess",
        "football",    "baseball",   "superman",    "batman123", "trustno1",  "letmein1",
        "welcome1",    "Welcome123", "admin123",    "changeme",  "michelle",  "jennifer",
        "liverpool",   "aaaaaaaa",   "00000000",    "abcdefgh",  "abcd1234",  "11223344",
        "password1!",  "Summer2025", "Summer2025!", "monkey123", "dragon12",  "shadow123",
        "asdfghjkl",   "zxcvbnm1",   "qwer1234",    "passw0rd",  "internet",  "computer",
        "starwars",    "whatever",   "19840315",    "15031984",  "abcabcabc", "passwordpassword",
        "123password", "qazwsxedc"}) {
    EXPECT_TRUE(is_common_password(common)) << common;
  }
}

TEST(CommonPasswords, LeaveGoodOnesAlone) {
  for (const std::string_view good :
       {"a long and calm sentence", "correct horse battery", "tPz8!mQe", "violet-kettle-41-harbour",
        "Kx93hgTTw0", "neunundneunzig luftballons", "gullible marmot", "83920174"}) {
    EXPECT_FALSE(is_common_password(good)) << good;
  }
}

TEST(CommonPasswords, AreMoreThanTheThreeThousandThatOneMustKnow) {
  EXPECT_GE(common_password_count(), 3000U);
}

TEST(BlockedPasswords, AreThirtyThousand) {
  EXPECT_EQ(blocked_password_count(), 30'000U);
  // The first, the last, and some that no rule would find.
  for (const std::string_view blocked :
       {"123456", "geekboy", "q1w2e3r4t5", "q1w2e3r4t5y6", "z1x2c3v4b5", "q1q2q3q4q5", "a1b2c3d4e5",
        "a1s2d3f4g5", "j3qq4h7h2v", "a1a2a3a4a5", "gy3yt2rgls", "zaq1xsw2cde3", "q1w2e3r4t",
        "aq1sw2de3", "m6cjy69u35"}) {
    EXPECT_TRUE(is_blocked_password(blocked)) << blocked;
  }
  EXPECT_TRUE(is_blocked_password("PassWord"));
  for (const std::string_view good :
       {"", "a long and calm sentence", "tPz8!mQe", "violet-kettle-41-harbour", "Kx93hgTTw0"}) {
    EXPECT_FALSE(is_blocked_password(good)) << good;
  }
}

}  // namespace
}  // namespace audmg::identity

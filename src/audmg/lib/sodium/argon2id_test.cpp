// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/argon2id.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::sodium {
namespace {

// Made by the reference program: echo -n password | argon2 somesaltsomesalt -id -t 2 -k 19456 -p 1
// -e
constexpr std::string_view kKnownAnswer =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$K13EBUiG7JV+"
    "9ZxztmHFTdb7J0WQsnj2V8bZaqyPptE";

TEST(Argon2id, AgreesWithTheReferenceProgram) {
  EXPECT_TRUE(verify_argon2id(kKnownAnswer, "password"));
  EXPECT_FALSE(verify_argon2id(kKnownAnswer, "passwore"));
  EXPECT_FALSE(needs_rehash_argon2id(kKnownAnswer));
}

TEST(Argon2id, NamesItsParametersInThePhcString) {
  const auto phc = hash_argon2id("correct horse battery staple");
  ASSERT_TRUE(phc);
  EXPECT_TRUE(phc->starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << *phc;
  EXPECT_TRUE(verify_argon2id(*phc, "correct horse battery staple"));
  EXPECT_FALSE(needs_rehash_argon2id(*phc));
}

TEST(Argon2id, SaltsEveryHash) { EXPECT_NE(*hash_argon2id("same"), *hash_argon2id("same")); }

TEST(Argon2id, ReadsEveryByteOfALongPassword) {
  const std::string password(1024, 'a');
  const auto phc = hash_argon2id(password);
  ASSERT_TRUE(phc);
  EXPECT_TRUE(verify_argon2id(*phc, password));
  for (const std::size_t length : {0U, 64U, 72U, 73U, 128U, 1023U}) {
    EXPECT_FALSE(verify_argon2id(*phc, password.substr(0, length))) << length;
  }
  EXPECT_FALSE(verify_argon2id(*phc, std::string(1023, 'a') + '\0'));
}

TEST(Argon2id, RefusesWhatIsNoArgon2idString) {
  // Argon2i of libsodium: a good string of another algorithm.
  for (const std::string_view phc :
       {"", "$argon2id$", "plain", "$argon2id$v=19$m=19456,t=2,p=1$",
        "$2b$10$abcdefghijklmnopqrstuv", "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA"}) {
    EXPECT_FALSE(verify_argon2id(phc, "")) << phc;
    EXPECT_TRUE(needs_rehash_argon2id(phc)) << phc;
  }
  std::string cut(kKnownAnswer);
  cut += '\0';
  EXPECT_FALSE(verify_argon2id(cut, "password"));
}

TEST(Argon2id, AsksForARehashOfWeakerParameters) {
  EXPECT_TRUE(
      needs_rehash_argon2id("$argon2id$v=19$m=1024,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$FiU+"
                            "I6KbINfHoMBfkVDnS6qmzxgy7cg41IT8JQoCvvk"));
  EXPECT_TRUE(
      verify_argon2id("$argon2id$v=19$m=1024,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$FiU+"
                      "I6KbINfHoMBfkVDnS6qmzxgy7cg41IT8JQoCvvk",
                      "password"));
}

}  // namespace
}  // namespace audmg::sodium

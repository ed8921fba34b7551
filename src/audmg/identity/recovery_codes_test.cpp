// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/recovery_codes.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace audmg::identity {
namespace {

TEST(RecoveryCodes, AreTenInGroupsOfFour) {
  const auto codes = make_recovery_codes();
  ASSERT_EQ(codes.size(), 10U);
  for (const std::string& code : codes) {
    ASSERT_EQ(code.size(), 19U) << code;
    for (std::size_t i = 0; i < code.size(); ++i) {
      EXPECT_EQ(code[i] == '-', i % 5 == 4) << code;
    }
    EXPECT_EQ(code.find_first_not_of("-23456789abcdefghijkmnpqrstuvwxyz"), std::string::npos);
  }
}

TEST(RecoveryCodes, AreFreshAndUseEveryCharacter) {
  std::set<std::string> codes;
  std::set<char> characters;
  for (int i = 0; i < 100; ++i) {
    for (const std::string& code : make_recovery_codes()) {
      codes.insert(code);
      characters.insert(code.begin(), code.end());
    }
  }
  EXPECT_EQ(codes.size(), 1000U);
  EXPECT_EQ(characters.size(), 33U) << "32 and the dash";
}

TEST(RecoveryCodes, AreHashedAsTheyAreMeant) {
  const std::string hash = recovery_code_hash("k7wd-m2xq-ab34-yz56");
  EXPECT_EQ(hash, "d8d2bd3364d55bfdf9c6084bbbd6c1ef496789a1c7170b40b354a63f800e2489");
  EXPECT_EQ(recovery_code_hash("K7WD M2XQ AB34 YZ56"), hash);
  EXPECT_EQ(recovery_code_hash(" k7wdm2xqab34yz56\t"), hash);
  EXPECT_NE(recovery_code_hash("k7wd-m2xq-ab34-yz57"), hash);
}

}  // namespace
}  // namespace audmg::identity

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/account_name.hpp"

#include <gtest/gtest.h>

namespace audmg::database {
namespace {

TEST(AccountName, IsTheSameInEveryCaseOfItsLetters) {
  EXPECT_EQ(fold_account_name("Ada.Lovelace"), "ada.lovelace");
  EXPECT_EQ(fold_account_name("ADA@Example.ORG"), fold_account_name("ada@example.org"));
}

TEST(AccountName, KeepsWhatIsNotALetterOfAscii) {
  EXPECT_EQ(fold_account_name("\xc3\x84 _-1"), "\xc3\x84 _-1");
  EXPECT_EQ(fold_account_name(" ada"), " ada");
}

}  // namespace
}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/account_text.hpp"

#include <gtest/gtest.h>

namespace audmg::identity {
namespace {

TEST(AccountName, HasNoBlanksAroundIt) {
  EXPECT_EQ(normal_account_name("ada"), "ada");
  EXPECT_EQ(normal_account_name("  ada@example.org "), "ada@example.org");
  EXPECT_EQ(normal_account_name("ada\n"), "ada\n") << "refused by the rules";
  EXPECT_EQ(normal_account_name("a da"), "a da");
  EXPECT_EQ(normal_account_name("  "), "");
}

TEST(AccountName, IsTheSameHoweverItIsTyped) {
  EXPECT_EQ(normal_account_name("jo\xcc\x88rg@example.org"), "j\xc3\xb6rg@example.org");
  EXPECT_EQ(normal_account_name("\xff "), "\xff") << "refused by the rules";
}

}  // namespace
}  // namespace audmg::identity

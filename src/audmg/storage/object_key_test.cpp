// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/object_key.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::storage {
namespace {

TEST(ObjectKey, AcceptsPlainSegments) {
  for (const std::string_view key :
       {"a", "orig/0190-ab/X_y.z", "...", "a/.hidden", "a..b", "-", "A/B/C/D/E/F"}) {
    EXPECT_TRUE(is_object_key(key)) << key;
  }
  EXPECT_TRUE(is_object_key(std::string(kMaxObjectKeyBytes, 'a')));
}

TEST(ObjectKey, RefusesWhatAPathOrUrlCouldReadOtherwise) {
  for (const std::string_view key :
       {"",       "/",        "/a",  "a/",  "a//b", ".",     "..",   "../a",
        "a/../b", "a/..",     "./a", "a/.", "a b",  "a%2fb", "a\\b", "a:b",
        "a\nb",   "\xc3\xbc", "a?b", "a#b", "~",    "a*",    "a+b"}) {
    EXPECT_FALSE(is_object_key(key)) << key;
  }
  EXPECT_FALSE(is_object_key(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_object_key(std::string(kMaxObjectKeyBytes + 1, 'a')));
}

}  // namespace
}  // namespace audmg::storage

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/uploads/file_rules.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>

namespace audmg::functions {
namespace {

/// The name, or the code of the refusal.
std::string name_of(std::string_view sent) {
  const auto name = read_file_name("file", sent);
  if (name) return *name;
  return "refused: " + std::get<http::Problem>(name.error()).errors.at(0).code;
}

TEST(FileName, IsKeptAsText) {
  for (const std::string_view name :
       {"a.jpg", " ", "con", "a;b=c,d.png", "'; DROP TABLE files; --.png", "quo\"te.png",
        "%2e%2e%2f.png", "\xe6\x97\xa5\xe6\x9c\xac.png", "\xf0\x9f\x98\x80.png", "e\xcc\x81.png",
        "...", ".hidden", "zero\xe2\x80\x8dwidth", "\xc2\xa0.png", "\xe2\x82\xac\xe2\x81\xa5"}) {
    EXPECT_EQ(name_of(name), name);
  }
}

TEST(FileName, IsTheLastStepOfAPath) {
  EXPECT_EQ(name_of("../../etc/passwd"), "passwd");
  EXPECT_EQ(name_of("/etc/passwd"), "passwd");
  EXPECT_EQ(name_of("C:\\fakepath\\photo.png"), "photo.png");
  EXPECT_EQ(name_of("a\\b/c.png"), "c.png");
  EXPECT_EQ(name_of("a/b/"), "b");
  EXPECT_EQ(name_of("."), "_");
  EXPECT_EQ(name_of("x/.."), "__");
  EXPECT_EQ(name_of(".\xe2\x80\xae."), "__");
  for (const std::string_view nothing : {"", "/", "\\\\", "//"}) {
    EXPECT_EQ(name_of(nothing), "refused: too_short") << nothing;
  }
}

TEST(FileName, HasNoHiddenCharacters) {
  EXPECT_EQ(name_of("line\r\nbreak.png"), "linebreak.png");
  EXPECT_EQ(name_of(std::string("nul\0byte\x7f.png", 13)), "nulbyte.png");
  EXPECT_EQ(name_of("\xc2\x85next\xc2\x9f.png"), "next.png");
  EXPECT_EQ(name_of("\xe2\x80\xaegnp.exe"), "gnp.exe");
  for (const std::string_view hidden :
       {"\xd8\x9c", "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaa",
        "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x81\xa9", "\x1b", "\t"}) {
    EXPECT_EQ(name_of("a" + std::string(hidden) + "b"), "ab");
    EXPECT_EQ(name_of(hidden), "refused: too_short");
  }
  for (const std::string_view shown :
       {"\xe2\x80\xa7", "\xe2\x80\xaf", "\xe2\x81\xaa", "\xe2\x80\x8d", "\xd8\x9b"}) {
    EXPECT_EQ(name_of(shown), shown);
  }
}

TEST(FileName, HasALimit) {
  EXPECT_EQ(name_of(std::string(1024, 'a')).size(), 1024U);
  EXPECT_EQ(name_of(std::string(1025, 'a')), "refused: too_long");
  EXPECT_EQ(name_of(std::string(2000, 'a') + "/b"), "b") << "folders do not count";
  for (const std::string_view bad : {"\xff\xfe.png", "a\xc3", "\xc0\xaf"}) {
    EXPECT_EQ(name_of(bad), "refused: invalid");
  }
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/content_disposition.hpp"

#include "audmg/http/parameterized_value.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace audmg::http {
namespace {

TEST(ContentDisposition, IsShortForPlainNames) {
  EXPECT_EQ(content_disposition(Disposition::attachment, "holiday (2).jpg"),
            "attachment; filename=\"holiday (2).jpg\"");
  EXPECT_EQ(content_disposition(Disposition::inline_, ""), "inline; filename=\"\"");
}

TEST(ContentDisposition, GivesBothFormsForOtherNames) {
  EXPECT_EQ(content_disposition(Disposition::attachment, "\xe2\x82\xac rates.mp3"),
            "attachment; filename=\"_ rates.mp3\"; filename*=UTF-8''%E2%82%AC%20rates.mp3");
  EXPECT_EQ(content_disposition(Disposition::inline_, "a\"b\\c/d%41"),
            "inline; filename=\"a_b_c_d_41\"; filename*=UTF-8''a%22b%5Cc%2Fd%2541");
  EXPECT_EQ(content_disposition(Disposition::inline_, "\xff\xe2\x82"),
            "inline; filename=\"__\"; filename*=UTF-8''%EF%BF%BD%EF%BF%BD");
}

TEST(ContentDisposition, CannotBreakOutOfTheField) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string name = std::string("a\r\nSet-Cookie: x=1\xe2\x80\xae") +
                             static_cast<char>(byte) + "\"; filename=evil.html";
    const std::string value = content_disposition(Disposition::attachment, name);
    EXPECT_TRUE(std::ranges::all_of(value, [](char c) { return c >= 0x20 && c < 0x7f; })) << value;
    const auto parsed = parse_parameterized_value(value);
    ASSERT_TRUE(parsed.has_value()) << value;
    EXPECT_EQ(parsed->parameters.size(), 2U) << value;
    if (byte < 0x80) {
      EXPECT_EQ(decode_extended_value(*parsed->find("filename*")), name);
    }
  }
}

}  // namespace
}  // namespace audmg::http

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/json_lines/printable_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace audmg::telemetry {
namespace {

using namespace std::string_view_literals;

std::string escaped(std::string_view text) {
  std::string out;
  append_printable_string(out, text);
  return out;
}

struct EscapeCase {
  std::string_view name;
  std::string_view text;
  std::string_view json;
};

class PrintableTextTest : public testing::TestWithParam<EscapeCase> {};

TEST_P(PrintableTextTest, EscapesAsTheTableSays) {
  EXPECT_EQ(escaped(GetParam().text), GetParam().json);
}

INSTANTIATE_TEST_SUITE_P(
    Table, PrintableTextTest,
    testing::Values(EscapeCase{"Empty", "", R"("")"},
                    EscapeCase{"Plain", "holiday.jpg", R"("holiday.jpg")"},
                    EscapeCase{"QuoteAndBackslash", R"(a"b\c)", R"("a\"b\\c")"},
                    EscapeCase{"LineBreaks", "a\r\nb\tc", R"("a\r\nb\tc")"},
                    EscapeCase{"Nul", "a\0b"sv, R"("a\u0000b")"},
                    EscapeCase{"AnsiColour", "\x1b[31mred", R"("\u001b[31mred")"},
                    EscapeCase{"Delete", "\x7f", R"("\u007f")"},
                    EscapeCase{"LatinControlCsi",
                               "\xc2\x9b"
                               "31m",
                               R"("\u009b31m")"},
                    EscapeCase{"LookUpText", "${jndi:ldap://x}", R"("${jndi:ldap://x}")"},
                    EscapeCase{"TwoThreeFourBytes", "é€😀", R"("é€😀")"},
                    EscapeCase{"LineSeparator", "\xe2\x80\xa8", R"("\u2028")"},
                    EscapeCase{"RightToLeftOverride", "\xe2\x80\xaegpj.exe", R"("\u202egpj.exe")"},
                    EscapeCase{"Isolate", "\xe2\x81\xa6", R"("\u2066")"},
                    EscapeCase{"LoneContinuation", "\x80", R"("\ufffd")"},
                    EscapeCase{"OverlongSlash", "\xc0\xaf", R"("\ufffd\ufffd")"},
                    EscapeCase{"OverlongThreeBytes", "\xe0\x80\x80", R"("\ufffd\ufffd\ufffd")"},
                    EscapeCase{"Surrogate", "\xed\xa0\x80", R"("\ufffd\ufffd\ufffd")"},
                    EscapeCase{"AboveUnicode", "\xf4\x90\x80\x80", R"("\ufffd\ufffd\ufffd\ufffd")"},
                    EscapeCase{"CutShort", "a\xe2\x82", R"("a\ufffd\ufffd")"},
                    EscapeCase{"WrongContinuation", "\xe2\x28\xa1", R"("\ufffd(\ufffd")"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(PrintableText, SeesEveryByteFromDeleteOnAtEveryPlace) {
  for (std::size_t size = 1; size <= 24; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const char c : {'\x7f', '\x80', '\xff'}) {
        std::string text(size, 'a');
        text[at] = c;
        const std::string_view escape = c == '\x7f' ? R"(\u007f)" : R"(\ufffd)";
        EXPECT_EQ(escaped(text),
                  '"' + text.substr(0, at) + std::string(escape) + text.substr(at + 1) + '"');
      }
    }
  }
}

TEST(PrintableText, IsPrintableForEveryPairOfBytes) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text{static_cast<char>(first), static_cast<char>(second)};
      const std::string json = escaped(text);
      for (const char c : json) {
        const auto byte = static_cast<unsigned char>(c);
        ASSERT_TRUE(byte >= 0x20 && byte != 0x7F) << first << ' ' << second;
      }
      ASSERT_EQ(json.front(), '"');
      ASSERT_EQ(json.back(), '"');
    }
  }
}

TEST(PrintableText, CutsLongValues) {
  const std::string json = escaped(std::string(kMaxValueBytes + 1, 'x'));
  EXPECT_EQ(json, '"' + std::string(kMaxValueBytes, 'x') + "...\"");
}

}  // namespace
}  // namespace audmg::telemetry

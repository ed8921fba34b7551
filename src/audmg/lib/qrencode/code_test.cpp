// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/qrencode/code.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace audmg::qrencode {
namespace {

TEST(CodeTest, SvgHasAQuietZone) {
  // 25 bytes with correction M fit into version 2, which has 25 modules a side.
  const auto svg = svg_code("http://drive.local/trust1");
  ASSERT_TRUE(svg);
  EXPECT_THAT(*svg, testing::HasSubstr("viewBox=\"0 0 33 33\""));
  // The corner of the first finder pattern.
  EXPECT_THAT(*svg, testing::HasSubstr("<path d=\"M4 4h1v1h-1zM5 4h1v1h-1z"));
}

TEST(CodeTest, TerminalLinesAreHalfAsMany) {
  const auto lines = terminal_code("http://drive.local/trust1");
  ASSERT_TRUE(lines);
  EXPECT_EQ(std::ranges::count(*lines, '\n'), 17);
}

TEST(CodeTest, RefusesWhatDoesNotFit) { EXPECT_FALSE(svg_code(std::string(5000, 'x'))); }

}  // namespace
}  // namespace audmg::qrencode

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lambda/event_fields.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace audmg::lambda {

/// Returns the text of tests/fuzz/data/lambda_<kind>/<name>.json: events as the AWS documentation
/// describes them, written by us.
[[nodiscard]] inline std::string event_text(const std::string& kind, const std::string& name) {
  std::ifstream file(AUDMG_FUZZ_DATA "/lambda_" + kind + "/" + name + ".json");
  EXPECT_TRUE(file) << kind << " " << name;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

[[nodiscard]] inline json::Value event_value(const std::string& text) {
  auto value = parse_event(text);
  EXPECT_TRUE(value) << text;
  return value ? *std::move(value) : json::Value();
}

[[nodiscard]] inline json::Value event_fixture(const std::string& kind, const std::string& name) {
  return event_value(event_text(kind, name));
}

/// Returns `text` with one piece, which it must contain, replaced.
[[nodiscard]] inline std::string replaced(std::string text, const std::string& piece,
                                          const std::string& by) {
  const std::size_t at = text.find(piece);
  EXPECT_NE(at, std::string::npos) << piece;
  if (at != std::string::npos) text.replace(at, piece.size(), by);
  return text;
}

}  // namespace audmg::lambda

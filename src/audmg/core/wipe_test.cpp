// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/wipe.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

namespace audmg {
namespace {

constexpr std::string_view kLong = "a secret that does not fit into the string object";
constexpr std::string_view kShort = "short secret";

bool is_all_zero(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char c) { return c == 0; });
}

TEST(Wipe, OverwritesAllMemoryOfAString) {
  std::string text(kLong);
  text.resize(10);
  // Still allocated, so it may be looked at.
  const char* memory = text.data();
  wipe(text);
  EXPECT_TRUE(text.empty());
  ASSERT_EQ(text.data(), memory);
  EXPECT_TRUE(is_all_zero({memory, kLong.size()}));
}

TEST(Wipe, OverwritesBytes) {
  std::array<char, 32> bytes{};
  std::ranges::copy(kShort, bytes.begin());
  wipe(std::as_writable_bytes(std::span(bytes)));
  EXPECT_TRUE(is_all_zero({bytes.data(), bytes.size()}));
}

/// The memory of a SecretText after its end: a short text lies in the object itself.
class Remains {
 public:
  template <class... Arguments>
  SecretText& make(Arguments&&... arguments) {
    return *new (bytes_) SecretText(std::forward<Arguments>(arguments)...);
  }
  [[nodiscard]] bool have(std::string_view text) const {
    return std::string_view(bytes_, sizeof bytes_).contains(text);
  }

 private:
  alignas(SecretText) char bytes_[sizeof(SecretText)];
};

TEST(SecretText, LeavesNothingInItsMemory) {
  Remains remains;
  SecretText& secret = remains.make(kShort);
  EXPECT_EQ(secret.text(), kShort);
  EXPECT_TRUE(remains.have("secret")) << "else this test shows nothing";
  secret.~SecretText();
  EXPECT_FALSE(remains.have("secret"));
}

TEST(SecretText, LeavesNothingWhereItWasMovedFrom) {
  Remains source;
  SecretText& from = source.make(kShort);
  SecretText to(std::move(from));
  EXPECT_EQ(to.text(), kShort);
  EXPECT_FALSE(source.have("ecret"));
  SecretText again(kLong);
  again = std::move(to);
  EXPECT_EQ(again.text(), kShort);
  from.~SecretText();
}

}  // namespace
}  // namespace audmg

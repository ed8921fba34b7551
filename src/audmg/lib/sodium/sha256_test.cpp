// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/sha256.hpp"

#include "audmg/core/hex.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace audmg::sodium {
namespace {

/// FIPS 180-4's own example: a million times "a".
constexpr std::size_t kExampleBytes = 1'000'000;
constexpr std::string_view kExampleDigest =
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

TEST(ResumableSha256, HashesTheStandardsExamples) {
  EXPECT_EQ(to_hex(ResumableSha256().finish()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  ResumableSha256 hash;
  hash.update(bytes_of("abc"));
  EXPECT_EQ(to_hex(hash.finish()),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(ResumableSha256, GoesOnFromEachMidstate) {
  const std::string text(kExampleBytes, 'a');
  constexpr std::size_t kStep = 99'968;
  static_assert(kStep % kSha256BlockBytes == 0);
  ResumableSha256::Midstate midstate = ResumableSha256().midstate().value();
  std::size_t done = 0;
  for (; done + kStep <= text.size(); done += kStep) {
    ResumableSha256 hash(midstate);
    hash.update(bytes_of(std::string_view(text).substr(done, kStep)));
    midstate = hash.midstate().value();
    EXPECT_EQ(midstate.bytes, done + kStep);
  }
  ResumableSha256 last(midstate);
  last.update(bytes_of(std::string_view(text).substr(done)));
  EXPECT_EQ(to_hex(last.finish()), kExampleDigest);
}

TEST(ResumableSha256, HasNoMidstateWithinABlock) {
  ResumableSha256 hash;
  hash.update(bytes_of("a"));
  EXPECT_FALSE(hash.midstate());
  hash.update(bytes_of(std::string(kSha256BlockBytes - 1, 'a')));
  EXPECT_TRUE(hash.midstate());
}

}  // namespace
}  // namespace audmg::sodium

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/resumable_digest.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::identity {
namespace {

constexpr std::size_t kBytes = 1'000'003;

std::vector<std::byte> some_bytes() {
  std::vector<std::byte> bytes(kBytes);
  std::uint32_t state = 1;
  for (std::byte& byte : bytes) {
    state = state * 1'664'525 + 1'013'904'223;
    byte = static_cast<std::byte>(state >> 24);
  }
  return bytes;
}

TEST(ResumableDigest, IsThatOfOneReading) {
  const auto bytes = some_bytes();
  ContentDigest whole;
  whole.update(bytes);
  const auto expected = whole.finish();

  std::string saved = ResumableDigest().save();
  std::size_t done = 0;
  for (const std::size_t count : {0UZ, 64UZ, 640UZ, 500'032UZ, 128UZ}) {
    auto digest = ResumableDigest::resume(saved);
    ASSERT_TRUE(digest) << saved;
    EXPECT_EQ(digest->size(), done);
    digest->update(std::span(bytes).subspan(done, count));
    done += count;
    saved = digest->save();
    EXPECT_LE(saved.size(), 100U);
  }
  auto last = ResumableDigest::resume(saved);
  ASSERT_TRUE(last);
  last->update(std::span(bytes).subspan(done));
  EXPECT_EQ(last->size(), kBytes);
  const auto found = last->finish();
  EXPECT_EQ(found.sha256, expected.sha256);
  EXPECT_EQ(found.crc32, expected.crc32);
}

TEST(ResumableDigest, KnowsItsOwnTextsOnly) {
  const std::string saved = ResumableDigest().save();
  for (const std::string& other :
       {std::string(), std::string("1 "), "2" + saved.substr(1), saved + " ", " " + saved,
        saved.substr(0, saved.size() - 1), "1 63" + saved.substr(3), "1 -64" + saved.substr(3),
        saved.substr(0, saved.size() - 1) + "g", saved + " 00000000"}) {
    EXPECT_FALSE(ResumableDigest::resume(other)) << other;
  }
}

}  // namespace
}  // namespace audmg::identity

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/archives/manifest.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::functions {
namespace {

using namespace std::chrono_literals;

Manifest sample() {
  const TimePoint now(1'700'000'000'123ms);
  Manifest manifest{.created_at = now, .expires_at = now + kDownloadLifetime, .entries = {}};
  manifest.entries.push_back(
      {.file = {.name = "Zürich \"1\".jpg",
                .size = 5'000'000'000,
                .crc32 = 4'294'967'295,
                .modified = std::chrono::local_days(std::chrono::year(1950) / 1 / 2)},
       .object_key = "orig/u/1",
       .content_type = "image/jpeg"});
  manifest.entries.push_back({.file = {.name = "a.xmp", .size = 5, .crc32 = 1, .modified = {}},
                              .content_type = "application/rdf+xml",
                              .text = "<x/>\n"});
  return manifest;
}

TEST(Manifest, IsReadAsItWasWritten) {
  const Manifest written = sample();
  const auto read = manifest_from_text(manifest_to_text(written));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->created_at, written.created_at);
  EXPECT_EQ(read->expires_at, written.expires_at);
  ASSERT_EQ(read->entries.size(), 2U);
  EXPECT_EQ(read->entries[0].file.name, written.entries[0].file.name);
  EXPECT_EQ(read->entries[0].file.size, written.entries[0].file.size);
  EXPECT_EQ(read->entries[0].file.crc32, written.entries[0].file.crc32);
  EXPECT_EQ(read->entries[0].file.modified, written.entries[0].file.modified);
  EXPECT_EQ(read->entries[0].object_key, "orig/u/1");
  EXPECT_EQ(read->entries[1].text, "<x/>\n");
  EXPECT_EQ(manifest_to_text(*read), manifest_to_text(written));
}

TEST(Manifest, ThatIsDamagedIsRefused) {
  const std::string whole = manifest_to_text(sample());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(manifest_from_text(whole.substr(0, size)) && size + 1 < whole.size()) << size;
  }
  std::string other = whole;
  other.replace(other.find("\"size\":5,"), 9, "\"size\":6,");
  EXPECT_FALSE(manifest_from_text(other));
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/snapshot.hpp"

#include "audmg/catalogue/listing.hpp"
#include "audmg/catalogue/map_cells.hpp"
#include "audmg/lib/zstd/frame_reader.hpp"
#include "audmg/lib/zstd/frame_writer.hpp"
#include "catalogue/generated_library.hpp"
#include "catalogue/sample_entries.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::catalogue {
namespace {

constexpr std::size_t kMagicBytes = 8;

std::string written(const Catalogue& catalogue) {
  auto bytes = write_snapshot(catalogue);
  EXPECT_TRUE(bytes);
  return bytes.value_or("");
}

/// Returns "read", or the name of the error.
std::string outcome(std::string_view bytes) {
  const auto catalogue = read_snapshot(bytes);
  return catalogue ? "read" : std::string(audmg::to_string(catalogue.error().code));
}

Catalogue small_catalogue() {
  Catalogue catalogue;
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(catalogue.put(testing::generated_file(i).entry));
  }
  catalogue.set_cursor("event 7");
  return catalogue;
}

TEST(Snapshot, OfNothing) {
  const auto catalogue = read_snapshot(written(Catalogue()));
  ASSERT_TRUE(catalogue);
  EXPECT_EQ(catalogue->size(), 0);
  EXPECT_EQ(catalogue->cursor(), "");
}

TEST(Snapshot, HasEverythingThatIsNotRemoved) {
  Catalogue catalogue;
  for (std::size_t i = 0; i < 500; ++i) {
    ASSERT_TRUE(catalogue.put(testing::generated_file(i).entry));
  }
  for (std::size_t i = 0; i < 500; i += 7) {
    ASSERT_TRUE(catalogue.remove(testing::generated_file(i).entry.id));
  }
  Entry somewhere = testing::picture(1000);
  somewhere.coordinates = Coordinates::of_degrees(-33.8688, 151.2093);
  ASSERT_TRUE(catalogue.put(somewhere));
  catalogue.set_cursor("018f0000-0000-7000-8000-000000000001");
  const std::string bytes = written(catalogue);
  auto copy = read_snapshot(bytes);
  ASSERT_TRUE(copy);
  EXPECT_EQ(copy->size(), catalogue.size());
  EXPECT_EQ(copy->cursor(), catalogue.cursor());
  EXPECT_EQ(written(*copy), bytes);
  for (const char* const text : {"", "beach", "zurich", "canon 2015"}) {
    const auto ids = [&](const Catalogue& from) {
      std::string all;
      const auto page = list_files(from, {.query = parse_query(text), .limit = 1000});
      for (const Listed& file : page->files) all += file.id.text();
      return all;
    };
    EXPECT_EQ(ids(*copy), ids(catalogue)) << text;
  }
  EXPECT_EQ(map_cells(*copy, {.zoom = 8})->bounds, map_cells(catalogue, {.zoom = 8})->bounds);
  EXPECT_EQ(map_cells(*copy, {})->count, 1);
  EXPECT_TRUE(copy->put(testing::picture(1))) << "goes on from there";
}

TEST(Snapshot, IsNeverTakenOnTrust) {
  const std::string bytes = written(small_catalogue());
  EXPECT_EQ(outcome(bytes), "read");
  EXPECT_EQ(outcome(""), "invalid_argument");
  EXPECT_EQ(outcome("something else"), "invalid_argument");
  std::string newer = bytes;
  ++newer[kMagicBytes - 1];
  EXPECT_EQ(outcome(newer), "invalid_argument");
  EXPECT_EQ(outcome(bytes + "x"), "corrupt");
  for (std::size_t i = kMagicBytes; i < bytes.size(); ++i) {
    EXPECT_EQ(outcome(std::string_view(bytes).substr(0, i)), "corrupt");
  }
}

/// The contents with one byte changed, in a frame whose checksum is right.
TEST(Snapshot, SurvivesEveryChangeOfItsContents) {
  const std::string bytes = written(small_catalogue());
  zstd::FrameReader reader(std::string_view(bytes).substr(kMagicBytes));
  std::string contents;
  for (char c = 0; reader.read(std::as_writable_bytes(std::span(&c, 1)));) contents += c;
  ASSERT_GT(contents.size(), 500);
  for (std::size_t i = 0; i < contents.size(); ++i) {
    for (const unsigned mask : {0x01U, 0x80U, 0xffU}) {
      std::string changed = contents;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ mask);
      zstd::FrameWriter writer(1);
      ASSERT_TRUE(writer.write(std::as_bytes(std::span(changed))));
      const auto catalogue =
          read_snapshot(bytes.substr(0, kMagicBytes) + writer.finish().value_or(""));
      if (!catalogue) continue;
      EXPECT_TRUE(list_files(*catalogue, {.query = parse_query("beach 2019"), .sort = Sort::date}));
      EXPECT_TRUE(write_snapshot(*catalogue));
    }
  }
}

}  // namespace
}  // namespace audmg::catalogue

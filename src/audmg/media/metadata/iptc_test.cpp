// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/iptc.hpp"

#include "audmg/media/record/record_limits.hpp"
#include "doubles/metadata_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace audmg::media {
namespace {

constexpr std::size_t kText = kMaxTextFactBytes;

std::string full_record() {
  return iptc_set(90, "\x1b%G", 1) + iptc_set(0, std::string("\0\4", 2)) +
         iptc_set(5, "Morgen am Fluß") + iptc_set(25, "river") + iptc_set(25, "Grüße") +
         iptc_set(55, "20260131") + iptc_set(60, "235959+0100") + iptc_set(80, "A. Person") +
         iptc_set(80, "B. Other") + iptc_set(90, "Porto") + iptc_set(92, "Old Town") +
         iptc_set(95, "Norte") + iptc_set(101, "Portugal") + iptc_set(116, "(c) A. Person") +
         iptc_set(120, "One\rTwo");
}

void expect_full(const FoundFacts& found) {
  const ImageFacts& facts = found.image;
  EXPECT_EQ(facts.title, "Morgen am Fluß");
  EXPECT_EQ(facts.keywords, (std::vector<std::string>{"river", "Grüße"}));
  EXPECT_EQ(facts.taken_at, "2026-01-31T23:59:59+01:00");
  EXPECT_EQ(facts.creator, "A. Person, B. Other");
  ASSERT_TRUE(facts.place);
  EXPECT_EQ(facts.place->name, "Old Town, Porto, Norte, Portugal");
  EXPECT_FALSE(facts.place->latitude);
  EXPECT_EQ(facts.copyright, "(c) A. Person");
  EXPECT_EQ(facts.description, "One\nTwo");
}

TEST(Iptc, ReadsARecordInAllItsWrappings) {
  const std::string record = full_record();
  expect_full(read_iptc(record, kText));
  const std::string resources = photoshop_resource(0x03ed, "other", "name") +
                                photoshop_resource(0x0404, record) +
                                photoshop_resource(0x0425, "digest");
  expect_full(read_iptc(resources, kText));
  expect_full(read_iptc(std::string("Photoshop 3.0\0", 14) + resources, kText));
  std::string swapped = record + std::string(3 - (record.size() + 3) % 4, '\0');
  for (std::size_t at = 0; at + 4 <= swapped.size(); at += 4) {
    std::reverse(swapped.begin() + static_cast<std::ptrdiff_t>(at),
                 swapped.begin() + static_cast<std::ptrdiff_t>(at + 4));
  }
  expect_full(read_iptc(swapped, kText));
}

TEST(Iptc, ReadsTheCharsetOrGuessesIt) {
  const auto title = [](std::string_view charset, std::string_view bytes) {
    return read_iptc((charset.empty() ? "" : iptc_set(90, charset, 1)) + iptc_set(5, bytes), kText)
        .image.title;
  };
  EXPECT_EQ(title("", "Grüße"), "Grüße");
  EXPECT_EQ(title("",
                  "Gr\xfc\xdf"
                  "e \x80"),
            "Grüße €");
  EXPECT_EQ(title("\x1b.A", "\xc3\xbc"), "Ã¼");
  EXPECT_EQ(title("\x1b%G", "Grüße"), "Grüße");
  EXPECT_EQ(title("\x1b%G",
                  "Gr\xfc\xdf"
                  "e"),
            "Grüße");
}

TEST(Iptc, ReadsDatesWithoutAClock) {
  const auto date = [](std::string_view sets) { return read_iptc(sets, kText).image.taken_at; };
  EXPECT_EQ(date(iptc_set(55, "20260131")), "2026-01-31T00:00:00");
  EXPECT_EQ(date(iptc_set(55, "2026-01-31")), "2026-01-31T00:00:00");
  EXPECT_EQ(date(iptc_set(55, "20260131") + iptc_set(60, "235959")), "2026-01-31T23:59:59");
  EXPECT_EQ(date(iptc_set(62, "20260131") + iptc_set(63, "120000-0500")),
            "2026-01-31T12:00:00-05:00");
  for (const std::string_view wrong : {"00000000", "20261331", "2026", "", "yesterday"}) {
    EXPECT_EQ(date(iptc_set(55, wrong)), "") << wrong;
  }
}

TEST(Iptc, ReadsExtendedLengths) {
  const std::string caption(40'000, 'x');
  const std::string set = std::string("\x1c\x02\x78\x80\x04", 5) + big_endian(caption.size(), 4);
  EXPECT_EQ(read_iptc(set + caption + iptc_set(5, "Title"), kText).image.title, "Title");
  EXPECT_EQ(read_iptc(set + caption, kText).image.description.size(), kMaxDescriptionBytes);
}

TEST(Iptc, AnyDamageIsSurvived) {
  const std::string block = photoshop_resource(0x0404, full_record());
  for (std::size_t length = 0; length < block.size(); ++length) {
    (void)read_iptc(block.substr(0, length), kText);
  }
  for (std::size_t i = 0; i < block.size(); ++i) {
    for (const char change : {'\0', '\x7f', '\xff'}) {
      std::string changed = block;
      changed[i] = change;
      const FoundFacts found = read_iptc(changed, kText);
      EXPECT_TRUE(found.image.taken_at.empty() || is_local_or_zoned_time(found.image.taken_at));
    }
  }
}

}  // namespace
}  // namespace audmg::media

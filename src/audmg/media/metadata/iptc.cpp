// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/iptc.hpp"

#include "audmg/core/text.hpp"
#include "audmg/media/metadata/bounded_bytes.hpp"
#include "audmg/media/metadata/fact_text.hpp"
#include "audmg/media/metadata/fact_values.hpp"
#include "audmg/media/metadata/photoshop_resources.hpp"
#include "audmg/media/metadata/timestamp.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace audmg::media {
namespace {

constexpr std::size_t kMaxDataSets = 4096;
constexpr std::uint8_t kMarker = 0x1c;
constexpr std::uint8_t kEnvelope = 1;
constexpr std::uint8_t kApplication = 2;
constexpr std::uint8_t kCodedCharacterSet = 90;  // of the envelope

// Data sets of the application record.
constexpr std::uint8_t kObjectName = 5;
constexpr std::uint8_t kKeywords = 25;
constexpr std::uint8_t kDateCreated = 55;
constexpr std::uint8_t kTimeCreated = 60;
constexpr std::uint8_t kDigitalCreationDate = 62;
constexpr std::uint8_t kDigitalCreationTime = 63;
constexpr std::uint8_t kByline = 80;
constexpr std::uint8_t kCity = 90;
constexpr std::uint8_t kSublocation = 92;
constexpr std::uint8_t kProvince = 95;
constexpr std::uint8_t kCountry = 101;
constexpr std::uint8_t kHeadline = 105;
constexpr std::uint8_t kCopyrightNotice = 116;
constexpr std::uint8_t kCaption = 120;

enum class Charset { unknown, utf8, latin_1 };

/// Reads the escape sequence of ISO 2022 that declares the charset.
Charset charset_of(std::string_view escape) {
  for (const std::string_view utf8 : {"\x1b%G", "\x1b%/G", "\x1b%/H", "\x1b%/I"}) {
    if (escape == utf8) return Charset::utf8;
  }
  for (const std::string_view latin : {"\x1b.A", "\x1b-A", "\x1b/A"}) {
    if (escape == latin) return Charset::latin_1;
  }
  return Charset::unknown;
}

/// The data sets of the application record, with texts in UTF-8.
class Record {
 public:
  explicit Record(BoundedBytes bytes) {
    Charset charset = Charset::unknown;
    std::uint64_t at = 0;
    while (sets_.size() < kMaxDataSets && bytes.has(at, 5) && bytes.u8(at) == kMarker) {
      const std::uint8_t record = bytes.u8(at + 1);
      const std::uint8_t number = bytes.u8(at + 2);
      std::uint64_t length = bytes.be16(at + 3);
      at += 5;
      // The highest bit says that it is the length of the length.
      constexpr std::uint64_t kExtended = 0x8000;
      if ((length & kExtended) != 0) {
        const auto size = static_cast<std::size_t>(length - kExtended);
        if (size > 8 || !bytes.has(at, size)) return;
        length = bytes.big_endian(at, size);
        at += size;
      }
      if (!bytes.has(at, length)) return;
      const std::string_view value = bytes.part(at, length).text();
      if (record == kEnvelope && number == kCodedCharacterSet) charset = charset_of(value);
      if (record == kApplication) sets_.push_back({number, decoded(value, charset)});
      at += length;
    }
  }

  [[nodiscard]] std::string_view text(std::uint8_t number) const {
    const auto found = std::ranges::find(sets_, number, &Set::number);
    return found == sets_.end() ? std::string_view() : std::string_view(found->text);
  }
  [[nodiscard]] std::vector<std::string_view> all(std::uint8_t number) const {
    std::vector<std::string_view> texts;
    for (const Set& set : sets_) {
      if (set.number == number) texts.emplace_back(set.text);
    }
    return texts;
  }

 private:
  struct Set {
    std::uint8_t number;
    std::string text;
  };
  static std::string decoded(std::string_view value, Charset charset) {
    if (charset == Charset::latin_1) return utf8_from_latin_1(value);
    return charset == Charset::utf8 ? std::string(value) : utf8_from_legacy(value);
  }

  std::vector<Set> sets_;
};

/// Reads "20260131" and "235959+0100" or "235959", which may be missing.
std::string time_of(const Record& record, std::uint8_t date_number, std::uint8_t time_number) {
  const std::string_view date = trim(record.text(date_number));
  const std::string_view clock = trim(record.text(time_number));
  if (date.size() < 8) return {};
  std::string text;
  // Some writers have separators in them already.
  if (leading_digits(date).size() == 8) {
    text.append(date.substr(0, 4)).append("-").append(date.substr(4, 2));
    text.append("-").append(date.substr(6, 2));
  } else {
    text = date.substr(0, 10);
  }
  if (leading_digits(clock).size() == 6) {
    text.append("T").append(clock.substr(0, 2)).append(":").append(clock.substr(2, 2));
    text.append(":").append(clock.substr(4));
  } else if (!clock.empty()) {
    text.append("T").append(clock);
  }
  const auto time = parse_timestamp(text);
  return time ? time->text() : std::string();
}

std::string joined(const std::vector<std::string_view>& texts, std::size_t max_bytes) {
  std::string all;
  for (const std::string_view text : texts) {
    const std::string clean = clean_line(text, max_bytes);
    if (clean.empty() || all.size() > max_bytes) continue;
    if (!all.empty()) all += ", ";
    all += clean;
  }
  return clean_line(all, max_bytes);
}

}  // namespace

FoundFacts read_iptc(std::string_view block, std::size_t max_text_bytes) {
  const std::string unswapped = unswapped_iptc(block);
  const Record record(
      BoundedBytes(unswapped.empty() ? iptc_in_resources(block) : std::string_view(unswapped)));
  FoundFacts found;
  ImageFacts& facts = found.image;
  facts.title = clean_line(record.text(kObjectName), max_text_bytes);
  if (facts.title.empty()) facts.title = clean_line(record.text(kHeadline), max_text_bytes);
  facts.description = clean_description(record.text(kCaption));
  for (const std::string_view word : record.all(kKeywords)) add_keyword(facts.keywords, word);
  facts.creator = joined(record.all(kByline), max_text_bytes);
  facts.copyright = clean_line(record.text(kCopyrightNotice), max_text_bytes);
  facts.taken_at = time_of(record, kDateCreated, kTimeCreated);
  if (facts.taken_at.empty()) {
    facts.taken_at = time_of(record, kDigitalCreationDate, kDigitalCreationTime);
  }
  std::string name = place_name({record.text(kSublocation), record.text(kCity),
                                 record.text(kProvince), record.text(kCountry)});
  if (!name.empty()) facts.place = Place{.name = std::move(name)};
  return found;
}

}  // namespace audmg::media

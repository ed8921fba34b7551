// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/exif.hpp"

#include "audmg/core/text.hpp"
#include "audmg/media/metadata/exif_directories.hpp"
#include "audmg/media/metadata/fact_text.hpp"
#include "audmg/media/metadata/fact_values.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace audmg::media {
namespace {

// Tags of the first IFD and of the EXIF IFD; "Xp" are those of Windows, in UTF-16.
constexpr std::uint16_t kImageDescription = 0x010e;
constexpr std::uint16_t kMake = 0x010f;
constexpr std::uint16_t kModel = 0x0110;
constexpr std::uint16_t kArtist = 0x013b;
constexpr std::uint16_t kRatingTag = 0x4746;
constexpr std::uint16_t kRatingPercent = 0x4749;
constexpr std::uint16_t kCopyright = 0x8298;
constexpr std::uint16_t kGpsIfd = 0x8825;
constexpr std::uint16_t kXpTitle = 0x9c9b;
constexpr std::uint16_t kXpComment = 0x9c9c;
constexpr std::uint16_t kXpAuthor = 0x9c9d;
constexpr std::uint16_t kXpKeywords = 0x9c9e;
constexpr std::uint16_t kExposureTime = 0x829a;
constexpr std::uint16_t kFNumberTag = 0x829d;
constexpr std::uint16_t kPhotographicSensitivity = 0x8827;
constexpr std::uint16_t kStandardOutputSensitivity = 0x8831;
constexpr std::uint16_t kRecommendedExposureIndex = 0x8832;
constexpr std::uint16_t kIsoSpeed = 0x8833;
constexpr std::uint16_t kShutterSpeedValue = 0x9201;
constexpr std::uint16_t kApertureValue = 0x9202;
constexpr std::uint16_t kFocalLengthTag = 0x920a;
constexpr std::uint16_t kLensModel = 0xa434;

/// Means "the value is too large for this field".
constexpr double kIsoUnknown = 65'535;

std::optional<std::uint32_t> iso_of(const ExifDirectories& fields) {
  for (const std::uint16_t tag : {kPhotographicSensitivity, kRecommendedExposureIndex,
                                  kStandardOutputSensitivity, kIsoSpeed}) {
    const auto iso = in_range(fields.number(tag), {1, kMaxIso});
    if (iso && *iso != kIsoUnknown) return static_cast<std::uint32_t>(*iso);
  }
  return std::nullopt;
}

std::optional<double> exposure_of(const ExifDirectories& fields) {
  if (const auto seconds = in_range(fields.number(kExposureTime), kExposure)) return seconds;
  const auto steps = fields.number(kShutterSpeedValue);  // APEX: the exposure is 2^-steps
  return steps ? in_range(std::exp2(-*steps), kExposure) : std::nullopt;
}

std::optional<double> f_number_of(const ExifDirectories& fields) {
  if (const auto number = in_range(fields.number(kFNumberTag), kFNumber)) return number;
  const auto steps = fields.number(kApertureValue);  // APEX: the f-number is 2^(steps / 2)
  return steps ? in_range(std::exp2(*steps / 2), kFNumber) : std::nullopt;
}

/// Lenses without electronics are "----" or "0.0 mm f/0.0".
std::string lens_of(std::string_view text, std::size_t max_bytes) {
  std::string lens = clean_line(text, max_bytes);
  const bool says_something = std::ranges::any_of(lens, [](char c) {
    return (is_digit(c) && c != '0') || static_cast<unsigned char>(c) >= 0x80 ||
           (is_alpha(c) && to_lower(c) != 'm' && to_lower(c) != 'f');
  });
  return says_something ? lens : std::string();
}

/// The photographer's text, or the editor's behind it.
std::string_view copyright_of(std::string_view bytes) {
  const std::string_view photographer = take_until(bytes, '\0');
  return trim(photographer).empty() ? take_until(bytes, '\0') : photographer;
}

void add_words(const TiffFields& first, std::size_t max_text_bytes, ImageFacts& facts) {
  const auto start_of = [&](std::uint16_t tag) {
    return first.bytes(tag).substr(0, kMaxTextFieldBytes);
  };
  const auto windows = [&](std::uint16_t tag) { return utf8_from_utf16(start_of(tag), true); };
  facts.title = clean_line(windows(kXpTitle), max_text_bytes);
  facts.description = clean_description(first.text(kImageDescription));
  if (facts.description.empty()) facts.description = clean_description(windows(kXpComment));
  facts.creator = clean_line(first.text(kArtist), max_text_bytes);
  if (facts.creator.empty()) facts.creator = clean_line(windows(kXpAuthor), max_text_bytes);
  facts.copyright = clean_line(copyright_of(start_of(kCopyright)), max_text_bytes);
  const std::string keywords = windows(kXpKeywords);
  for (std::string_view rest = keywords; !rest.empty();) {
    add_keyword(facts.keywords, take_until(rest, ';'));
  }
  facts.rating = rating_of(first.number(kRatingTag));
  if (!facts.rating) facts.rating = rating_of_percent(first.number(kRatingPercent));
}

void add_position(const TiffFields& gps, FoundFacts& found) {
  found.image.place = exif_place(gps);
  if (const auto time = exif_position_time(gps)) found.position_time = time->text();
}

}  // namespace

FoundFacts read_exif(std::span<const std::byte> block, std::size_t max_text_bytes) {
  const TiffStructure tiff(block);
  if (tiff.is_empty()) return {};
  const ExifDirectories fields(tiff);
  FoundFacts found;
  ImageFacts& facts = found.image;
  facts.camera_make = clean_line(fields.first().text(kMake), max_text_bytes);
  facts.camera_model = clean_line(fields.first().text(kModel), max_text_bytes);
  facts.lens = lens_of(fields.text(kLensModel), max_text_bytes);
  facts.exposure_seconds = exposure_of(fields);
  facts.f_number = f_number_of(fields);
  facts.focal_length_millimetres = in_range(fields.number(kFocalLengthTag), kFocalLength);
  facts.iso = iso_of(fields);
  add_position(tiff.fields_at(fields.first().number(kGpsIfd)), found);
  add_words(fields.first(), max_text_bytes, facts);
  if (const auto time = exif_taken_time(fields)) facts.taken_at = time->text();
  if (const auto time = exif_changed_time(fields)) found.changed_at = time->text();
  return found;
}

FoundFacts read_exif_position(std::span<const std::byte> block) {
  FoundFacts found;
  add_position(TiffStructure(block).first_fields(), found);
  return found;
}

}  // namespace audmg::media

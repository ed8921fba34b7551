// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/raw_photo.hpp"

#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/lib/vips/rows.hpp"
#include "audmg/media/metadata/image_metadata.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

namespace audmg::media {
namespace {

/// Orientations 5 to 8 turn a picture on its side.
constexpr int kFirstTurned = 5;

std::string clean(const std::string& text, std::size_t max_bytes) {
  std::string plain = text;
  std::ranges::replace_if(plain, is_control, ' ');
  return to_valid_utf8(trim(plain, " "), max_bytes);
}

void fill_gap(std::string& fact, const std::string& text, std::size_t max_bytes) {
  if (fact.empty()) fact = clean(text, max_bytes);
}

}  // namespace

bool is_raw_photo(std::string_view content_type) noexcept {
  constexpr std::array<std::string_view, 10> kTypes{
      "image/x-adobe-dng",  "image/x-canon-cr2",   "image/x-canon-cr3",   "image/x-nikon-nef",
      "image/x-sony-arw",   "image/x-fuji-raf",    "image/x-olympus-orf", "image/x-panasonic-rw2",
      "image/x-pentax-pef", "image/x-samsung-srw",
  };
  return std::ranges::find(kTypes, content_type) != kTypes.end();
}

Result<RawPhoto> RawPhoto::open(int descriptor) {
  struct stat status{};
  if (::fstat(descriptor, &status) != 0) {
    return fail(ErrorCode::internal, "the size of a raw photo cannot be had");
  }
  AUDMG_TRY(MappedFile file,
            MappedFile::map(descriptor, static_cast<std::uint64_t>(status.st_size)));
  AUDMG_TRY(libraw::Photo photo, libraw::read_photo(file.bytes()));
  if (photo.jpeg_preview.empty() && !photo.bitmap_preview) {
    return fail(ErrorCode::invalid_argument,
                "The raw photo has no preview picture that can be shown.");
  }
  const auto orientation = read_orientation(file.bytes(), MediaLimits{});
  return RawPhoto(std::move(file), std::move(photo), orientation);
}

std::string_view RawPhoto::jpeg_preview() const noexcept {
  return {reinterpret_cast<const char*>(photo_.jpeg_preview.data()), photo_.jpeg_preview.size()};
}

Result<vips::Image> RawPhoto::bitmap_preview() const {
  const auto bitmap = std::make_shared<const libraw::Bitmap>(*photo_.bitmap_preview);
  constexpr int kColors = 3;
  return vips::image_of_rows(
      {.width = bitmap->width, .height = bitmap->height, .bands = kColors, .icc_profile = {}},
      [bitmap](std::uint32_t row, std::span<std::uint8_t> into) {
        const auto from = std::span(bitmap->samples).subspan(row * into.size(), into.size());
        std::ranges::copy(from, into.begin());
        return true;
      });
}

int RawPhoto::sensor_orientation(const vips::Image& preview) const {
  if (told_orientation_) return *told_orientation_;
  return photo_.orientation == 1 ? preview.orientation() : photo_.orientation;
}

int RawPhoto::orientation(const vips::Image& preview) const {
  const int orientation = sensor_orientation(preview);
  const bool lies = photo_.width > photo_.height;
  const bool is_turned = orientation >= kFirstTurned && photo_.width != photo_.height &&
                         preview.width() != preview.height() &&
                         lies != (preview.width() > preview.height());
  return is_turned ? 1 : orientation;
}

void RawPhoto::add_facts(const vips::Image& preview, const MediaLimits& limits,
                         ImageFacts& facts) const {
  if (facts.taken_at.empty()) read_image_metadata(photo_.jpeg_preview, limits, facts);
  fill_gap(facts.camera_make, photo_.camera_make, limits.max_text_bytes);
  fill_gap(facts.camera_model, photo_.camera_model, limits.max_text_bytes);
  fill_gap(facts.lens, photo_.lens, limits.max_text_bytes);
  if (photo_.width == 0 || photo_.height == 0) return;
  facts.width = photo_.width;
  facts.height = photo_.height;
  if (sensor_orientation(preview) >= kFirstTurned) std::swap(facts.width, facts.height);
}

}  // namespace audmg::media

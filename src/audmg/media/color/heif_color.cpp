// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/color/find_color.hpp"
#include "audmg/media/types/heif_structure.hpp"

#include <algorithm>
#include <array>

namespace audmg::media {
namespace {

// The curves of television cameras (BT.709, BT.601, BT.2020) stand in files that encoders for video
// made of pictures for sRGB displays: browsers show these samples as sRGB.
unsigned transfer_of_stills(unsigned transfer) {
  constexpr std::array kTelevision{1U, 6U, 14U, 15U};
  constexpr unsigned kSrgb = 13;
  return std::ranges::find(kTelevision, transfer) != kTelevision.end() ? kSrgb : transfer;
}

// The colours that some properties tell.
struct Told {
  std::optional<ColorCoding> coding;
  double content_light = 0;      // cd/m2
  double mastering_display = 0;  // cd/m2
};

Told read_properties(ByteWindow& bytes, const Box& meta, std::uint32_t item) {
  Told told;
  for (const Box& property : properties_of(bytes, meta, item)) {
    const std::uint64_t body = property.body;
    // The matrix and the range are the decoder's affair: it gives red, green and blue.
    if (property.type == four_characters("colr") && property.body_size() >= 11 &&
        bytes.is_at(body, "nclx") && !told.coding) {
      told.coding =
          coding_of_code_points(bytes.be16(body + 4), transfer_of_stills(bytes.be16(body + 6)));
    }
    if (property.type == four_characters("clli") && property.body_size() >= 4) {
      told.content_light = bytes.be16(body);
    }
    constexpr double kLuminanceUnit = 0.0001;
    if (property.type == four_characters("mdcv") && property.body_size() >= 24) {
      told.mastering_display = bytes.be32(body + 16) * kLuminanceUnit;
    }
  }
  return told;
}

}  // namespace

std::optional<ColorCoding> heif_color(ByteWindow& bytes) {
  const auto meta = find_meta(bytes);
  if (!meta) return std::nullopt;
  const std::uint32_t item = primary_item(bytes, *meta);
  Told told = read_properties(bytes, *meta, item);
  if (!told.coding) {
    const auto sources = sources_of(bytes, *meta, item);
    if (!sources.empty()) told.coding = read_properties(bytes, *meta, sources.front()).coding;
  }
  if (bytes.error() || bytes.spent() || !told.coding) return std::nullopt;
  told.coding->peak_luminance =
      told.content_light > 0 ? told.content_light : told.mastering_display;
  return told.coding;
}

}  // namespace audmg::media

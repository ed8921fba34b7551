// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/color/find_color.hpp"
#include "audmg/media/types/iso_box.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace audmg::media {
namespace {

constexpr std::uint64_t kFullBoxHeader = 4;  // version and flags

std::optional<Box> find_meta(ByteWindow& bytes) {
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box) return std::nullopt;
    if (box->type == four_characters("meta")) {
      const std::uint64_t end = std::min(box->end, bytes.size());
      if (end < box->body + kFullBoxHeader) return std::nullopt;
      return Box{box->type, box->body + kFullBoxHeader, end};
    }
    offset = box->end;
  }
  return std::nullopt;
}

std::uint32_t primary_item(ByteWindow& bytes, const Box& meta) {
  const auto pitm = find_child(bytes, meta, four_characters("pitm"));
  if (!pitm || pitm->body_size() < kFullBoxHeader + 2) return 0;
  const std::uint64_t place = pitm->body + kFullBoxHeader;
  return bytes.u8(pitm->body) == 0 ? bytes.be16(place) : bytes.be32(place);
}

// Returns the first item that `item` is derived from (a grid's first tile); 0 if there is none.
std::uint32_t first_source(ByteWindow& bytes, const Box& meta, std::uint32_t item) {
  const auto iref = find_child(bytes, meta, four_characters("iref"));
  if (!iref || iref->body_size() < kFullBoxHeader) return 0;
  const bool has_long_ids = bytes.u8(iref->body) != 0;
  const std::uint64_t id_size = has_long_ids ? 4 : 2;
  const auto read_id = [&](std::uint64_t offset) {
    return has_long_ids ? bytes.be32(offset) : bytes.be16(offset);
  };
  std::uint32_t found = 0;
  for_each_child(bytes, *iref, kFullBoxHeader, [&](const Box& reference) {
    if (found != 0 || reference.type != four_characters("dimg")) return;
    if (reference.body_size() < 2 * id_size + 2 || read_id(reference.body) != item) return;
    if (bytes.be16(reference.body + id_size) > 0) found = read_id(reference.body + id_size + 2);
  });
  return found;
}

// Returns the numbers of the properties, beginning with 1, that belong to an item
// (ISO/IEC 23008-12 section 9.3).
std::vector<unsigned> properties_of(ByteWindow& bytes, const Box& iprp, std::uint32_t item) {
  constexpr std::uint32_t kMaxEntries = 16'384;
  std::vector<unsigned> numbers;
  for_each_child(bytes, iprp, 0, [&](const Box& ipma) {
    if (!numbers.empty() || ipma.type != four_characters("ipma") || ipma.body_size() < 8) return;
    const std::uint64_t id_size = bytes.u8(ipma.body) == 0 ? 2 : 4;
    const bool has_long_numbers = (bytes.u8(ipma.body + 3) & 1) != 0;
    const std::uint64_t number_size = has_long_numbers ? 2 : 1;
    const std::uint32_t entries = std::min(bytes.be32(ipma.body + 4), kMaxEntries);
    std::uint64_t offset = ipma.body + 8;
    for (std::uint32_t i = 0; i < entries && offset + id_size + 1 <= ipma.end; ++i) {
      const std::uint32_t id = id_size == 2 ? bytes.be16(offset) : bytes.be32(offset);
      const std::uint64_t count = bytes.u8(offset + id_size);
      offset += id_size + 1;
      if (offset + count * number_size > ipma.end) return;
      for (std::uint64_t n = 0; n < count && id == item; ++n) {
        const std::uint64_t place = offset + n * number_size;
        // The highest bit says whether the property is essential.
        numbers.push_back(has_long_numbers ? bytes.be16(place) & 0x7FFFU : bytes.u8(place) & 0x7FU);
      }
      if (id == item) return;
      offset += count * number_size;
    }
  });
  return numbers;
}

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

Told read_properties(ByteWindow& bytes, const Box& iprp, const std::vector<unsigned>& wanted) {
  Told told;
  const auto ipco = find_child(bytes, iprp, four_characters("ipco"));
  if (!ipco) return told;
  unsigned number = 0;
  for_each_child(bytes, *ipco, 0, [&](const Box& property) {
    ++number;
    if (std::ranges::find(wanted, number) == wanted.end()) return;
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
  });
  return told;
}

}  // namespace

std::optional<ColorCoding> heif_color(ByteWindow& bytes) {
  const auto meta = find_meta(bytes);
  if (!meta) return std::nullopt;
  const auto iprp = find_child(bytes, *meta, four_characters("iprp"));
  if (!iprp) return std::nullopt;
  const std::uint32_t item = primary_item(bytes, *meta);
  Told told = read_properties(bytes, *iprp, properties_of(bytes, *iprp, item));
  if (!told.coding) {
    if (const std::uint32_t source = first_source(bytes, *meta, item); source != 0) {
      told.coding = read_properties(bytes, *iprp, properties_of(bytes, *iprp, source)).coding;
    }
  }
  if (bytes.error() || bytes.spent() || !told.coding) return std::nullopt;
  told.coding->peak_luminance =
      told.content_light > 0 ? told.content_light : told.mastering_display;
  return told.coding;
}

}  // namespace audmg::media

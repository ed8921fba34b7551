// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/iso_box.hpp"
#include "audmg/media/types/picture_sequence.hpp"

#include <algorithm>
#include <set>

namespace audmg::media {
namespace {

constexpr std::uint32_t kAv1 = four_characters("av01");
constexpr std::uint32_t kHevc = four_characters("hvc1");

// The file's pictures as the meta box describes them (ISO/IEC 23008-12).
struct Pictures {
  bool is_picture_handler = false;
  bool has_locations = false;
  bool is_cut = false;
  std::set<std::uint32_t> begun{};  ///< ids of the items of which the file has the beginning
  bool has_begun = false;           ///< it has the beginning of a coded picture
  bool has_size = false;
  bool has_zero_size = false;
  std::uint32_t primary_id = 0;
  std::uint32_t primary_type = 0;
  bool has_av1 = false;
  bool has_hevc = false;
};

void read_items(ByteWindow& bytes, const Box& iinf, Pictures& pictures) {
  if (!bytes.has(iinf.body, 8)) return;
  const std::uint64_t skip = kFullBoxHeader + (bytes.u8(iinf.body) == 0 ? 2 : 4);
  for_each_child(bytes, iinf, skip, [&](const Box& infe) {
    if (infe.type != four_characters("infe") || infe.body_size() < 12) return;
    const std::uint8_t version = bytes.u8(infe.body);
    // Before version 2 items have no type, so they are not pictures. Version 3 has longer ids.
    if (version < 2 || (version > 2 && infe.body_size() < 14)) return;
    const std::uint64_t id_place = infe.body + kFullBoxHeader;
    const std::uint32_t id = version == 2 ? bytes.be16(id_place) : bytes.be32(id_place);
    const std::uint32_t type = bytes.be32(id_place + (version == 2 ? 4 : 6));
    if (id == pictures.primary_id) pictures.primary_type = type;
    pictures.has_av1 |= type == kAv1;
    pictures.has_hevc |= type == kHevc;
    pictures.has_begun |= (type == kAv1 || type == kHevc) && pictures.begun.contains(id);
  });
}

void read_properties(ByteWindow& bytes, const Box& iprp, Pictures& pictures) {
  const auto ipco = find_child(bytes, iprp, four_characters("ipco"));
  if (!ipco) return;
  for_each_child(bytes, *ipco, 0, [&](const Box& property) {
    if (property.type != four_characters("ispe") || property.body_size() < 12) return;
    const bool is_zero = bytes.be32(property.body + 4) == 0 || bytes.be32(property.body + 8) == 0;
    (is_zero ? pictures.has_zero_size : pictures.has_size) = true;
  });
}

// Reads a number of 0, 4 or 8 bytes, the sizes that iloc allows.
std::uint64_t read_sized(ByteWindow& bytes, std::uint64_t offset, unsigned size) {
  return size == 8 ? bytes.be64(offset) : size == 4 ? bytes.be32(offset) : 0;
}

// Looks which of the items that are stored in the file lie inside it (ISO/IEC 14496-12 section
// 8.11.3).
void read_locations(ByteWindow& bytes, const Box& iloc, Pictures& pictures) {
  constexpr std::uint64_t kMaxExtents = 16'384;
  constexpr std::uint64_t kLeastBytes = 16;  // of a coded picture; less shows nothing
  if (iloc.body_size() < 8) return;
  const unsigned version = bytes.u8(iloc.body);
  const unsigned offset_size = bytes.u8(iloc.body + 4) >> 4;
  const unsigned length_size = bytes.u8(iloc.body + 4) & 15;
  const unsigned base_size = bytes.u8(iloc.body + 5) >> 4;
  const unsigned index_size = version > 0 ? bytes.u8(iloc.body + 5) & 15 : 0;
  for (const unsigned size : {offset_size, length_size, base_size, index_size}) {
    if (size != 0 && size != 4 && size != 8) return;
  }
  const unsigned id_size = version < 2 ? 2 : 4;
  std::uint64_t offset = iloc.body + 6 + id_size;
  std::uint64_t items = id_size == 2 ? bytes.be16(iloc.body + 6) : bytes.be32(iloc.body + 6);
  std::uint64_t extents_left = kMaxExtents;
  for (; items > 0; --items) {
    const std::uint32_t id = id_size == 2 ? bytes.be16(offset) : bytes.be32(offset);
    const unsigned method = version > 0 ? bytes.be16(offset + id_size) & 15 : 0;
    offset += id_size + (version > 0 ? 2 : 0);
    const std::uint64_t reference = bytes.be16(offset);  // 0: this file
    const std::uint64_t base = read_sized(bytes, offset + 2, base_size);
    offset += 2 + base_size;
    std::uint64_t extents = bytes.be16(offset);
    offset += 2;
    const std::uint64_t extent_bytes = index_size + offset_size + length_size;
    if (extents >= extents_left || offset + extents * extent_bytes > iloc.end) return;
    extents_left -= extents + 1;
    for (; extents > 0; --extents, offset += extent_bytes) {
      const std::uint64_t start = read_sized(bytes, offset + index_size, offset_size);
      const std::uint64_t length =
          read_sized(bytes, offset + index_size + offset_size, length_size);
      const bool is_inside =
          base <= bytes.size() && start <= bytes.size() - base && bytes.has(base + start, length);
      if (method != 0 || reference != 0) continue;
      if (!is_inside) pictures.is_cut = true;
      const bool is_begun = start <= bytes.size() - std::min(base, bytes.size()) &&
                            bytes.has(base + start, std::min(length, kLeastBytes));
      if (is_begun) pictures.begun.insert(id);
    }
  }
  pictures.has_locations = true;
}

Pictures read_meta(ByteWindow& bytes, const Box& meta) {
  Pictures pictures;
  const Box inside{meta.type, meta.body + kFullBoxHeader, meta.end};
  if (inside.body > inside.end) return pictures;
  if (const auto hdlr = find_child(bytes, inside, four_characters("hdlr"))) {
    pictures.is_picture_handler =
        hdlr->body_size() >= 12 && bytes.be32(hdlr->body + 8) == four_characters("pict");
  }
  if (const auto pitm = find_child(bytes, inside, four_characters("pitm"))) {
    const bool is_short = bytes.u8(pitm->body) == 0;
    if (pitm->body_size() >= kFullBoxHeader + (is_short ? 2 : 4)) {
      pictures.primary_id = is_short ? bytes.be16(pitm->body + kFullBoxHeader)
                                     : bytes.be32(pitm->body + kFullBoxHeader);
    }
  }
  if (const auto iloc = find_child(bytes, inside, four_characters("iloc"))) {
    read_locations(bytes, *iloc, pictures);
  }
  if (const auto iinf = find_child(bytes, inside, four_characters("iinf"))) {
    read_items(bytes, *iinf, pictures);
  }
  if (const auto iprp = find_child(bytes, inside, four_characters("iprp"))) {
    read_properties(bytes, *iprp, pictures);
  }
  return pictures;
}

// The coded pictures decide; derived ones (grid, overlay, rotation) are composed of them.
std::optional<Format> format_of(const Pictures& pictures) {
  if (pictures.primary_type == kAv1) return Format::avif;
  if (pictures.primary_type == kHevc) return Format::heic;
  const bool is_derived = pictures.primary_type == four_characters("grid") ||
                          pictures.primary_type == four_characters("iovl") ||
                          pictures.primary_type == four_characters("iden") ||
                          pictures.primary_type == four_characters("tmap");
  if (is_derived && pictures.has_av1) return Format::avif;
  if (is_derived && pictures.has_hevc) return Format::heic;
  return std::nullopt;
}

}  // namespace

Verdict check_heif(ByteWindow& bytes, Format likely) {
  std::optional<Box> meta;
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size() && !meta; ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box) return bytes.has(offset, 16) ? damaged(likely) : truncated(likely);
    if (box->end > bytes.size()) return truncated(likely);
    if (box->type == four_characters("meta")) meta = box;
    offset = box->end;
  }
  if (!meta) {
    const auto sequence = find_picture_sequence(bytes);
    if (sequence) return accepted(sequence->format);
    return refused("a HEIF file without a still picture");
  }
  const Pictures pictures = read_meta(bytes, *meta);
  if (!pictures.is_picture_handler || !pictures.has_locations || pictures.primary_type == 0 ||
      !pictures.has_size || pictures.has_zero_size) {
    return damaged(likely);
  }
  const auto format = format_of(pictures);
  if (format && pictures.is_cut && !pictures.has_begun) return truncated(*format);
  if (format) return accepted(*format);
  return refused("a HEIF picture that is neither HEIC nor AVIF");
}

}  // namespace audmg::media

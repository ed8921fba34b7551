// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/box.hpp"
#include "audmg/media/formats.hpp"
#include "audmg/media/walks.hpp"

namespace audmg::media {
namespace {

constexpr std::uint64_t kFullBoxHeader = 4;  // version and flags
constexpr std::uint32_t kAv1 = four_characters("av01");
constexpr std::uint32_t kHevc = four_characters("hvc1");

// What the meta box says of the file's pictures (ISO/IEC 23008-12).
struct Pictures {
  bool is_picture_handler = false;
  bool has_locations = false;
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
    // Before version 2 there is no item type: no picture. Version 3 has longer ids.
    if (version < 2 || (version > 2 && infe.body_size() < 14)) return;
    const std::uint64_t id_place = infe.body + kFullBoxHeader;
    const std::uint32_t id = version == 2 ? bytes.be16(id_place) : bytes.be32(id_place);
    const std::uint32_t type = bytes.be32(id_place + (version == 2 ? 4 : 6));
    if (id == pictures.primary_id) pictures.primary_type = type;
    pictures.has_av1 |= type == kAv1;
    pictures.has_hevc |= type == kHevc;
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
  pictures.has_locations = find_child(bytes, inside, four_characters("iloc")).has_value();
  if (const auto iinf = find_child(bytes, inside, four_characters("iinf"))) {
    read_items(bytes, *iinf, pictures);
  }
  if (const auto iprp = find_child(bytes, inside, four_characters("iprp"))) {
    read_properties(bytes, *iprp, pictures);
  }
  return pictures;
}

// The coded pictures decide. A derived one (grid, overlay, rotation) is made of them.
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

Verdict walk_heif(ByteWindow& bytes, Format likely) {
  std::optional<Box> meta;
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    // Behind the picture may stand what a camera appends; it is nobody's business here.
    if (!box && meta) break;
    if (!box) return bytes.has(offset, 16) ? damaged(likely) : truncated(likely);
    const bool matters = !meta || box->type == four_characters("mdat");
    if (box->end > bytes.size() && matters) return truncated(likely);
    if (box->type == four_characters("meta") && !meta) meta = box;
    offset = box->end;
  }
  if (!meta) return refused("a HEIF file without a still picture");
  const Pictures pictures = read_meta(bytes, *meta);
  if (!pictures.is_picture_handler || !pictures.has_locations || pictures.primary_type == 0 ||
      !pictures.has_size || pictures.has_zero_size) {
    return damaged(likely);
  }
  if (const auto format = format_of(pictures)) return accepted(*format);
  return refused("a HEIF picture that is neither HEIC nor AVIF");
}

}  // namespace audmg::media

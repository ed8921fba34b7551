// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/iso_box.hpp"

#include <limits>

namespace audmg::media {
namespace {

// Reads the first marker segments of a codestream (ISO/IEC 15444-1 annex A): SOC, then SIZ.
Verdict check_codestream(ByteWindow& bytes, std::uint64_t offset, Format format) {
  constexpr std::uint64_t kSizBytes = 38;  // without the components
  constexpr std::uint16_t kMaxComponents = 16'384;
  if (!bytes.has(offset, 4 + kSizBytes)) return truncated(format);
  if (!bytes.is_at(offset, "\xFF\x4F\xFF\x51")) return damaged(format);
  const std::uint64_t siz = offset + 4;
  const std::uint64_t width = bytes.be32(siz + 4);
  const std::uint64_t height = bytes.be32(siz + 8);
  const std::uint64_t left = bytes.be32(siz + 12);
  const std::uint64_t top = bytes.be32(siz + 16);
  const std::uint64_t tile_width = bytes.be32(siz + 20);
  const std::uint64_t tile_height = bytes.be32(siz + 24);
  const std::uint16_t components = bytes.be16(siz + 36);
  if (width <= left || height <= top || tile_width == 0 || tile_height == 0 || components == 0 ||
      components > kMaxComponents || bytes.be16(siz) != kSizBytes + 3 * components) {
    return damaged(format);
  }
  // A tile's number has 16 bits.
  const std::uint64_t tiles =
      ((width + tile_width - 1) / tile_width) * ((height + tile_height - 1) / tile_height);
  if (tiles > std::numeric_limits<std::uint16_t>::max()) return damaged(format);
  return bytes.has(siz, kSizBytes + 3U * components) ? accepted(format) : truncated(format);
}

bool has_picture_brand(ByteWindow& bytes, const Box& ftyp) {
  for (std::uint64_t place = ftyp.body; place + 4 <= ftyp.end; place += 4) {
    const bool is_minor_version = place == ftyp.body + 4;
    if (!is_minor_version && bytes.be32(place) == four_characters("jp2 ")) return true;
  }
  return false;
}

}  // namespace

// ISO/IEC 15444-1 annex I: signature, file type, header, then the codestream; or that one alone.
// Files of the extended format (JPX) are taken if they say that a reader of this one can show them.
Verdict check_jpeg_2000(ByteWindow& bytes) {
  if (bytes.is_at(0, "\xFF\x4F\xFF\x51")) {
    return check_codestream(bytes, 0, Format::jpeg_2000_codestream);
  }
  constexpr std::uint64_t kSignatureBox = 12;
  constexpr std::uint64_t kMaxTypeBytes = 1024;
  bool has_type = false;
  bool has_header = false;
  std::uint64_t offset = kSignatureBox;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box) {
      return bytes.has(offset, 16) ? damaged(Format::jpeg_2000) : truncated(Format::jpeg_2000);
    }
    if (box->end > bytes.size()) return truncated(Format::jpeg_2000);
    if (box->type == four_characters("ftyp")) {
      if (box->body_size() > kMaxTypeBytes) return damaged(Format::jpeg_2000);
      has_type = has_picture_brand(bytes, *box);
      if (!has_type) return refused("a JPEG 2000 file of a kind that is not a picture");
    } else if (!has_type) {
      return damaged(Format::jpeg_2000);
    } else if (box->type == four_characters("jp2h")) {
      const auto ihdr = find_child(bytes, *box, four_characters("ihdr"));
      has_header = ihdr && ihdr->body_size() >= 14 && bytes.be32(ihdr->body) != 0 &&
                   bytes.be32(ihdr->body + 4) != 0;
      if (!has_header) return damaged(Format::jpeg_2000);
    } else if (box->type == four_characters("jp2c")) {
      if (!has_header) return damaged(Format::jpeg_2000);
      return check_codestream(bytes, box->body, Format::jpeg_2000);
    }
    offset = box->end;
  }
  return truncated(Format::jpeg_2000);
}

}  // namespace audmg::media

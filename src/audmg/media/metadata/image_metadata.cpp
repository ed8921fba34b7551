// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/image_metadata.hpp"

#include "audmg/media/metadata/exif.hpp"
#include "audmg/media/metadata/found_facts.hpp"
#include "audmg/media/metadata/iptc.hpp"
#include "audmg/media/metadata/metadata_blocks.hpp"
#include "audmg/media/metadata/tiff_fields.hpp"
#include "audmg/media/metadata/xmp.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::media {
namespace {

bool is_of_boxes(BoundedBytes file) {
  return file.is_at(4, "ftyp") || file.is_at(4, "JXL ") || file.is_at(4, "jP  ");
}

bool is_tiff(BoundedBytes file) { return file.starts_with("II") || file.starts_with("MM"); }

/// Returns the whole JPEG that two raw formats have in them and whose EXIF says more than theirs:
/// Fujifilm's at a place that stands at a fixed offset, Panasonic's in a field.
BoundedBytes jpeg_in_raw(BoundedBytes file) {
  constexpr std::uint16_t kJpegFromRaw = 0x002e;
  if (file.starts_with("FUJIFILMCCD-RAW ")) return file.part(file.be32(84), file.be32(88));
  if (!file.starts_with(std::string_view("IIU\0", 4))) return {};
  return BoundedBytes(TiffStructure(file.span()).first_fields().bytes(kJpegFromRaw));
}

void find_blocks(BoundedBytes file, const MediaLimits& limits, MetadataBlocks& blocks) {
  if (file.starts_with("\xff\xd8")) return find_in_jpeg(file, blocks);
  if (file.starts_with("\x89PNG")) return find_in_png(file, limits.max_text_bytes, blocks);
  if (file.starts_with("GIF8")) return find_in_gif(file, blocks);
  if (file.starts_with("RIFF") && file.is_at(8, "WEBP")) return find_in_webp(file, blocks);
  if (is_of_boxes(file)) return find_in_boxes(file, blocks);
  if (const BoundedBytes jpeg = jpeg_in_raw(file); !jpeg.is_empty()) find_in_jpeg(jpeg, blocks);
}

/// Adds an EXIF block and what its first directory has besides.
void add_exif(BoundedBytes block, const MediaLimits& limits, MetadataBlocks& blocks,
              FoundFacts& exif) {
  add_unknown(exif, read_exif(block.span(), limits.max_text_bytes));
  find_in_tiff(block, blocks);
}

std::optional<int> orientation_in(std::span<const std::byte> block) {
  constexpr std::uint16_t kOrientation = 0x0112;
  const auto told = TiffStructure(block).first_fields().number(kOrientation);
  return told && *told >= 1 && *told <= 8 ? std::optional(static_cast<int>(*told)) : std::nullopt;
}

}  // namespace

std::optional<int> read_orientation(std::span<const std::byte> file, const MediaLimits& limits) {
  const BoundedBytes bytes(file);
  if (is_tiff(bytes)) return orientation_in(file);
  MetadataBlocks blocks(limits.max_metadata_bytes);
  find_blocks(bytes, limits, blocks);
  for (const std::string& block : blocks.exif()) {
    if (const auto told = orientation_in(BoundedBytes(block).span())) return told;
  }
  return std::nullopt;
}

void read_image_metadata(std::span<const std::byte> file, const MediaLimits& limits,
                         ImageFacts& facts) {
  const BoundedBytes bytes(file);
  MetadataBlocks blocks(limits.max_metadata_bytes);
  MetadataSources sources;
  find_blocks(bytes, limits, blocks);
  // A TIFF file is itself what an EXIF block is.
  if (is_tiff(bytes)) add_exif(bytes, limits, blocks, sources.exif);
  for (const std::string& block : blocks.exif()) {
    add_exif(BoundedBytes(block), limits, blocks, sources.exif);
  }
  for (const std::string& block : blocks.gps()) {
    add_unknown(sources.exif, read_exif_position(BoundedBytes(block).span()));
  }
  for (const std::string& packet : blocks.xmp()) {
    if (const auto xmp = read_xmp(packet, limits.max_text_bytes)) add_unknown(sources.xmp, *xmp);
  }
  for (const std::string& block : blocks.iptc()) {
    add_unknown(sources.iptc, read_iptc(block, limits.max_text_bytes));
  }
  sources.container = blocks.container;
  add_facts(sources, facts);
}

}  // namespace audmg::media

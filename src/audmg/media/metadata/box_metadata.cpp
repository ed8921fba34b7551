// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/file_box.hpp"
#include "audmg/media/metadata/heif_items.hpp"
#include "audmg/media/metadata/metadata_blocks.hpp"

#include <utility>

namespace audmg::media {
namespace {

// The 16 bytes at the beginning of a box "uuid" that tell what it is.
constexpr std::size_t kUuidBytes = 16;
constexpr std::string_view kXmpUuid(
    "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac", kUuidBytes);
constexpr std::string_view kIptcUuid(
    "\x33\xc7\xa4\xd2\xb8\x1d\x47\x23\xa0\xba\xf1\xa3\xe0\x97\xad\x38", kUuidBytes);
constexpr std::string_view kExifUuid("JpgTiffExif->JP2", kUuidBytes);
constexpr std::string_view kCanonUuid(
    "\x85\xc0\xb6\x87\x82\x0f\x11\xe0\x81\x11\xf4\xce\x46\x2b\x6a\x48", kUuidBytes);

void add_uuid(BoundedBytes body, MetadataBlocks& blocks) {
  const BoundedBytes content = body.from(kUuidBytes);
  if (body.starts_with(kXmpUuid)) blocks.add_xmp(content.text());
  if (body.starts_with(kIptcUuid)) blocks.add_iptc(content.text());
  if (body.starts_with(kExifUuid)) blocks.add_exif(content.text());
}

/// Canon's CR3 has the first IFD, the EXIF IFD and the GPS IFD in blocks of their own.
void add_canon(BoundedBytes moov, MetadataBlocks& blocks) {
  for_each_box(moov, [&](const FileBox& box) {
    if (box.type != "uuid" || !box.body.starts_with(kCanonUuid)) return;
    for_each_box(box.body.from(kUuidBytes), [&](const FileBox& inner) {
      if (inner.type == "CMT1" || inner.type == "CMT2") blocks.add_exif(inner.body.text());
      if (inner.type == "CMT4") blocks.add_gps(inner.body.text());
    });
  });
}

}  // namespace

void find_in_boxes(BoundedBytes file, MetadataBlocks& blocks) {
  constexpr std::uint64_t kOffsetBytes = 4;  // of the TIFF header, which TiffStructure finds itself
  bool has_items = false;                    // a file has one "meta"
  for_each_box(file, [&](const FileBox& box) {
    if (box.type == "meta" && !std::exchange(has_items, true)) {
      add_heif_items(box.body, file, blocks);
    }
    if (box.type == "Exif") blocks.add_exif(box.body.from(kOffsetBytes).text());
    if (box.type == "xml ") blocks.add_xmp(box.body.text());
    if (box.type == "uuid") add_uuid(box.body, blocks);
    if (box.type == "moov") add_canon(box.body, blocks);
  });
}

}  // namespace audmg::media

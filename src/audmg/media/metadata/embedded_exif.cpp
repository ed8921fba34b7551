// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/embedded_exif.hpp"

#include "audmg/media/metadata/cr3_exif.hpp"
#include "audmg/media/metadata/memory_boxes.hpp"

#include <algorithm>
#include <array>

namespace audmg::media {
namespace {

// ISO/IEC 18181-2 section 9.5: the offset of the TIFF structure stands before it.
std::span<const std::byte> jpeg_xl_exif(std::span<const std::byte> file) {
  constexpr std::size_t kOffsetBytes = 4;
  const auto box = find_memory_box(file, "Exif");
  if (box.size() < kOffsetBytes) return {};
  const std::size_t offset = be32_of(box);
  const auto block = box.subspan(kOffsetBytes);
  return offset < block.size() ? block.subspan(offset) : std::span<const std::byte>();
}

// The extended type that Adobe and others have for EXIF data in JPEG 2000 files.
std::span<const std::byte> jpeg_2000_exif(std::span<const std::byte> file) {
  return find_uuid_box(file, "JpgTiffExif->JP2");
}

}  // namespace

EmbeddedExif embedded_exif(std::span<const std::byte> file, std::string_view content_type) {
  constexpr std::array<std::string_view, 9> kTiffTypes{
      "image/tiff",         "image/x-adobe-dng",   "image/x-canon-cr2",     "image/x-nikon-nef",
      "image/x-sony-arw",   "image/x-olympus-orf", "image/x-panasonic-rw2", "image/x-pentax-pef",
      "image/x-samsung-srw"};
  if (std::ranges::find(kTiffTypes, content_type) != kTiffTypes.end()) return EmbeddedExif(file);
  if (content_type == "image/x-canon-cr3") return EmbeddedExif(cr3_exif(file));
  if (content_type == "image/jxl") return EmbeddedExif(jpeg_xl_exif(file));
  if (content_type == "image/jp2") return EmbeddedExif(jpeg_2000_exif(file));
  return {};
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/told_size.hpp"

#include "audmg/media/types/bmp_header.hpp"
#include "audmg/media/types/heif_structure.hpp"
#include "audmg/media/types/tiff_directory.hpp"
#include "audmg/media/types/webp_size.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

using Size = std::optional<ImageExtent>;

/// ITU-T T.81 B.2.2: the frame header, which is C0 to CF without DHT, JPG and DAC.
Size size_of_jpeg(ByteWindow& bytes) {
  constexpr int kMaxSegments = 2000;
  std::uint64_t offset = 2;
  for (int i = 0; i < kMaxSegments && bytes.has(offset, 9); ++i) {
    if (bytes.u8(offset) != 0xFF) return std::nullopt;
    const std::uint8_t marker = bytes.u8(offset + 1);
    const bool is_frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame) return ImageExtent{bytes.be16(offset + 7), bytes.be16(offset + 5)};
    offset += marker == 0xFF ? 1 : 2 + std::uint64_t{bytes.be16(offset + 2)};
  }
  return std::nullopt;
}

Size size_of_heif(ByteWindow& bytes) {
  const auto meta = find_meta(bytes);
  if (!meta) return std::nullopt;
  const auto properties = properties_of(bytes, *meta, primary_item(bytes, *meta));
  const auto size = std::ranges::find(properties, four_characters("ispe"), &Box::type);
  if (size == properties.end() || size->body_size() < kFullBoxHeader + 8) return std::nullopt;
  return ImageExtent{bytes.be32(size->body + 4), bytes.be32(size->body + 8)};
}

/// The first directory of a TIFF 6.0 file.
Size size_of_tiff(ByteWindow& bytes) {
  constexpr std::uint64_t kEntryBytes = 12;
  constexpr std::uint64_t kMaxEntries = 1000;
  constexpr std::uint16_t kWidth = 256;
  constexpr std::uint16_t kHeight = 257;
  TiffNumbers numbers(bytes, bytes.is_at(0, "MM"), false);
  const std::uint64_t directory = numbers.u32(4);
  const std::uint64_t entries = std::min<std::uint64_t>(numbers.u16(directory), kMaxEntries);
  ImageExtent size;
  for (std::uint64_t i = 0; i < entries; ++i) {
    const std::uint64_t entry = directory + 2 + i * kEntryBytes;
    const std::uint16_t tag = numbers.u16(entry);
    if (tag != kWidth && tag != kHeight) continue;
    const auto value = numbers.value(entry).value_or(0);
    if (value > UINT32_MAX) return std::nullopt;
    (tag == kWidth ? size.width : size.height) = static_cast<std::uint32_t>(value);
  }
  return size;
}

Size size_of_bmp(ByteWindow& bytes) {
  const auto head = bytes.head();
  const auto header = parse_bmp_header(head.first(std::min(head.size(), kBmpHeaderBytes)));
  if (!header) return std::nullopt;
  return ImageExtent{header->width, header->height};
}

Size size_of_webp(ByteWindow& bytes) {
  const auto size = find_webp_size(bytes);
  if (!size) return std::nullopt;
  return ImageExtent{size->width, size->height};
}

Size size_by_type(ByteWindow& bytes, std::string_view content_type) {
  if (content_type == "image/jpeg") return size_of_jpeg(bytes);
  if (content_type == "image/png") return ImageExtent{bytes.be32(16), bytes.be32(20)};
  if (content_type == "image/gif") return ImageExtent{bytes.le16(6), bytes.le16(8)};
  if (content_type == "image/webp") return size_of_webp(bytes);
  if (content_type == "image/bmp") return size_of_bmp(bytes);
  if (content_type == "image/tiff") return size_of_tiff(bytes);
  if (content_type == "image/heic" || content_type == "image/avif") return size_of_heif(bytes);
  return std::nullopt;
}

}  // namespace

std::optional<ImageExtent> find_told_size(ByteWindow& bytes, std::string_view content_type) {
  const Size size = size_by_type(bytes, content_type);
  if (!size || size->width == 0 || size->height == 0 || bytes.error() || bytes.spent()) {
    return std::nullopt;
  }
  return size;
}

}  // namespace audmg::media

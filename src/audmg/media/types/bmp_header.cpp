// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/bmp_header.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace audmg::media {
namespace {

constexpr std::size_t kFileHeaderBytes = 14;
constexpr std::size_t kCoreHeaderBytes = 12;
constexpr std::size_t kShortOs2HeaderBytes = 16;
constexpr std::size_t kInfoHeaderBytes = 40;
constexpr std::size_t kOs2HeaderBytes = 64;
constexpr std::size_t kV2HeaderBytes = 52;  // with three masks
constexpr std::size_t kV3HeaderBytes = 56;  // and one for alpha
constexpr std::size_t kV5HeaderBytes = 124;

namespace bmp_compression {
constexpr std::uint32_t kRgb = 0;
constexpr std::uint32_t kRle8 = 1;
constexpr std::uint32_t kRle4 = 2;
constexpr std::uint32_t kBitFields = 3;
constexpr std::uint32_t kJpeg = 4;
constexpr std::uint32_t kPng = 5;
constexpr std::uint32_t kAlphaBitFields = 6;
}  // namespace bmp_compression

// Bytes past the end read as zero.
class LittleEndian {
 public:
  explicit LittleEndian(std::span<const std::byte> bytes) : bytes_(bytes) {}
  [[nodiscard]] std::uint16_t u16(std::size_t offset) const {
    return static_cast<std::uint16_t>(number(offset, 2));
  }
  [[nodiscard]] std::uint32_t u32(std::size_t offset) const { return number(offset, 4); }

 private:
  [[nodiscard]] std::uint32_t number(std::size_t offset, std::size_t count) const {
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- > 0;) {
      const std::size_t place = offset + i;
      value <<= 8U;
      if (place < bytes_.size()) value |= std::to_integer<std::uint32_t>(bytes_[place]);
    }
    return value;
  }
  std::span<const std::byte> bytes_;
};

bool is_known_size(std::size_t bytes) {
  constexpr std::array<std::size_t, 8> kSizes{kCoreHeaderBytes,
                                              kShortOs2HeaderBytes,
                                              kInfoHeaderBytes,
                                              kV2HeaderBytes,
                                              kV3HeaderBytes,
                                              kOs2HeaderBytes,
                                              108,
                                              kV5HeaderBytes};
  return std::ranges::find(kSizes, bytes) != kSizes.end();
}

bool is_contiguous(std::uint32_t mask) {
  if (mask == 0) return true;
  const std::uint64_t shifted = std::uint64_t{mask} >> std::countr_zero(mask);
  return std::has_single_bit(shifted + 1);
}

bool has_sound_masks(const BmpHeader& header) {
  std::uint32_t seen = 0;
  for (const std::uint32_t mask : header.masks) {
    if (!is_contiguous(mask) || (mask & seen) != 0) return false;
    seen |= mask;
  }
  return seen != 0 && (header.bits == 32 || seen <= std::numeric_limits<std::uint16_t>::max());
}

// Sets width, height and bits; returns false for sizes that no picture has.
bool read_extent(const LittleEndian& bytes, std::size_t header_bytes, BmpHeader& header) {
  if (header_bytes == kCoreHeaderBytes) {
    header.width = bytes.u16(18);
    header.height = bytes.u16(20);
    header.bits = bytes.u16(24);
    return header.width != 0 && header.height != 0;
  }
  const auto width = std::bit_cast<std::int32_t>(bytes.u32(18));
  const auto height = std::bit_cast<std::int32_t>(bytes.u32(22));
  if (width <= 0 || height == 0 || height == std::numeric_limits<std::int32_t>::min()) return false;
  header.width = static_cast<std::uint32_t>(width);
  header.is_top_down = height < 0;
  header.height = static_cast<std::uint32_t>(height < 0 ? -height : height);
  header.bits = bytes.u16(28);
  return true;
}

bool has_known_depth(const BmpHeader& header) {
  constexpr std::array<std::uint16_t, 7> kDepths{1, 2, 4, 8, 16, 24, 32};
  return std::ranges::find(kDepths, header.bits) != kDepths.end();
}

// Sets the masks, which a short header has behind it; returns where they end.
std::size_t read_masks(const LittleEndian& bytes, std::size_t header_bytes,
                       std::uint32_t compression, BmpHeader& header) {
  constexpr std::size_t kMasks = kFileHeaderBytes + kInfoHeaderBytes;
  std::size_t end = kFileHeaderBytes + header_bytes;
  if (compression == bmp_compression::kBitFields ||
      compression == bmp_compression::kAlphaBitFields) {
    const bool has_alpha =
        compression == bmp_compression::kAlphaBitFields || header_bytes >= kV3HeaderBytes;
    const std::size_t count = has_alpha ? 4 : 3;
    for (std::size_t i = 0; i < count; ++i) header.masks.at(i) = bytes.u32(kMasks + 4 * i);
    end = std::max(end, kMasks + 4 * count);
  } else if (header.bits == 16) {
    header.masks = {0x7C00, 0x03E0, 0x001F, 0};
  } else if (header.bits == 32) {
    header.masks = {0x00FF'0000, 0x0000'FF00, 0x0000'00FF, 0};
  }
  return end;
}

void read_palette(const LittleEndian& bytes, std::size_t header_bytes, std::size_t offset,
                  BmpHeader& header) {
  if (header.bits > 8) return;
  const std::uint32_t most = 1U << header.bits;
  const std::uint32_t used = header_bytes >= kInfoHeaderBytes ? bytes.u32(46) : 0;
  header.palette_entry_bytes = header_bytes == kCoreHeaderBytes ? 3 : 4;
  header.palette_offset = offset;
  const std::uint64_t room = (header.pixels_offset - offset) / header.palette_entry_bytes;
  header.palette_entries = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(used == 0 ? most : std::min(used, most), room));
}

void read_profile(const LittleEndian& bytes, std::size_t header_bytes, BmpHeader& header) {
  constexpr std::uint32_t kEmbedded = 0x4D42'4544;  // "MBED"
  if (header_bytes < kV5HeaderBytes || bytes.u32(70) != kEmbedded) return;
  header.profile_offset = kFileHeaderBytes + std::uint64_t{bytes.u32(126)};
  header.profile_bytes = bytes.u32(130);
}

}  // namespace

std::expected<BmpHeader, BmpFlaw> parse_bmp_header(std::span<const std::byte> head) {
  const LittleEndian bytes(head);
  if (head.size() < kFileHeaderBytes + 4) return std::unexpected(BmpFlaw::cut);
  const std::size_t header_bytes = bytes.u32(kFileHeaderBytes);
  if (!is_known_size(header_bytes)) return std::unexpected(BmpFlaw::damaged);
  if (head.size() < kFileHeaderBytes + header_bytes) return std::unexpected(BmpFlaw::cut);

  BmpHeader header;
  if (!read_extent(bytes, header_bytes, header)) return std::unexpected(BmpFlaw::damaged);
  const std::uint32_t compression =
      header_bytes >= kInfoHeaderBytes ? bytes.u32(30) : bmp_compression::kRgb;
  const bool is_os2 = header_bytes == kOs2HeaderBytes;
  if (is_os2 &&
      (compression == bmp_compression::kBitFields || compression == bmp_compression::kJpeg)) {
    return std::unexpected(BmpFlaw::fax_coded);  // what 3 and 4 mean there
  }
  if (compression == bmp_compression::kJpeg || compression == bmp_compression::kPng)
    return std::unexpected(BmpFlaw::embedded);
  if (compression > bmp_compression::kAlphaBitFields || !has_known_depth(header)) {
    return std::unexpected(BmpFlaw::damaged);
  }
  if (compression == bmp_compression::kRle8) header.coding = BmpCoding::rle8;
  if (compression == bmp_compression::kRle4) header.coding = BmpCoding::rle4;
  if (header.coding != BmpCoding::plain &&
      (header.is_top_down || header.bits != (compression == bmp_compression::kRle8 ? 8 : 4))) {
    return std::unexpected(BmpFlaw::damaged);
  }
  const bool has_fields =
      compression == bmp_compression::kBitFields || compression == bmp_compression::kAlphaBitFields;
  if (has_fields && header.bits != 16 && header.bits != 32) {
    return std::unexpected(BmpFlaw::damaged);
  }
  header.pixels_offset = bytes.u32(10);
  const std::size_t masks_end = read_masks(bytes, header_bytes, compression, header);
  if (head.size() < masks_end) return std::unexpected(BmpFlaw::cut);
  if (has_fields && !has_sound_masks(header)) return std::unexpected(BmpFlaw::damaged);
  if (header.pixels_offset < masks_end) return std::unexpected(BmpFlaw::damaged);
  read_palette(bytes, header_bytes, masks_end, header);
  if (header.bits <= 8 && header.palette_entries == 0) return std::unexpected(BmpFlaw::damaged);
  read_profile(bytes, header_bytes, header);
  return header;
}

}  // namespace audmg::media

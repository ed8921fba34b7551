// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/tiff_directory.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

// Tags of TIFF 6.0 section 8, of TIFF Technical Note 1 (SubIFDs), of the DNG specification, and, in
// RW2 only, of Panasonic.
namespace picture_tag {
constexpr std::uint16_t kSensorWidth = 2;
constexpr std::uint16_t kSensorHeight = 3;
constexpr std::uint16_t kImageWidth = 256;
constexpr std::uint16_t kImageLength = 257;
constexpr std::uint16_t kCompression = 259;
constexpr std::uint16_t kPhotometricInterpretation = 262;
constexpr std::uint16_t kMake = 271;
constexpr std::uint16_t kStripOffsets = 273;
constexpr std::uint16_t kRawDataOffset = 280;
constexpr std::uint16_t kTileOffsets = 324;
constexpr std::uint16_t kSubDirectories = 330;
constexpr std::uint16_t kDngVersion = 50706;
}  // namespace picture_tag

constexpr std::size_t kMaxSubDirectories = 8;
constexpr std::size_t kMakerBytes = 16;

// Colour filter array (TIFF/EP) and linear raw (DNG).
bool is_sensor_interpretation(std::uint64_t value) { return value == 32803 || value == 34892; }
// Sony's and Pentax's compressions, whose older files name no interpretation.
bool is_sensor_compression(std::uint64_t value) { return value == 32767 || value == 65535; }

// Returns 0 for types that hold no unsigned number.
std::uint64_t bytes_of_type(std::uint16_t type) {
  switch (type) {
    case 1:  // BYTE
      return 1;
    case 3:  // SHORT
      return 2;
    case 4:   // LONG
    case 13:  // IFD
      return 4;
    case 16:  // LONG8
    case 18:  // IFD8
      return 8;
    default:
      return 0;
  }
}

void read_entry(ByteWindow& bytes, TiffNumbers& numbers, std::uint64_t entry, TiffDirectory& into,
                bool& has_width, bool& has_length) {
  switch (numbers.u16(entry)) {
    case picture_tag::kSensorWidth:
    case picture_tag::kImageWidth:
      has_width = numbers.value(entry).value_or(0) != 0;
      break;
    case picture_tag::kSensorHeight:
    case picture_tag::kImageLength:
      has_length = numbers.value(entry).value_or(0) != 0;
      break;
    case picture_tag::kStripOffsets:
    case picture_tag::kTileOffsets:
    case picture_tag::kRawDataOffset: {
      // Panasonic has a strip at 2^32 - 1 beside the real offset.
      const std::uint64_t place = numbers.value(entry).value_or(0);
      into.has_pixels = into.has_pixels || (place != 0 && bytes.has(place, 1));
      break;
    }
    case picture_tag::kCompression:
      into.is_sensor_picture |= is_sensor_compression(numbers.value(entry).value_or(0));
      break;
    case picture_tag::kPhotometricInterpretation:
      into.is_sensor_picture |= is_sensor_interpretation(numbers.value(entry).value_or(0));
      break;
    case picture_tag::kMake:
      into.maker = numbers.text(entry, kMakerBytes);
      break;
    case picture_tag::kSubDirectories:
      // Of all such entries together: each sub-directory may be as long as this one.
      for (std::uint64_t i = 0; into.sub_directories.size() < kMaxSubDirectories; ++i) {
        const auto offset = numbers.value(entry, i);
        if (!offset) break;
        into.sub_directories.push_back(*offset);
      }
      break;
    case picture_tag::kDngVersion:
      into.is_dng = true;
      break;
    default:
      break;
  }
}

}  // namespace

std::uint16_t TiffNumbers::u16(std::uint64_t offset) {
  return big_endian_ ? bytes_.be16(offset) : bytes_.le16(offset);
}

std::uint32_t TiffNumbers::u32(std::uint64_t offset) {
  return big_endian_ ? bytes_.be32(offset) : bytes_.le32(offset);
}

std::uint64_t TiffNumbers::u64(std::uint64_t offset) {
  return big_endian_ ? bytes_.be64(offset) : bytes_.le64(offset);
}

std::uint64_t TiffNumbers::place_of(std::uint64_t entry, std::uint64_t size) {
  const std::uint64_t place = entry + 4 + word_bytes();
  return size > word_bytes() ? word(place) : place;
}

std::optional<std::uint64_t> TiffNumbers::value(std::uint64_t entry, std::uint64_t index) {
  const std::uint64_t size = bytes_of_type(u16(entry + 2));
  const std::uint64_t count = word(entry + 4);
  if (size == 0 || index >= count || count > bytes_.size()) return std::nullopt;
  const std::uint64_t start = place_of(entry, size * count);
  if (start > bytes_.size() || !bytes_.has(start + index * size, size)) return std::nullopt;
  const std::uint64_t place = start + index * size;
  if (size == 1) return bytes_.u8(place);
  if (size == 2) return u16(place);
  return size == 4 ? u32(place) : u64(place);
}

std::string TiffNumbers::text(std::uint64_t entry, std::size_t max_bytes) {
  constexpr std::uint16_t kAscii = 2;
  const std::uint64_t count = word(entry + 4);
  if (u16(entry + 2) != kAscii || count == 0 || count > bytes_.size()) return {};
  const std::uint64_t place = place_of(entry, count);
  if (!bytes_.has(place, count)) return {};
  std::string text;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(count, max_bytes); ++i) {
    const std::uint8_t letter = bytes_.u8(place + i);
    if (letter == 0) break;
    text.push_back(static_cast<char>(letter));
  }
  return text;
}

std::optional<TiffDirectory> read_tiff_directory(ByteWindow& bytes, TiffNumbers& numbers,
                                                 std::uint64_t offset) {
  constexpr std::uint64_t kMaxEntries = 4096;
  const std::uint64_t count_bytes = numbers.big_tiff() ? 8 : 2;
  const std::uint64_t entry_bytes = numbers.big_tiff() ? 20 : 12;
  if (!bytes.has(offset, count_bytes)) return std::nullopt;
  const std::uint64_t count = numbers.big_tiff() ? numbers.u64(offset) : numbers.u16(offset);
  if (count == 0 || count > kMaxEntries ||
      !bytes.has(offset, count_bytes + count * entry_bytes + numbers.word_bytes())) {
    return std::nullopt;
  }
  TiffDirectory directory;
  bool has_width = false;
  bool has_length = false;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t entry = offset + count_bytes + i * entry_bytes;
    read_entry(bytes, numbers, entry, directory, has_width, has_length);
  }
  directory.has_size = has_width && has_length;
  directory.next = numbers.word(offset + count_bytes + count * entry_bytes);
  return directory;
}

}  // namespace audmg::media

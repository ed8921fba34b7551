// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

#include <optional>

namespace audmg::media {
namespace {

// Tags of TIFF 6.0 section 8 and, for DNGVersion, of the DNG specification.
constexpr std::uint16_t kImageWidth = 256;
constexpr std::uint16_t kImageLength = 257;
constexpr std::uint16_t kStripOffsets = 273;
constexpr std::uint16_t kTileOffsets = 324;
constexpr std::uint16_t kDngVersion = 50706;

// Reads numbers in the byte order of the file, in both layouts: TIFF 6.0 and BigTIFF.
class TiffNumbers {
 public:
  TiffNumbers(ByteWindow& bytes, bool big_endian, bool big_tiff)
      : bytes_(bytes), big_endian_(big_endian), big_tiff_(big_tiff) {}

  std::uint16_t u16(std::uint64_t offset) {
    return big_endian_ ? bytes_.be16(offset) : bytes_.le16(offset);
  }
  std::uint32_t u32(std::uint64_t offset) {
    return big_endian_ ? bytes_.be32(offset) : bytes_.le32(offset);
  }
  std::uint64_t u64(std::uint64_t offset) {
    return big_endian_ ? bytes_.be64(offset) : bytes_.le64(offset);
  }
  // An offset or count: 4 bytes, 8 in BigTIFF.
  std::uint64_t word(std::uint64_t offset) { return big_tiff_ ? u64(offset) : u32(offset); }
  [[nodiscard]] std::uint64_t word_bytes() const { return big_tiff_ ? 8 : 4; }
  [[nodiscard]] bool big_tiff() const { return big_tiff_; }

  // The first value of an entry when it is an unsigned number; values that fit stand in the entry
  // itself, others where it points to.
  std::optional<std::uint64_t> first_value(std::uint64_t entry) {
    const std::uint16_t type = u16(entry + 2);
    const std::uint64_t count = word(entry + 4);
    const std::uint64_t size = type == 1 ? 1 : type == 3 ? 2 : type == 4 ? 4 : type == 16 ? 8 : 0;
    if (size == 0 || count == 0 || count > bytes_.size()) return std::nullopt;
    std::uint64_t place = entry + 4 + word_bytes();
    if (size * count > word_bytes()) place = word(place);
    if (!bytes_.has(place, size)) return std::nullopt;
    if (size == 1) return bytes_.u8(place);
    if (size == 2) return u16(place);
    return size == 4 ? u32(place) : u64(place);
  }

 private:
  ByteWindow& bytes_;
  bool big_endian_;
  bool big_tiff_;
};

struct Directory {
  bool has_size = false;
  bool has_pixels = false;
  bool is_raw_photo = false;
  std::uint64_t next = 0;
};

// Reads one image file directory; returns nullopt when it is not inside the file.
std::optional<Directory> read_directory(ByteWindow& bytes, TiffNumbers& numbers,
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
  Directory directory;
  bool has_width = false;
  bool has_length = false;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t entry = offset + count_bytes + i * entry_bytes;
    const std::uint16_t tag = numbers.u16(entry);
    if (tag == kImageWidth) {
      has_width = numbers.first_value(entry).value_or(0) != 0;
    } else if (tag == kImageLength) {
      has_length = numbers.first_value(entry).value_or(0) != 0;
    } else if (tag == kStripOffsets || tag == kTileOffsets) {
      const std::uint64_t place = numbers.first_value(entry).value_or(0);
      directory.has_pixels = place != 0 && bytes.has(place, 1);
    } else if (tag == kDngVersion) {
      directory.is_raw_photo = true;
    }
  }
  directory.has_size = has_width && has_length;
  directory.next = numbers.word(offset + count_bytes + count * entry_bytes);
  return directory;
}

}  // namespace

Verdict check_tiff(ByteWindow& bytes) {
  constexpr int kMaxDirectories = 16;
  const bool big_endian = bytes.is_at(0, "MM");
  TiffNumbers plain(bytes, big_endian, false);
  const bool big_tiff = plain.u16(2) == 43;
  const std::uint64_t header = big_tiff ? 16 : 8;
  if (!bytes.has(0, header)) return truncated(Format::tiff);
  TiffNumbers numbers(bytes, big_endian, big_tiff);
  if (big_tiff && (numbers.u16(4) != 8 || numbers.u16(6) != 0)) return damaged(Format::tiff);
  if (!big_tiff && bytes.has(0, 10) && bytes.is_at(8, "CR")) return refused("a Canon raw photo");
  std::uint64_t offset = numbers.word(big_tiff ? 8 : 4);
  for (int hop = 0; hop < kMaxDirectories && offset != 0; ++hop) {
    if (offset < header) return damaged(Format::tiff);
    const auto directory = read_directory(bytes, numbers, offset);
    if (!directory) {
      return bytes.has(offset, 2) ? damaged(Format::tiff) : truncated(Format::tiff);
    }
    if (directory->is_raw_photo) return refused("a DNG raw photo");
    // The first directory with a picture counts.
    if (directory->has_size && directory->has_pixels) return accepted(Format::tiff);
    if (directory->has_size) return truncated(Format::tiff);
    offset = directory->next;
  }
  return damaged(Format::tiff);
}

}  // namespace audmg::media

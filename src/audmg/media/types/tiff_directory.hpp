// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/byte_window.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::media {

/// Reads numbers in the byte order of the file, in both layouts: TIFF 6.0 and BigTIFF.
class TiffNumbers {
 public:
  /// `bytes` must outlive this.
  TiffNumbers(ByteWindow& bytes, bool big_endian, bool big_tiff)
      : bytes_(bytes), big_endian_(big_endian), big_tiff_(big_tiff) {}

  [[nodiscard]] std::uint16_t u16(std::uint64_t offset);
  [[nodiscard]] std::uint32_t u32(std::uint64_t offset);
  [[nodiscard]] std::uint64_t u64(std::uint64_t offset);
  /// Returns an offset or count: 4 bytes, 8 in BigTIFF.
  [[nodiscard]] std::uint64_t word(std::uint64_t offset) {
    return big_tiff_ ? u64(offset) : u32(offset);
  }
  [[nodiscard]] std::uint64_t word_bytes() const noexcept { return big_tiff_ ? 8 : 4; }
  [[nodiscard]] bool big_tiff() const noexcept { return big_tiff_; }

  /// Returns one value of an entry if it is an unsigned number that lies inside the file.
  [[nodiscard]] std::optional<std::uint64_t> value(std::uint64_t entry, std::uint64_t index = 0);
  /// Returns at most `max_bytes` of an entry of ASCII characters; "" for any other.
  [[nodiscard]] std::string text(std::uint64_t entry, std::size_t max_bytes);

 private:
  // Values that fit stand in the entry itself, others where it points to.
  [[nodiscard]] std::uint64_t place_of(std::uint64_t entry, std::uint64_t size);

  ByteWindow& bytes_;
  bool big_endian_;
  bool big_tiff_;
};

/// One image file directory (TIFF 6.0 section 2), as far as it is about its picture.
struct TiffDirectory {
  bool has_size = false;           ///< neither side is zero
  bool has_pixels = false;         ///< their first byte lies inside the file
  bool is_dng = false;             ///< it has the tag DNGVersion
  bool is_sensor_picture = false;  ///< the pixels are those of a colour filter or linear raw ones
  std::string maker;               ///< the beginning of the camera's maker, "" when there is none
  std::vector<std::uint64_t> sub_directories;  ///< offsets, at most 8
  std::uint64_t next = 0;                      ///< offset of the next directory, 0 at the end
};

/// Reads the directory at `offset`; nullopt if it does not lie inside the file.
[[nodiscard]] std::optional<TiffDirectory> read_tiff_directory(ByteWindow& bytes,
                                                               TiffNumbers& numbers,
                                                               std::uint64_t offset);

}  // namespace audmg::media

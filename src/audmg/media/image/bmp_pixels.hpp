// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/types/bmp_header.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

namespace audmg::media {

/// Reads exactly `into.size()` bytes at an offset; returns false when they are not all there.
using ReadAt = std::function<bool(std::uint64_t offset, std::span<std::byte> into)>;

/// The pixels of a BMP file, row by row from the top, as red, green, blue and perhaps alpha of 8
/// bits. Plain rows are read when they are asked for, so memory holds one; a picture in run-length
/// code is decoded whole at the first row, into one byte a pixel. Rows may be read by several
/// threads.
class BmpPixels {
 public:
  /// Looks through the rows for an alpha value if the header has a mask for it: a picture that is
  /// transparent everywhere comes from a program that wrote no alpha, and is opaque for browsers,
  /// too. `file` must read the same bytes as long as this exists.
  BmpPixels(const BmpHeader& header, ReadAt file);

  /// Bytes of one pixel: 3, or 4 with alpha.
  [[nodiscard]] int bands() const noexcept { return has_alpha_ ? 4 : 3; }
  /// Writes row `y` < height to `into`, which has room for exactly one. Errors: invalid_argument
  /// when the file ends before it; out of memory throws std::bad_alloc.
  [[nodiscard]] Result<void> read_row(std::uint32_t y, std::span<std::uint8_t> into) const;

 private:
  // One channel of a pixel of 16 or 32 bits.
  struct Channel {
    std::uint32_t mask = 0;  // at most 8 bits
    int shift = 0;
    std::array<std::uint8_t, 256> levels{};
  };

  [[nodiscard]] static Channel channel_of(std::uint32_t mask);
  void read_palette();
  [[nodiscard]] bool is_seen_through() const;
  [[nodiscard]] bool read_plain(std::uint32_t y, std::vector<std::byte>& row) const;
  void expand(std::span<const std::byte> row, std::span<std::uint8_t> into) const;
  void expand_indices(std::span<const std::byte> row, std::span<std::uint8_t> into) const;
  void expand_words(std::span<const std::byte> row, std::span<std::uint8_t> into) const;
  void decode_runs() const;

  BmpHeader header_;
  ReadAt file_;
  bool has_alpha_ = false;
  std::array<Channel, 4> channels_{};
  std::array<std::array<std::uint8_t, 3>, 256> palette_{};
  mutable std::once_flag decoded_;
  mutable std::vector<std::uint8_t> indices_;  // of a picture in run-length code, from the top
};

}  // namespace audmg::media

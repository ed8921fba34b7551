// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/bmp_runs.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace audmg::media {
namespace {

// Reads one byte after the other.
class CodeReader {
 public:
  CodeReader(const ReadAt& file, std::uint64_t offset) : file_(file), offset_(offset) {}

  std::optional<std::uint8_t> next() {
    if (place_ == size_ && !fill()) return std::nullopt;
    return std::to_integer<std::uint8_t>(buffer_.at(place_++));
  }

 private:
  // The end of the file is found by halving: the source reads all that is asked for or nothing.
  bool fill() {
    place_ = 0;
    for (size_ = buffer_.size(); size_ > 0; size_ /= 2) {
      if (file_(offset_, std::span(buffer_).first(size_))) {
        offset_ += size_;
        return true;
      }
    }
    return false;
  }

  const ReadAt& file_;
  std::uint64_t offset_;
  std::array<std::byte, 4096> buffer_{};
  std::size_t place_ = 0;
  std::size_t size_ = 0;
};

class RunDecoder {
 public:
  RunDecoder(const BmpHeader& header, CodeReader& code, std::span<std::uint8_t> indices)
      : header_(header), code_(code), indices_(indices) {}

  void decode() {
    while (row_ < header_.height) {
      const auto count = code_.next();
      const auto value = code_.next();
      if (!count || !value) return;
      if (*count > 0) {
        put_run(*count, *value);
      } else if (!follow_escape(*value)) {
        return;
      }
    }
  }

 private:
  [[nodiscard]] bool has_nibbles() const { return header_.coding == BmpCoding::rle4; }

  void put(std::uint8_t index) {
    if (column_ < header_.width) {
      const std::uint64_t y = header_.height - 1 - row_;
      indices_[static_cast<std::size_t>(y * header_.width + column_)] = index;
    }
    ++column_;
  }

  // Two nibbles take turns.
  void put_run(unsigned count, std::uint8_t value) {
    for (unsigned i = 0; i < count; ++i) {
      put(!has_nibbles() ? value : i % 2 == 0 ? value >> 4U : value & 15U);
    }
  }

  // Returns false at the end of the picture.
  bool follow_escape(std::uint8_t escape) {
    constexpr std::uint8_t kEndOfRow = 0;
    constexpr std::uint8_t kEndOfPicture = 1;
    constexpr std::uint8_t kMove = 2;
    if (escape == kEndOfPicture) return false;
    if (escape == kEndOfRow) {
      column_ = 0;
      ++row_;
      return true;
    }
    if (escape != kMove) return put_literal(escape);
    const auto right = code_.next();
    const auto up = code_.next();
    if (!right || !up) return false;
    column_ += *right;
    row_ += *up;
    return true;
  }

  // Indices one by one, in a whole number of 16-bit words.
  bool put_literal(unsigned count) {
    const unsigned bytes = has_nibbles() ? (count + 1) / 2 : count;
    for (unsigned i = 0; i < bytes; ++i) {
      const auto value = code_.next();
      if (!value) return false;
      const unsigned left = has_nibbles() ? count - 2 * i : 1;
      put_run(std::min(left, has_nibbles() ? 2U : 1U), *value);
    }
    return bytes % 2 == 0 || code_.next().has_value();
  }

  const BmpHeader& header_;
  CodeReader& code_;
  std::span<std::uint8_t> indices_;
  std::uint64_t column_ = 0;
  std::uint64_t row_ = 0;  // from below
};

}  // namespace

void decode_bmp_runs(const BmpHeader& header, const ReadAt& file, std::span<std::uint8_t> indices) {
  CodeReader code(file, header.pixels_offset);
  RunDecoder(header, code, indices).decode();
}

}  // namespace audmg::media

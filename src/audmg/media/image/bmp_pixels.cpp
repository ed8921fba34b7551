// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/bmp_pixels.hpp"

#include "audmg/media/image/bmp_runs.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace audmg::media {

BmpPixels::BmpPixels(const BmpHeader& header, ReadAt file)
    : header_(header), file_(std::move(file)) {
  std::ranges::transform(header_.masks, channels_.begin(), channel_of);
  read_palette();
  has_alpha_ = header_.masks[3] != 0 && is_seen_through();
}

BmpPixels::Channel BmpPixels::channel_of(std::uint32_t mask) {
  constexpr int kBits = 8;
  if (mask == 0) return {};
  Channel channel{.mask = mask, .shift = std::countr_zero(mask)};
  int bits = std::popcount(mask);
  if (bits > kBits) {
    channel.shift += bits - kBits;
    bits = kBits;
  }
  const std::uint32_t highest = (1U << static_cast<unsigned>(bits)) - 1;
  channel.mask = highest << static_cast<unsigned>(channel.shift);
  for (std::uint32_t i = 0; i <= highest; ++i) {
    channel.levels.at(i) = static_cast<std::uint8_t>((i * 255 + highest / 2) / highest);
  }
  return channel;
}

void BmpPixels::read_palette() {
  for (std::uint32_t i = 0; i < header_.palette_entries; ++i) {
    std::array<std::byte, 3> entry{};
    const std::uint64_t place =
        header_.palette_offset + std::uint64_t{i} * header_.palette_entry_bytes;
    if (!file_(place, entry)) return;
    palette_.at(i) = {std::to_integer<std::uint8_t>(entry[2]),
                      std::to_integer<std::uint8_t>(entry[1]),
                      std::to_integer<std::uint8_t>(entry[0])};
  }
}

bool BmpPixels::is_seen_through() const {
  const std::size_t bytes = header_.bits / 8;
  std::vector<std::byte> row;
  for (std::uint32_t y = 0; y < header_.height; ++y) {
    if (!read_plain(y, row)) return false;
    for (std::size_t at = 0; at + bytes <= row.size(); at += bytes) {
      std::uint32_t pixel = 0;
      for (std::size_t i = bytes; i-- > 0;) {
        pixel = (pixel << 8U) | std::to_integer<std::uint32_t>(row[at + i]);
      }
      if ((pixel & header_.masks[3]) != 0) return true;
    }
  }
  return false;
}

bool BmpPixels::read_plain(std::uint32_t y, std::vector<std::byte>& row) const {
  row.resize(static_cast<std::size_t>(header_.row_bytes()));
  const std::uint64_t stored = header_.is_top_down ? y : header_.height - 1 - y;
  return file_(header_.pixels_offset + stored * header_.row_stride(), row);
}

Result<void> BmpPixels::read_row(std::uint32_t y, std::span<std::uint8_t> into) const {
  if (header_.coding != BmpCoding::plain) {
    std::call_once(decoded_, [this] { decode_runs(); });
    const auto row = std::span(indices_).subspan(std::size_t{y} * header_.width, header_.width);
    for (std::size_t x = 0; x < row.size(); ++x) {
      std::ranges::copy(palette_.at(row[x]), into.subspan(3 * x).begin());
    }
    return {};
  }
  std::vector<std::byte> row;
  if (!read_plain(y, row)) {
    return fail(ErrorCode::invalid_argument, "The image cannot be decoded: the file ends early.");
  }
  expand(row, into);
  return {};
}

void BmpPixels::expand(std::span<const std::byte> row, std::span<std::uint8_t> into) const {
  if (header_.bits <= 8) return expand_indices(row, into);
  if (header_.bits != 24) return expand_words(row, into);
  for (std::size_t at = 0; at + 3 <= row.size(); at += 3) {
    for (std::size_t i = 0; i < 3; ++i) {
      into[at + i] = std::to_integer<std::uint8_t>(row[at + 2 - i]);
    }
  }
}

// The leftmost pixel is in the highest bits.
void BmpPixels::expand_indices(std::span<const std::byte> row, std::span<std::uint8_t> into) const {
  const std::size_t in_byte = 8U / header_.bits;
  const unsigned highest = (1U << header_.bits) - 1;
  for (std::size_t x = 0; x < header_.width; ++x) {
    const auto shift = static_cast<unsigned>((in_byte - 1 - x % in_byte) * header_.bits);
    const unsigned index = (std::to_integer<unsigned>(row[x / in_byte]) >> shift) & highest;
    std::ranges::copy(palette_.at(index), into.subspan(3 * x).begin());
  }
}

void BmpPixels::expand_words(std::span<const std::byte> row, std::span<std::uint8_t> into) const {
  const std::size_t bytes = header_.bits / 8;
  const auto bands = static_cast<std::size_t>(this->bands());
  std::size_t out = 0;
  for (std::size_t at = 0; at + bytes <= row.size(); at += bytes) {
    std::uint32_t pixel = 0;
    for (std::size_t i = bytes; i-- > 0;) {
      pixel = (pixel << 8U) | std::to_integer<std::uint32_t>(row[at + i]);
    }
    for (std::size_t band = 0; band < bands; ++band) {
      const Channel& channel = channels_[band];
      into[out++] = channel.levels[(pixel & channel.mask) >> static_cast<unsigned>(channel.shift)];
    }
  }
}

void BmpPixels::decode_runs() const {
  indices_.resize(std::size_t{header_.width} * header_.height);
  decode_bmp_runs(header_, file_, indices_);
}

}  // namespace audmg::media

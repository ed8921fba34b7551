// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/webp_size.hpp"

namespace audmg::media {

std::optional<WebpSize> find_webp_size(ByteWindow& bytes) {
  constexpr std::uint64_t kChunk = 12;
  constexpr std::uint64_t kBody = 20;
  constexpr std::uint32_t kSideBits = 14;
  constexpr std::uint32_t kSide = (1U << kSideBits) - 1;
  constexpr std::uint64_t kLeastBytes = 10;
  if (!bytes.has(kBody, kLeastBytes)) return std::nullopt;
  if (bytes.is_at(kChunk, "VP8X")) {
    return WebpSize{bytes.le24(kBody + 4) + 1, bytes.le24(kBody + 7) + 1};
  }
  if (bytes.is_at(kChunk, "VP8L")) {
    const std::uint32_t sides = bytes.le32(kBody + 1);
    return WebpSize{(sides & kSide) + 1, ((sides >> kSideBits) & kSide) + 1};
  }
  if (!bytes.is_at(kChunk, "VP8 ")) return std::nullopt;
  const WebpSize size{bytes.le16(kBody + 6) & kSide, bytes.le16(kBody + 8) & kSide};
  if (size.width == 0 || size.height == 0) return std::nullopt;
  return size;
}

}  // namespace audmg::media

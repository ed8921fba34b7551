// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/color/find_color.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

constexpr std::size_t kHeaderBytes = 128;
constexpr std::size_t kEntryBytes = 12;
constexpr std::uint32_t kMaxTags = 1000;
constexpr std::uint32_t kCicp = 0x6369'6370;

// Returns 0 past the end.
std::uint32_t be32(std::span<const std::byte> bytes, std::size_t offset) {
  if (bytes.size() < 4 || offset > bytes.size() - 4) return 0;
  std::uint32_t value = 0;
  for (const std::byte byte : bytes.subspan(offset, 4)) {
    value = (value << 8) | std::to_integer<std::uint32_t>(byte);
  }
  return value;
}

}  // namespace

std::optional<ColorCoding> icc_color(std::span<const std::byte> profile) {
  const std::uint32_t tags = std::min(be32(profile, kHeaderBytes), kMaxTags);
  for (std::uint32_t i = 0; i < tags; ++i) {
    const std::size_t entry = kHeaderBytes + 4 + std::size_t{i} * kEntryBytes;
    if (entry + kEntryBytes > profile.size()) break;
    if (be32(profile, entry) != kCicp) continue;
    const std::size_t place = be32(profile, entry + 4);
    // The type's signature, four reserved bytes, then primaries, transfer, matrix and range.
    if (place > profile.size() || profile.size() - place < kEntryBytes) break;
    if (be32(profile, place) != kCicp) break;
    const auto coding = coding_of_code_points(std::to_integer<unsigned>(profile[place + 8]),
                                              std::to_integer<unsigned>(profile[place + 9]));
    if (is_high_dynamic_range(coding)) return coding;
    break;
  }
  return std::nullopt;
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

namespace audmg::media {

// Fujifilm publishes no specification; readers of the format (LibRaw, ExifTool) agree on these
// places of the header.
Verdict check_raf(ByteWindow& bytes) {
  constexpr std::uint64_t kHeaderBytes = 108;
  constexpr std::uint64_t kPreview = 84;
  constexpr std::uint64_t kSensorPicture = 100;
  if (!bytes.has(0, kHeaderBytes)) return truncated(Format::raf);
  for (const std::uint64_t place : {kPreview, kSensorPicture}) {
    const std::uint64_t offset = bytes.be32(place);
    const std::uint64_t length = bytes.be32(place + 4);
    if (offset < kHeaderBytes || length == 0) return damaged(Format::raf);
    if (!bytes.has(offset, length)) return truncated(Format::raf);
  }
  if (!bytes.is_at(bytes.be32(kPreview), "\xFF\xD8\xFF")) return damaged(Format::raf);
  return accepted(Format::raf);
}

}  // namespace audmg::media

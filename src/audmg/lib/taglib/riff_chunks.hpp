// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/taglib/byte_stream.hpp"

#include <cstdint>
#include <optional>

namespace audmg::taglib {

/// A part of a file, entirely inside of it.
struct Extent {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// Where a WAV or AIFF file has its tags: the first chunk of each kind.
struct RiffTags {
  std::optional<Extent> id3{};   ///< an ID3v2 tag
  std::optional<Extent> info{};  ///< RIFF's own list, from the word "INFO"
};

/// Walks over the chunks of a RIFF, RF64 or AIFF file, in a bounded number of steps; ends at the
/// first one that is not entirely there. Throws as ByteStream::readBlock().
[[nodiscard]] RiffTags find_riff_tags(ByteStream& stream);

}  // namespace audmg::taglib

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/byte_window.hpp"

#include <cstdint>
#include <optional>

namespace audmg::media {

/// Returns where the ID3v2 tags in front of a file end: 0 when there are none, and an offset behind
/// the end of the file when one is cut. Returns nullopt when one is broken. Takes at most eight.
[[nodiscard]] std::optional<std::uint64_t> skip_id3_tags(ByteWindow& bytes);

}  // namespace audmg::media

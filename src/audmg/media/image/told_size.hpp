// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/image/image_limits.hpp"
#include "audmg/media/types/byte_window.hpp"

#include <optional>
#include <string_view>

namespace audmg::media {

/// Returns the size that a picture's header tells, before the picture is turned, for pictures that
/// their decoder refuses to open. nullopt when the header does not tell it, and for formats whose
/// header has no size at a known place. Takes a bounded number of steps.
[[nodiscard]] std::optional<ImageExtent> find_told_size(ByteWindow& bytes,
                                                        std::string_view content_type);

}  // namespace audmg::media

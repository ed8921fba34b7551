// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/companions/companion_type.hpp"
#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/signature.hpp"

#include <optional>
#include <string_view>

namespace audmg::media {

/// Returns the content type of an MP4 or QuickTime video that begins like this; nothing for other
/// bytes, among them ISO base media files that are pictures or sound.
[[nodiscard]] std::optional<std::string_view> match_video_head(const Head& head);

/// Walks all boxes of the file down to its tracks, in a bounded number of steps. Returns why the
/// file is not a short video, in a sentence for the client; "" when it is one. Precondition:
/// match_video_head() matched. Holds unless the window failed or was spent.
[[nodiscard]] std::string_view check_video(ByteWindow& bytes);

}  // namespace audmg::media

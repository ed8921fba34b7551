// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/ffmpeg/demuxer.hpp"

#include <optional>
#include <string_view>

namespace audmg::media {

/// Returns the one container and the codecs that a record's content type stands for; nullopt for
/// other content types.
[[nodiscard]] std::optional<ffmpeg::AllowedFormat> allowed_format(std::string_view content_type);

}  // namespace audmg::media

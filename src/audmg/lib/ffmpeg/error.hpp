// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

#include <string_view>

namespace audmg::ffmpeg {

/// Translates a negative FFmpeg result (an AVERROR). The only place that decides this. ENOMEM
/// becomes too_large: FFmpeg allocates as much as a file asks for, and the job's memory is limited.
[[nodiscard]] ErrorCode translate_result(int result) noexcept;

/// Returns the error for `result`, with FFmpeg's last log message. `action` names what was tried.
[[nodiscard]] Error make_error(int result, std::string_view action);

}  // namespace audmg::ffmpeg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

#include <string_view>

namespace audmg::ffmpeg {

/// What an FFmpeg result (an AVERROR, negative) means to us. The only place that decides this.
/// ENOMEM is too_large: FFmpeg allocates what a file asks for, and the job's memory is limited.
[[nodiscard]] ErrorCode translate_result(int result) noexcept;

/// The error behind `result`, with what FFmpeg logged last. `action` says what was tried.
[[nodiscard]] Error make_error(int result, std::string_view action);

}  // namespace audmg::ffmpeg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string>

namespace audmg::ffmpeg {

inline constexpr std::size_t kMaxLogBytes = 256;

/// Stops FFmpeg from writing to standard error; the last error of each thread is kept for
/// take_log(), cut to kMaxLogBytes. Thread-safe; later calls change nothing.
void silence_log() noexcept;

/// Returns the calling thread's last error in FFmpeg's words, as printable ASCII, and forgets it.
[[nodiscard]] std::string take_log();

}  // namespace audmg::ffmpeg

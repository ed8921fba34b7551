// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::conformance {

// Small files that every decoder takes. No two calls return the same bytes, so that a drive cannot
// take one for a file that it has.

/// Returns a grey JPEG of 64 x 48 pixels.
[[nodiscard]] std::string make_jpeg();
/// Returns a PNG of 48 x 32 pixels in one color.
[[nodiscard]] std::string make_png();
/// Returns a WAV of one second: a tone at 16 bits, 8,000 samples a second, one channel.
[[nodiscard]] std::string make_wav();

}  // namespace audmg::conformance

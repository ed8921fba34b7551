// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <string_view>

namespace audmg::vips {

/// The failing branch of a call to libvips: `what`, then libvips' own words, which are taken from
/// its error buffer. Bytes of the image may be in them, so they are made short, valid and plain.
/// When memory ran out it is too_large instead, in words for the file's owner.
[[nodiscard]] std::unexpected<Error> failure(ErrorCode code, std::string_view what);

/// "The image cannot be decoded" and why: invalid_argument, for the file's owner.
[[nodiscard]] std::unexpected<Error> decode_failure();

/// What a call that returned `failed` and wrote `out` made: one more step of a pipeline.
[[nodiscard]] Result<Image> step(int failed, Handle* out);

}  // namespace audmg::vips

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

/// One more step of a pipeline: `call` gets a place for its output and returns 0 when it wrote one,
/// as libvips' functions do.
template <class Call>
[[nodiscard]] Result<Image> step(Call call) {
  Handle* out = nullptr;
  if (call(&out) != 0) return decode_failure();
  return Image(out);
}

}  // namespace audmg::vips

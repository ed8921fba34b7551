// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <string_view>

namespace audmg::vips {

/// Returns the failing branch of a call to libvips: `what`, then libvips's own words, which are
/// taken from its error buffer. They may contain bytes of the image, so they are made short, valid
/// and plain. Returns too_large instead, in words for the file's owner, when memory ran out, and
/// unavailable, retryable, when a thread could not be created.
[[nodiscard]] std::unexpected<Error> failure(ErrorCode code, std::string_view what);

/// Returns invalid_argument for the file's owner: "The image cannot be decoded" and why.
[[nodiscard]] std::unexpected<Error> decode_failure();

/// Adds a step to a pipeline: `call` gets a place for its output and returns 0 when it wrote one,
/// as libvips's functions do.
template <class Call>
[[nodiscard]] Result<Image> step(Call call) {
  Handle* out = nullptr;
  if (call(&out) != 0) return decode_failure();
  return Image(out);
}

}  // namespace audmg::vips

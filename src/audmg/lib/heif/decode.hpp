// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/heif/picture.hpp"

#include <cstddef>
#include <optional>
#include <span>

/// RAII and error translation around the two decoders of coded pictures in HEIC and AVIF files,
/// libde265 and dav1d. libvips goes through libheif, which keeps up to twelve bytes a pixel: it
/// copies what they made, makes red, green and blue of it, and lets dav1d use all processors, which
/// takes three bytes a pixel more. Here a picture takes what its planes take.
namespace audmg::heif {

/// The coding that the container gives; it wins over the one in the coded bytes.
struct ToldCoding {
  unsigned matrix = 2;
  bool is_full_range = true;
};

// Both decode the picture of one item in the calling thread. Errors: invalid_argument (for the
// owner), too_large (memory).

/// `configuration` is the body of the box "hvcC" (ISO/IEC 14496-15 section 8.3.3.1).
[[nodiscard]] Result<Picture> decode_hevc(std::span<const std::byte> configuration,
                                          std::span<const std::byte> item,
                                          std::optional<ToldCoding> told = {});
[[nodiscard]] Result<Picture> decode_av1(std::span<const std::byte> item,
                                         std::optional<ToldCoding> told = {});

}  // namespace audmg::heif

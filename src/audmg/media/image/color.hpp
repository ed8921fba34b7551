// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"
#include "audmg/lib/vips/load.hpp"
#include "audmg/media/color/color_coding.hpp"
#include "audmg/storage/object_store.hpp"

#include <optional>

namespace audmg::media {

/// Returns the coding of a picture's samples where the file tells it otherwise than by an ICC
/// profile, or better: by the rules of its format, the ICC profile wins or loses. nullopt where
/// libvips knows the way to sRGB.
[[nodiscard]] std::optional<ColorCoding> find_coding(storage::ObjectReader& file,
                                                     vips::Loader loader,
                                                     const vips::Image& header);

/// Converts samples of that coding to 8-bit sRGB with 3 bands, or 4 with alpha, as a pipeline.
/// Returns the image itself if its samples are of a kind that no file with a coding has. Errors: as
/// vips::to_srgb().
[[nodiscard]] Result<vips::Image> apply_coding(const vips::Image& image, const ColorCoding& coding);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"
#include "audmg/lib/vips/load.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <memory>
#include <optional>

namespace audmg::media {

/// A HEIC or AVIF picture whose rows are decoded when they are needed, one row of tiles after the
/// other.
struct HeifTiles {
  vips::Image pixels;   ///< before they are turned
  int orientation = 1;  ///< 1 to 8 as in EXIF
};

/// Opens the picture without decoding it. `header` is what libvips says of it, and `file` has the
/// bytes of `source`, of which the first `sound_bytes` are the picture's: a tile that is not wholly
/// in them cannot be had. Returns nullopt for what only libvips decodes: pictures with alpha, and
/// those that are cropped or put together in another way. Errors: invalid_argument, too_large
/// (memory), internal.
[[nodiscard]] Result<std::optional<HeifTiles>> open_heif_tiles(
    std::shared_ptr<const vips::Source> source, const vips::Image& header,
    storage::ObjectReader& file, std::size_t sound_bytes);

}  // namespace audmg::media

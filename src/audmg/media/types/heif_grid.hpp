// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/heif_structure.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace audmg::media {

/// A HEIC or AVIF picture that is cut into tiles of equal size, each of them coded for itself
/// (ISO/IEC 23008-12 section 6.6.2.3), as phones do; or that is coded as a whole, which is one
/// tile.
struct HeifGrid {
  struct Tile {
    std::uint32_t item = 0;
    ItemPlace place;  ///< may reach beyond the end of the file; empty when it is in several pieces
  };
  /// Two numbers of ITU-T H.273.
  struct SampleCoding {
    unsigned matrix = 2;
    bool is_full_range = true;
  };

  std::uint32_t columns = 0;  ///< of tiles
  std::uint32_t rows = 0;     ///< of tiles
  std::uint32_t width = 0;    ///< pixels of the picture, before it is turned
  std::uint32_t height = 0;   ///< pixels of the picture, before it is turned
  std::vector<Tile> tiles;    ///< row by row: columns * rows
  int orientation = 1;        ///< how the picture must be turned, 1 to 8 as in EXIF
  bool is_av1 = false;        ///< the tiles are coded by AV1, otherwise by HEVC
  Box hevc_configuration;     ///< "hvcC" of the tiles; they all have the same
  /// The coding of the tiles' samples by the container; it wins over the one in the coded bytes.
  std::optional<SampleCoding> coding;
};

/// Returns the tiles of the picture that the file shows; its alpha is not looked for. nullopt when
/// they are not all there is to it (it is cropped, or composed in another way), when the boxes
/// contradict each other, or when the window failed or was spent. Takes a bounded number of steps.
[[nodiscard]] std::optional<HeifGrid> find_heif_grid(ByteWindow& bytes);

}  // namespace audmg::media

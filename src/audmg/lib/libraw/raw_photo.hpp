// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// RAII and error translation around LibRaw.
namespace audmg::libraw {

/// A preview that is stored without compression: red, green, blue of 8 bits.
struct Bitmap {
  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;  ///< pixels
  std::vector<std::uint8_t> samples{};
};

/// The facts in a raw photo's headers. Texts are as the camera wrote them, possibly not UTF-8; ""
/// means unknown.
struct Photo {
  std::uint32_t width = 0;   ///< pixels of the developed photo, before it is turned
  std::uint32_t height = 0;  ///< pixels of the developed photo, before it is turned
  int orientation = 1;       ///< 1 to 8 as in EXIF
  std::string camera_make{};
  std::string camera_model{};
  std::string lens{};
  /// The largest preview as a JPEG inside the file; empty when there is none.
  std::span<const std::byte> jpeg_preview{};
  /// The largest preview if it is not a JPEG.
  std::optional<Bitmap> bitmap_preview{};
};

/// Reads the headers of a raw photo and finds its preview; decodes no picture of a sensor. `file`
/// is the whole file and must outlive the result. Errors: invalid_argument (for the owner) when
/// LibRaw does not know the file, too_large (memory).
[[nodiscard]] Result<Photo> read_photo(std::span<const std::byte> file);

}  // namespace audmg::libraw

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/heif/picture.hpp"

#include <bit>
#include <utility>

namespace audmg::heif {
static_assert(std::endian::native == std::endian::little, "wide samples are read as they are");

Picture::Picture(const Planes& planes, std::shared_ptr<const void> owner)
    : planes_(planes),
      owner_(std::move(owner)),
      to_8_bits_(planes.coding, 8),
      to_16_bits_(planes.coding, 16) {}

template <class Sample, class Out>
void Picture::convert_row(const YcbcrConversion& conversion, std::uint32_t row,
                          std::span<Out> into) const {
  const unsigned shift_y = planes_.chroma == Chroma::quarter ? 1 : 0;
  const auto row_of = [&](std::size_t plane, std::uint32_t y) {
    return reinterpret_cast<const Sample*>(planes_.planes[plane].samples +
                                           y * planes_.planes[plane].stride);
  };
  const auto put = [&](std::size_t x, const YcbcrConversion::Rgb& color) {
    into[3 * x] = static_cast<Out>(color.red);
    into[3 * x + 1] = static_cast<Out>(color.green);
    into[3 * x + 2] = static_cast<Out>(color.blue);
  };
  const std::size_t width = into.size() / 3;
  const Sample* const luma = row_of(0, row);
  if (planes_.chroma == Chroma::none) {
    for (std::size_t x = 0; x < width; ++x) put(x, conversion.grey(luma[x]));
    return;
  }
  const Sample* const cb = row_of(1, row >> shift_y);
  const Sample* const cr = row_of(2, row >> shift_y);
  if (conversion.is_rgb() && planes_.chroma == Chroma::full) {
    for (std::size_t x = 0; x < width; ++x) put(x, conversion.rgb(luma[x], cb[x], cr[x]));
  } else if (planes_.chroma == Chroma::full) {
    for (std::size_t x = 0; x < width; ++x) {
      put(x, conversion.color(luma[x], conversion.share(cb[x], cr[x])));
    }
  } else {
    for (std::size_t x = 0; x < width; x += 2) {
      const auto share = conversion.share(cb[x / 2], cr[x / 2]);
      put(x, conversion.color(luma[x], share));
      if (x + 1 < width) put(x + 1, conversion.color(luma[x + 1], share));
    }
  }
}

void Picture::read_row(std::uint32_t row, std::span<std::uint8_t> into) const {
  if (planes_.coding.bits > 8) return convert_row<std::uint16_t>(to_8_bits_, row, into);
  convert_row<std::uint8_t>(to_8_bits_, row, into);
}

void Picture::read_row(std::uint32_t row, std::span<std::uint16_t> into) const {
  if (planes_.coding.bits > 8) return convert_row<std::uint16_t>(to_16_bits_, row, into);
  convert_row<std::uint8_t>(to_16_bits_, row, into);
}

}  // namespace audmg::heif

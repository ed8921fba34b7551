// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/heif/picture.hpp"

#include <bit>
#include <utility>

namespace audmg::heif {
namespace {

static_assert(std::endian::native == std::endian::little, "wide samples are read as they are");

template <class Sample>
Sample sample_at(const std::uint8_t* row, std::size_t index) {
  return reinterpret_cast<const Sample*>(row)[index];
}

}  // namespace

Picture::Picture(const Planes& planes, std::shared_ptr<const void> owner)
    : planes_(planes),
      owner_(std::move(owner)),
      to_8_bits_(planes.coding, 8),
      to_16_bits_(planes.coding, 16) {}

template <class Sample, class Out>
void Picture::convert_row(const YcbcrConversion& conversion, std::uint32_t row,
                          std::span<Out> into) const {
  const unsigned shift_x = planes_.chroma == Chroma::full ? 0 : 1;
  const unsigned shift_y = planes_.chroma == Chroma::quarter ? 1 : 0;
  const auto row_of = [&](std::size_t plane, std::uint32_t y) {
    return planes_.planes[plane].samples + y * planes_.planes[plane].stride;
  };
  const bool is_grey = planes_.chroma == Chroma::none;
  const std::uint8_t* const luma = row_of(0, row);
  const std::uint8_t* const cb = is_grey ? nullptr : row_of(1, row >> shift_y);
  const std::uint8_t* const cr = is_grey ? nullptr : row_of(2, row >> shift_y);
  const std::size_t width = into.size() / 3;
  for (std::size_t x = 0; x < width; ++x) {
    const std::size_t shared = x >> shift_x;
    const auto color =
        is_grey ? conversion.grey(sample_at<Sample>(luma, x))
                : conversion.color(sample_at<Sample>(luma, x), sample_at<Sample>(cb, shared),
                                   sample_at<Sample>(cr, shared));
    into[3 * x] = static_cast<Out>(color.red);
    into[3 * x + 1] = static_cast<Out>(color.green);
    into[3 * x + 2] = static_cast<Out>(color.blue);
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

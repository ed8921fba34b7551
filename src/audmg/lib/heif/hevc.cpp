// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/decoder_memory.hpp"
#include "audmg/lib/heif/decode.hpp"
#include "audmg/lib/heif/failures.hpp"

#include <libde265/de265.h>

#include <memory>
#include <vector>

namespace audmg::heif {
namespace {

struct FreeHevcDecoder {
  void operator()(void* decoder) const noexcept { de265_free_decoder(decoder); }
};

std::unexpected<Error> hevc_failure(de265_error status) {
  return status == DE265_ERROR_OUT_OF_MEMORY ? beyond_decoder_memory() : damaged();
}

/// Takes pieces from the front of bytes; what is not there is empty, and then it has failed.
class Pieces {
 public:
  explicit Pieces(std::span<const std::byte> bytes) : rest_(bytes) {}

  std::span<const std::byte> take(std::size_t count) {
    if (count > rest_.size()) {
      has_failed_ = true;
      rest_ = {};
      return {};
    }
    const auto piece = rest_.first(count);
    rest_ = rest_.subspan(count);
    return piece;
  }
  std::size_t number(std::size_t bytes) {
    std::size_t value = 0;
    for (const std::byte byte : take(bytes))
      value = (value << 8U) | static_cast<std::uint8_t>(byte);
    return value;
  }
  [[nodiscard]] bool is_empty() const { return rest_.empty(); }
  [[nodiscard]] bool has_failed() const { return has_failed_; }

 private:
  std::span<const std::byte> rest_;
  bool has_failed_ = false;
};

/// Gives the decoder one unit (ITU-T H.265 section 7.3.1).
Result<void> push(void* decoder, std::span<const std::byte> unit) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 30U;
  if (unit.empty()) return {};
  if (unit.size() > kMostBytes) return damaged();
  const de265_error status =
      de265_push_NAL(decoder, unit.data(), static_cast<int>(unit.size()), 0, nullptr);
  if (status != DE265_OK) return hevc_failure(status);
  return {};
}

/// Gives the decoder the parameter sets, and returns how many bytes the length of a unit has.
Result<std::size_t> push_configuration(void* decoder, std::span<const std::byte> configuration) {
  constexpr std::size_t kFixedBytes = 21;
  Pieces pieces(configuration);
  pieces.take(kFixedBytes);
  const std::size_t length_bytes = (pieces.number(1) & 3U) + 1;
  for (std::size_t arrays = pieces.number(1); arrays > 0 && !pieces.has_failed(); --arrays) {
    pieces.take(1);  // the type, which each unit says itself
    for (std::size_t units = pieces.number(2); units > 0 && !pieces.has_failed(); --units) {
      const std::size_t length = pieces.number(2);
      AUDMG_CHECK(push(decoder, pieces.take(length)));
    }
  }
  if (pieces.has_failed()) return damaged();
  return length_bytes;
}

Result<void> push_item(void* decoder, std::span<const std::byte> item, std::size_t length_bytes) {
  Pieces pieces(item);
  while (!pieces.is_empty()) {
    const std::size_t length = pieces.number(length_bytes);
    const auto unit = pieces.take(length);
    if (pieces.has_failed()) return damaged();
    AUDMG_CHECK(push(decoder, unit));
  }
  if (const de265_error status = de265_flush_data(decoder); status != DE265_OK) {
    return hevc_failure(status);
  }
  return {};
}

/// Returns the first picture, which belongs to the decoder.
Result<const de265_image*> first_hevc_picture(void* decoder) {
  for (;;) {
    int has_more = 0;
    const de265_error status = de265_decode(decoder, &has_more);
    if (status != DE265_OK) return hevc_failure(status);
    if (const de265_image* const picture = de265_peek_next_picture(decoder)) return picture;
    if (has_more == 0) return damaged();
  }
}

Chroma chroma_of_hevc(const de265_image* picture) {
  switch (de265_get_chroma_format(picture)) {
    case de265_chroma_mono:
      return Chroma::none;
    case de265_chroma_420:
      return Chroma::quarter;
    case de265_chroma_422:
      return Chroma::half;
    case de265_chroma_444:
      break;
  }
  return Chroma::full;
}

Result<Planes> planes_of_hevc(const de265_image* picture) {
  constexpr int kMostBits = 16;
  const int bits = de265_get_bits_per_pixel(picture, 0);
  const int width = de265_get_image_width(picture, 0);
  const int height = de265_get_image_height(picture, 0);
  if (width <= 0 || height <= 0 || bits < 8 || bits > kMostBits) return damaged();
  Planes planes{
      .width = static_cast<std::uint32_t>(width),
      .height = static_cast<std::uint32_t>(height),
      .chroma = chroma_of_hevc(picture),
      .coding = {.matrix = static_cast<unsigned>(de265_get_image_matrix_coefficients(picture)),
                 .is_full_range = de265_get_image_full_range_flag(picture) != 0,
                 .bits = static_cast<unsigned>(bits)}};
  const std::size_t count = planes.chroma == Chroma::none ? 1 : planes.planes.size();
  for (std::size_t i = 0; i < count; ++i) {
    const int channel = static_cast<int>(i);
    // The standard allows planes of different depths, which no encoder of pictures makes.
    if (de265_get_bits_per_pixel(picture, channel) != bits) return damaged();
    int stride = 0;
    planes.planes[i].samples = de265_get_image_plane(picture, channel, &stride);
    planes.planes[i].stride = static_cast<std::size_t>(stride);
    if (planes.planes[i].samples == nullptr || stride <= 0) return damaged();
  }
  return planes;
}

}  // namespace

Result<Picture> decode_hevc(std::span<const std::byte> configuration,
                            std::span<const std::byte> item, std::optional<ToldCoding> told) {
  const std::shared_ptr<void> decoder(de265_new_decoder(), FreeHevcDecoder{});
  if (decoder == nullptr) return beyond_decoder_memory();
  AUDMG_TRY(const std::size_t length_bytes, push_configuration(decoder.get(), configuration));
  AUDMG_CHECK(push_item(decoder.get(), item, length_bytes));
  AUDMG_TRY(const de265_image* const picture, first_hevc_picture(decoder.get()));
  AUDMG_TRY(Planes planes, planes_of_hevc(picture));
  if (told) planes.coding = {told->matrix, told->is_full_range, planes.coding.bits};
  return Picture(planes, decoder);
}

}  // namespace audmg::heif

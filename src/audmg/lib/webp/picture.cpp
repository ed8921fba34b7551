// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/webp/picture.hpp"

#include "audmg/core/decoder_memory.hpp"

#include <webp/decode.h>

namespace audmg::webp {
namespace {

std::unexpected<Error> failure(VP8StatusCode status) {
  if (status == VP8_STATUS_OUT_OF_MEMORY) return beyond_decoder_memory();
  return fail(ErrorCode::invalid_argument, "The image cannot be decoded: its data is damaged.");
}

const std::uint8_t* start_of(std::span<const std::byte> bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

}  // namespace

/// The decoder, and the rows that it has made.
struct Picture::Decoder {
  WebPDecoderConfig config{};
  WebPIDecoder* handle = nullptr;

  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() {
    WebPIDelete(handle);
    WebPFreeDecBuffer(&config.output);
  }
};

Result<FrameHeader> read_frame_header(std::span<const std::byte> frame) {
  WebPBitstreamFeatures features{};
  const VP8StatusCode status = WebPGetFeatures(start_of(frame), frame.size(), &features);
  if (status != VP8_STATUS_OK) return failure(status);
  return FrameHeader{.width = static_cast<std::uint32_t>(features.width),
                     .height = static_cast<std::uint32_t>(features.height),
                     .has_alpha = features.has_alpha != 0};
}

Result<Picture> Picture::decode(std::span<const std::byte> frame, bool with_alpha) {
  const auto decoder = std::make_shared<Decoder>();
  if (WebPInitDecoderConfig(&decoder->config) == 0) {
    return fail(ErrorCode::internal, "libwebp has another version than its headers");
  }
  decoder->config.output.colorspace = with_alpha ? MODE_RGBA : MODE_RGB;
  decoder->handle = WebPIDecode(nullptr, 0, &decoder->config);
  if (decoder->handle == nullptr) return beyond_decoder_memory();
  const VP8StatusCode status = WebPIUpdate(decoder->handle, start_of(frame), frame.size());
  if (status == VP8_STATUS_OUT_OF_MEMORY) return failure(status);
  int rows = 0;
  int width = 0;
  int stride = 0;
  Picture picture;
  picture.samples_ = WebPIDecGetRGB(decoder->handle, &rows, &width, nullptr, &stride);
  if (picture.samples_ == nullptr || rows <= 0 || width <= 0 || stride <= 0) return failure(status);
  picture.decoder_ = decoder;
  picture.stride_ = static_cast<std::size_t>(stride);
  picture.row_bytes_ = static_cast<std::size_t>(width) * (with_alpha ? 4 : 3);
  picture.width_ = static_cast<std::uint32_t>(width);
  picture.rows_ = static_cast<std::uint32_t>(rows);
  return picture;
}

std::span<const std::uint8_t> Picture::row(std::uint32_t number) const {
  return {samples_ + number * stride_, row_bytes_};
}

}  // namespace audmg::webp

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

/// RAII and error translation around libwebp, for what libvips decodes no part of: files that end
/// early. libvips also says the same of damaged bytes and of a want of memory.
namespace audmg::webp {

/// Size and kind of a frame, which its beginning tells.
struct FrameHeader {
  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;  ///< pixels
  bool has_alpha = false;
};

/// `frame` begins with the chunk "ALPH", "VP8 " or "VP8L" (RFC 9649 section 2) and may end early.
/// Errors: invalid_argument (for the owner).
[[nodiscard]] Result<FrameHeader> read_frame_header(std::span<const std::byte> frame);

/// The rows from the top that could be decoded. Move only; any thread may use it, one at a time.
class Picture {
 public:
  /// Decodes as much as there is, with 3 samples a pixel, or 4 with straight alpha. `frame` is as
  /// above and is not needed afterwards. Errors: invalid_argument (for the owner) when not a single
  /// row can be had, too_large (memory).
  [[nodiscard]] static Result<Picture> decode(std::span<const std::byte> frame, bool with_alpha);

  [[nodiscard]] std::uint32_t width() const noexcept { return width_; }
  /// Number of rows that there are.
  [[nodiscard]] std::uint32_t rows() const noexcept { return rows_; }
  /// Returns the samples of a row below rows(), counted from the top. Valid as long as this.
  [[nodiscard]] std::span<const std::uint8_t> row(std::uint32_t number) const;

 private:
  struct Decoder;
  Picture() = default;

  std::shared_ptr<Decoder> decoder_;
  const std::uint8_t* samples_ = nullptr;
  std::size_t stride_ = 0;
  std::size_t row_bytes_ = 0;
  std::uint32_t width_ = 0;
  std::uint32_t rows_ = 0;
};

}  // namespace audmg::webp

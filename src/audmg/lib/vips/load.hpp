// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <cstdint>
#include <string_view>

struct _VipsSource;  // NOLINT(readability-identifier-naming,bugprone-reserved-identifier)

namespace audmg::vips {

/// The decoders that may see untrusted bytes.
enum class Loader { jpeg, png, gif, webp, tiff, heif, jpeg_xl, jpeg_2000 };

/// Encoded bytes. Move only.
class Source {
 public:
  /// Reads from offset 0; the descriptor must be seekable, and the caller keeps it. Errors:
  /// invalid_argument (no bytes), internal.
  [[nodiscard]] static Result<Source> from_descriptor(int descriptor);
  /// The bytes must outlive this source and every image that was opened from it. Errors: as above.
  [[nodiscard]] static Result<Source> from_memory(std::string_view bytes);

  /// Returns all bytes; valid as long as the source. Errors: internal, too_large (memory).
  [[nodiscard]] Result<std::string_view> bytes() const;

  Source(Source&& other) noexcept;
  Source& operator=(Source&& other) noexcept;
  ~Source();
  [[nodiscard]] _VipsSource* get() const noexcept { return handle_; }

 private:
  explicit Source(_VipsSource* owned) noexcept : handle_(owned) {}
  _VipsSource* handle_ = nullptr;
};

/// The faults that make decoding fail.
enum class Strictness {
  /// Only what the decoder cannot go on after. What it leaves out is of any colour.
  fatal,
  /// Also errors in the bytes, such as a missing end.
  errors,
};

struct OpenOptions {
  /// Divisor of the decoded size: 1, 2, 4 or 8 for JPEG, a power of two that the file has for JPEG
  /// 2000, any for WebP; other formats ignore it.
  double shrink = 1;
  Strictness strictness = Strictness::errors;
  /// Opens the thumbnail that a HEIC or AVIF file contains, or the picture itself when it contains
  /// none; other formats ignore it.
  bool embedded_thumbnail = false;
};

/// Reads the header of the first frame or page; its pixels are decoded later, once, from top to
/// bottom. The source may be opened again. Errors: invalid_argument.
[[nodiscard]] Result<Image> open(const Source& source, Loader loader, OpenOptions options = {});

/// Returns an image that equals another in everything but the size that it claims. Its pixels must
/// not be computed. Errors: invalid_argument.
[[nodiscard]] Result<Image> header_of_size(const Image& image, std::uint32_t width,
                                           std::uint32_t height);

/// Returns whether the JPEG decoder has met data that it could not read since the last open(),
/// although it went on and filled the gap. Call it when all pixels were computed.
[[nodiscard]] bool has_lost_data();

}  // namespace audmg::vips

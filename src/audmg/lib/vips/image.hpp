// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

// Declared here so that <vips/vips.h> stays inside this folder.
struct _VipsImage;  // NOLINT(readability-identifier-naming,bugprone-reserved-identifier)

namespace audmg::vips {

using Handle = _VipsImage;

/// A shared reference to one image of libvips: pixels in memory, or a pipeline whose pixels are
/// computed on demand. Copies share it. Not empty unless default constructed or moved from.
class Image {
 public:
  Image() = default;
  /// Takes over the caller's reference.
  explicit Image(Handle* owned) noexcept : handle_(owned) {}
  Image(const Image& other) noexcept;
  Image(Image&& other) noexcept;
  Image& operator=(Image other) noexcept;
  ~Image();

  [[nodiscard]] Handle* get() const noexcept { return handle_; }
  [[nodiscard]] std::uint32_t width() const noexcept;   ///< pixels
  [[nodiscard]] std::uint32_t height() const noexcept;  ///< pixels
  [[nodiscard]] bool has_alpha() const noexcept;
  /// 1 to 8 as in EXIF; 1 when the image does not say.
  [[nodiscard]] int orientation() const noexcept;
  /// Frames of an animation, pages of a document; at least 1.
  [[nodiscard]] std::uint32_t pages() const noexcept;
  /// EXIF data or ICC profile, empty when there is none. Valid as long as the image.
  [[nodiscard]] std::span<const std::byte> exif() const noexcept { return blob("exif-data"); }
  [[nodiscard]] std::span<const std::byte> icc_profile() const noexcept {
    return blob("icc-profile-data");
  }

 private:
  [[nodiscard]] std::span<const std::byte> blob(const char* name) const noexcept;

  Handle* handle_ = nullptr;
};

}  // namespace audmg::vips

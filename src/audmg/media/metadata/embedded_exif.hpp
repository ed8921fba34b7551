// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::media {

/// An EXIF block as read_exif() takes it: a part of a file, or one that was put together from
/// several parts of it.
class EmbeddedExif {
 public:
  EmbeddedExif() = default;
  explicit EmbeddedExif(std::span<const std::byte> part) : part_(part) {}
  explicit EmbeddedExif(std::vector<std::byte> own) : own_(std::move(own)) {}

  /// Returns the block; empty when there is none. Valid as long as this and the file.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept {
    return own_.empty() ? part_ : std::span<const std::byte>(own_);
  }

 private:
  std::span<const std::byte> part_;
  std::vector<std::byte> own_;
};

/// Finds the EXIF block in a whole file of a type whose decoder passes none on: TIFF and the raw
/// photos that are TIFF structures (all of the file), CR3, JPEG XL and JPEG 2000. Never fails,
/// whatever the bytes: the block is empty for all others, and when there is none.
[[nodiscard]] EmbeddedExif embedded_exif(std::span<const std::byte> file,
                                         std::string_view content_type);

}  // namespace audmg::media

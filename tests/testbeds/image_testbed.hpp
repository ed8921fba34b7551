// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/media/render/render.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {

/// Returns a file without a name that holds `content`.
[[nodiscard]] Descriptor memory_file(std::string_view content);

/// Keeps renditions in files without a name.
class MemoryOutputs final : public OutputFiles {
 public:
  Result<int> open(std::string_view rendition) override;
  /// Returns the bytes of one rendition; "" when it was never opened.
  [[nodiscard]] std::string content(const std::string& rendition) const;

 private:
  std::map<std::string, Descriptor, std::less<>> files_;
};

using Rgba = std::array<int, 4>;

/// A decoded picture for inspection.
class Pixels {
 public:
  Pixels() = default;
  /// Decodes a WebP or JPEG; when that is not possible, it is empty and the test fails.
  explicit Pixels(std::string_view encoded);

  [[nodiscard]] std::uint32_t width() const { return width_; }
  [[nodiscard]] std::uint32_t height() const { return height_; }
  [[nodiscard]] Rgba at(std::uint32_t x, std::uint32_t y) const;
  /// Returns the colour at a point given as fractions of the sides, from 0 to 1.
  [[nodiscard]] Rgba near(double x, double y) const;

 private:
  std::uint32_t width_ = 0;
  std::uint32_t height_ = 0;
  std::vector<std::uint8_t> bytes_;
};

/// Returns whether no channel differs by more than `tolerance`.
[[nodiscard]] bool is_close(const Rgba& a, const Rgba& b, int tolerance = 24);
/// Returns "255,0,0,255", for messages.
[[nodiscard]] std::string to_text(const Rgba& color);

inline constexpr Rgba kRed{255, 0, 0, 255};
inline constexpr Rgba kGreen{0, 255, 0, 255};
inline constexpr Rgba kBlue{0, 0, 255, 255};
inline constexpr Rgba kWhite{255, 255, 255, 255};

/// Options of a picture to encode: red and green above, blue and white below.
struct SampleOptions {
  int width = 96;
  int height = 64;
  int orientation = 0;  ///< 1 to 8; 0: not in the file
  std::string xmp{};
  std::string profile{};   ///< "p3", "srgb", "cmyk" of libvips: converts the colours and embeds it
  bool has_alpha = false;  ///< makes the left half transparent
  bool is_gray = false;
  bool is_16_bit = false;
  bool has_noise = false;  ///< adds noise, the same each time, so that no encoder makes it small
  int frames = 1;          ///< the others are black
};
/// `suffix` is libvips': ".jpg[Q=95]", ".png", ".tif[compression=lzw]", ".gif", ".webp".
[[nodiscard]] std::string sample_image(const std::string& suffix,
                                       const SampleOptions& options = {});

/// Returns one chunk of a PNG file with its checksum.
[[nodiscard]] std::string png_chunk(std::string_view type, std::string_view body);
/// Returns the checksum at the end of a zlib stream with that content.
[[nodiscard]] std::string adler32(std::string_view content);
/// Returns a JPEG or PNG that contains an EXIF block.
[[nodiscard]] std::string with_exif(const std::string& image, const std::string& block);

[[nodiscard]] RenderTask task_for(int input, std::string_view content, std::string_view type);

/// Result of render_image() for a file's bytes.
struct RenderedImage {
  Result<MediaRecord> record;
  std::unique_ptr<MemoryOutputs> outputs;
};
[[nodiscard]] RenderedImage rendered(std::string_view content, std::string_view content_type);

}  // namespace audmg::media

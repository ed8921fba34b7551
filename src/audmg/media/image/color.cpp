// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/color.hpp"

#include "audmg/lib/vips/convert.hpp"
#include "audmg/media/color/find_color.hpp"
#include "audmg/media/color/srgb_conversion.hpp"
#include "audmg/media/types/byte_window.hpp"

#include <cstddef>
#include <memory>

namespace audmg::media {
namespace {

class CodedPixels final : public vips::PixelConversion {
 public:
  explicit CodedPixels(const ColorCoding& coding) : conversion_(coding) {}

  void convert(std::span<const std::uint8_t> source, std::size_t bands,
               std::span<std::uint8_t> target) const override {
    conversion_.convert(source, bands, target);
  }
  void convert(std::span<const std::uint16_t> source, std::size_t bands,
               std::span<std::uint8_t> target) const override {
    conversion_.convert(source, bands, target);
  }

 private:
  SrgbConversion conversion_;
};

std::optional<ColorCoding> coding_of_file(storage::ObjectReader& file, vips::Loader loader,
                                          const vips::Image& header) {
  const auto profile = header.icc_profile();
  ByteWindow bytes(file);
  if (loader == vips::Loader::png) {
    const PngColor color = png_color(bytes);
    if (color.code_points) return color.code_points;
    return profile.empty() ? color.measured : icc_color(profile);
  }
  if (!profile.empty()) return icc_color(profile);
  return loader == vips::Loader::heif ? heif_color(bytes) : std::nullopt;
}

}  // namespace

std::optional<ColorCoding> find_coding(storage::ObjectReader& file, vips::Loader loader,
                                       const vips::Image& header) {
  const auto coding = coding_of_file(file, loader, header);
  // A profile that loses against sRGB code points must not be applied, so these are kept.
  if (coding && is_srgb(*coding) && header.icc_profile().empty()) return std::nullopt;
  return coding;
}

Result<vips::Image> apply_coding(const vips::Image& image, const ColorCoding& coding) {
  return vips::convert(image, std::make_shared<CodedPixels>(coding));
}

}  // namespace audmg::media

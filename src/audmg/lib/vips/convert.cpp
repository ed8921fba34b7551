// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/convert.hpp"

#include "audmg/lib/vips/error.hpp"
#include "audmg/lib/vips/pixels.hpp"

#include <vips/vips.h>

#include <utility>

namespace audmg::vips {
namespace {

/// Lives as long as the output: libvips refers to both without owning them.
struct Inputs {
  std::shared_ptr<const PixelConversion> conversion;
  Image image;
};

void release(void* inputs) { delete static_cast<Inputs*>(inputs); }

template <class Sample>
void convert_row(const PixelConversion& conversion, const VipsPel* source, std::size_t bands,
                 VipsPel* target, std::size_t target_bands, std::size_t width) {
  conversion.convert(std::span(reinterpret_cast<const Sample*>(source), width * bands), bands,
                     std::span(target, width * target_bands));
}

/// VipsGenerateFn: fills a region of the output from the same region of the input.
int generate_converted(VipsRegion* out, void* sequence, void* /*input*/, void* conversion,
                       gboolean* /*stop*/) {
  auto* in = static_cast<VipsRegion*>(sequence);
  const VipsRect& area = out->valid;
  if (vips_region_prepare(in, &area) != 0) return -1;
  const auto& its = *static_cast<const PixelConversion*>(conversion);
  const auto bands = static_cast<std::size_t>(in->im->Bands);
  const auto target_bands = static_cast<std::size_t>(out->im->Bands);
  const auto width = static_cast<std::size_t>(area.width);
  for (int row = 0; row < area.height; ++row) {
    const VipsPel* source = VIPS_REGION_ADDR(in, area.left, area.top + row);
    VipsPel* target = VIPS_REGION_ADDR(out, area.left, area.top + row);
    if (in->im->BandFmt == VIPS_FORMAT_USHORT) {
      convert_row<std::uint16_t>(its, source, bands, target, target_bands, width);
    } else {
      convert_row<std::uint8_t>(its, source, bands, target, target_bands, width);
    }
  }
  return 0;
}

}  // namespace

Result<Image> convert(const Image& image, std::shared_ptr<const PixelConversion> conversion) {
  if (!pixel_kind(image) && !wide_pixel_kind(image)) return image;
  Image made(vips_image_new());
  VipsImage* const it = made.get();
  if (it == nullptr ||
      vips_image_pipelinev(it, VIPS_DEMAND_STYLE_THINSTRIP, image.get(), nullptr) != 0) {
    return decode_failure();
  }
  it->Bands = image.has_alpha() ? 4 : 3;
  it->BandFmt = VIPS_FORMAT_UCHAR;
  it->Type = VIPS_INTERPRETATION_sRGB;
  vips_image_remove(it, VIPS_META_ICC_NAME);
  const PixelConversion* const borrowed = conversion.get();
  g_object_set_data_full(G_OBJECT(it), "pixel-conversion", new Inputs{std::move(conversion), image},
                         release);
  if (vips_image_generate(it, vips_start_one, generate_converted, vips_stop_one, image.get(),
                          const_cast<PixelConversion*>(borrowed)) != 0) {
    return decode_failure();
  }
  return made;
}

}  // namespace audmg::vips

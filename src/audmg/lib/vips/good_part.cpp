// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/good_part.hpp"

#include "audmg/lib/vips/error.hpp"

#include <vips/vips.h>

#include <algorithm>
#include <cstring>

namespace audmg::vips {
namespace {

/// Every byte of a pixel that could not be decoded: a middle grey for whole numbers of any size.
constexpr int kGreyByte = 0x80;

/// State that must exist as long as pixels of the image may be computed.
struct Shared {
  std::shared_ptr<GoodPart> part;
  Image source;
};

void paint(VipsRegion* out, int byte) {
  const VipsRect& area = out->valid;
  const std::size_t row_bytes =
      VIPS_IMAGE_SIZEOF_PEL(out->im) * static_cast<std::size_t>(area.width);
  for (int row = 0; row < area.height; ++row) {
    std::memset(VIPS_REGION_ADDR(out, area.left, area.top + row), byte, row_bytes);
  }
}

/// A callback of libvips: computes one area of the output.
int generate_tolerantly(VipsRegion* out, void* sequence, void* /*image*/, void* client,
                        gboolean* /*stop*/) {
  auto* const in = static_cast<VipsRegion*>(sequence);
  GoodPart& part = *static_cast<Shared*>(client)->part;
  VipsRect area = out->valid;
  if (vips_region_prepare_to(in, out, &area, area.left, area.top) == 0) return 0;
  Error damage = decode_failure().error();
  const bool is_of_the_file = damage.code == ErrorCode::invalid_argument;
  part.rows = std::min(part.rows, static_cast<std::uint32_t>(area.top));
  if (!part.damage || !is_of_the_file) part.damage = std::move(damage);
  if (!is_of_the_file) return -1;
  paint(out, vips_image_hasalpha(out->im) != 0 ? 0 : kGreyByte);
  return 0;
}

void free_shared(void* shared) { delete static_cast<Shared*>(shared); }

}  // namespace

Result<TolerantImage> good_part(const Image& image) {
  Image covered(vips_image_new());
  VipsImage* const out = covered.get();
  auto part = std::make_shared<GoodPart>(GoodPart{.rows = image.height()});
  auto* const shared = new Shared{part, image};
  g_object_set_data_full(G_OBJECT(out), "audmg-good-part", shared, free_shared);
  if (vips_image_pipelinev(out, VIPS_DEMAND_STYLE_THINSTRIP, image.get(), nullptr) != 0 ||
      vips_image_generate(out, vips_start_one, generate_tolerantly, vips_stop_one, image.get(),
                          shared) != 0) {
    return failure(ErrorCode::internal, "cannot cover what is damaged");
  }
  return TolerantImage{.image = std::move(covered), .good = std::move(part)};
}

}  // namespace audmg::vips

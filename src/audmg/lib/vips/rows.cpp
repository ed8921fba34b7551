// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/rows.hpp"

#include "audmg/lib/vips/error.hpp"

#include <vips/vips.h>

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

namespace audmg::vips {
namespace {

constexpr const char* kRowsKey = "audmg-rows";

void destroy(void* rows) { delete static_cast<RowSource*>(rows); }

/// Returns 0 on success.
int fill(VipsRegion* region, const RowSource& source) {
  const VipsRect area = region->valid;
  const auto pixel_bytes = static_cast<std::size_t>(VIPS_IMAGE_SIZEOF_PEL(region->im));
  std::vector<std::uint8_t> row(static_cast<std::size_t>(region->im->Xsize) * pixel_bytes);
  for (int y = 0; y < area.height; ++y) {
    if (!source(static_cast<std::uint32_t>(area.top + y), row)) {
      vips_error_clear();  // what was odd about the header is not the reason
      vips_error("rows", "row %d cannot be read", area.top + y);
      return -1;
    }
    const auto from = row.begin() + static_cast<std::ptrdiff_t>(area.left * pixel_bytes);
    std::copy_n(from, static_cast<std::size_t>(area.width) * pixel_bytes,
                VIPS_REGION_ADDR(region, area.left, area.top + y));
  }
  return 0;
}

/// Callback of libvips, which no exception may leave: fills a rectangle; 0 on success.
int generate_rows(VipsRegion* region, void* /*sequence*/, void* rows, void* /*data*/,
                  gboolean* /*stop*/) {
  try {
    return fill(region, *static_cast<const RowSource*>(rows));
  } catch (const std::bad_alloc&) {
    vips_error("rows", "out of memory");  // libvips's own words, which failure() knows
    return -1;
  }
}

}  // namespace

Result<Image> image_of_rows(const RowLayout& layout, RowSource rows) {
  if (layout.width > VIPS_MAX_COORD || layout.height > VIPS_MAX_COORD) {
    return fail(ErrorCode::too_large, "The image is too large to be read.");
  }
  Image image(vips_image_new());
  VipsImage* const it = image.get();
  if (it == nullptr) return decode_failure();
  vips_image_init_fields(
      it, static_cast<int>(layout.width), static_cast<int>(layout.height), layout.bands,
      layout.is_wide ? VIPS_FORMAT_USHORT : VIPS_FORMAT_UCHAR, VIPS_CODING_NONE,
      layout.is_wide ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB, 1, 1);
  if (!layout.icc_profile.empty()) {
    vips_image_set_blob_copy(it, VIPS_META_ICC_NAME, layout.icc_profile.data(),
                             layout.icc_profile.size());
  }
  auto* const owned = new RowSource(std::move(rows));
  g_object_set_data_full(G_OBJECT(it), kRowsKey, owned, destroy);
  if (vips_image_pipelinev(it, VIPS_DEMAND_STYLE_THINSTRIP, nullptr) != 0 ||
      vips_image_generate(it, nullptr, generate_rows, nullptr, owned, nullptr) != 0) {
    return decode_failure();
  }
  return image;
}

}  // namespace audmg::vips

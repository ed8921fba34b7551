// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/save.hpp"

#include "audmg/lib/vips/bare_webp.hpp"
#include "audmg/lib/vips/error.hpp"

#include <vips/vips.h>

#include <memory>

namespace audmg::vips {
namespace {

Result<std::string> take(int failed, void* memory, std::size_t size) {
  if (failed != 0) return failure(ErrorCode::invalid_argument, "The image cannot be encoded");
  const std::unique_ptr<void, decltype(&g_free)> owned(memory, &g_free);
  return std::string(static_cast<const char*>(memory), size);
}

/// The same pixels, about which nothing is known, so that nothing can be written.
Result<Image> without_metadata(const Image& image) {
  AUDMG_TRY(Image bare,
            step([&](VipsImage** out) { return vips_copy(image.get(), out, nullptr); }));
  char** names = vips_image_get_fields(bare.get());
  for (char** name = names; *name != nullptr; ++name) vips_image_remove(bare.get(), *name);
  g_strfreev(names);
  return bare;
}

}  // namespace

Result<std::string> to_webp(const Image& image, std::uint32_t quality, int effort) {
  AUDMG_TRY(const Image bare, without_metadata(image));
  void* memory = nullptr;
  std::size_t size = 0;
  const int failed =
      vips_webpsave_buffer(bare.get(), &memory, &size, "Q", static_cast<int>(quality), "effort",
                           effort, "strip", TRUE, nullptr);
  AUDMG_TRY(const std::string file, take(failed, memory, size));
  // libvips 8.14.1 ignores "strip" for WebP: thumbnails told where a photo was taken. Even without
  // metadata it writes an EXIF chunk of its own.
  return bare_webp(file);
}

Result<std::string> to_jpeg(const Image& image, std::uint32_t quality) {
  constexpr double kWhite = 255;
  AUDMG_TRY(const Image bare, without_metadata(image));
  void* memory = nullptr;
  std::size_t size = 0;
  VipsArrayDouble* background = vips_array_double_newv(1, kWhite);
  const int failed =
      vips_jpegsave_buffer(bare.get(), &memory, &size, "Q", static_cast<int>(quality), "background",
                           background, "optimize_coding", TRUE, "strip", TRUE, nullptr);
  vips_area_unref(VIPS_AREA(background));
  return take(failed, memory, size);
}

}  // namespace audmg::vips

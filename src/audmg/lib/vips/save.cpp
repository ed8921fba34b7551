// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/save.hpp"

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

}  // namespace

Result<std::string> to_webp(const Image& image, std::uint32_t quality, int effort) {
  void* memory = nullptr;
  std::size_t size = 0;
  const int failed =
      vips_webpsave_buffer(image.get(), &memory, &size, "Q", static_cast<int>(quality), "effort",
                           effort, "strip", TRUE, nullptr);
  return take(failed, memory, size);
}

Result<std::string> to_jpeg(const Image& image, std::uint32_t quality) {
  constexpr double kWhite = 255;
  void* memory = nullptr;
  std::size_t size = 0;
  VipsArrayDouble* background = vips_array_double_newv(1, kWhite);
  const int failed = vips_jpegsave_buffer(image.get(), &memory, &size, "Q",
                                          static_cast<int>(quality), "background", background,
                                          "optimize_coding", TRUE, "strip", TRUE, nullptr);
  vips_area_unref(VIPS_AREA(background));
  return take(failed, memory, size);
}

}  // namespace audmg::vips

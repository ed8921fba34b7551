// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/pictures.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/lib/vips/color.hpp"
#include "audmg/lib/vips/save.hpp"
#include "audmg/media/image/decode.hpp"
#include "audmg/media/image/difference_hash.hpp"
#include "audmg/media/image/dominant_color.hpp"
#include "audmg/media/image/rendition_file.hpp"
#include "audmg/media/image/thumb_hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>

namespace audmg::media {
namespace {

/// libwebp's scale from 0 (fast) to 6 (small). bench: 2 takes two thirds of the time of the default
/// 4, for files that are a few percent larger.
constexpr int kWebpEffort = 2;

Result<std::string> encode(const vips::Image& picture, const ImageRecipe& recipe) {
  switch (recipe.format) {
    case ImageFormat::webp:
      return vips::to_webp(picture, recipe.quality, kWebpEffort);
    case ImageFormat::jpeg:
      return vips::to_jpeg(picture, recipe.quality);
  }
  return fail(ErrorCode::internal, "unknown image format");
}

Result<Rendition> write_picture(const vips::Image& picture, const ImageRecipe& recipe,
                                OutputFiles& outputs) {
  AUDMG_TRY(const std::string encoded, encode(picture, recipe));
  AUDMG_TRY(const int file, outputs.open(recipe.name));
  AUDMG_CHECK(write_rendition(file, encoded));
  return Rendition{.name = recipe.name,
                   .recipe = recipe_id(recipe),
                   .content_type = recipe.format == ImageFormat::webp ? "image/webp" : "image/jpeg",
                   .size = encoded.size(),
                   .width = picture.width(),
                   .height = picture.height()};
}

Result<void> add_placeholder(const vips::Image& picture, MediaRecord& record) {
  AUDMG_TRY(const vips::Image tiny, shrink(picture, fit(size_of(picture), kMaxThumbHashSide)));
  AUDMG_TRY(const auto pixels, vips::rgba_pixels(tiny));
  const auto hash = thumb_hash(pixels, tiny.width(), tiny.height());
  record.placeholder = to_base64(std::as_bytes(std::span(hash)));
  record.dominant_color = dominant_color(pixels);
  if (record.image) {
    record.image->difference_hash =
        fmt::format("{:016x}", difference_hash(pixels, tiny.width(), tiny.height()));
  }
  return {};
}

}  // namespace

Result<void> make_pictures(const EncodedImage& image, const std::vector<ImageRecipe>& recipes,
                           const RenderTask& task, OutputFiles& outputs, MediaRecord& record) {
  std::vector<std::size_t> order(recipes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, std::greater{}, [&](std::size_t i) { return recipes[i].max_side; });

  const std::uint32_t largest = order.empty() ? kMaxThumbHashSide : recipes[order.front()].max_side;
  AUDMG_TRY(DecodedImage decoded,
            decode(image, rendition_size(size_of(image.header), largest), task.deadline));
  vips::Image& picture = decoded.picture;
  std::vector<Rendition> made(recipes.size());
  for (const std::size_t i : order) {
    AUDMG_CHECK(check_deadline(task.deadline));
    AUDMG_TRY(picture, shrink(picture, rendition_size(size_of(picture), recipes[i].max_side)));
    AUDMG_TRY(made[i], write_picture(picture, recipes[i], outputs));
  }
  AUDMG_CHECK(check_deadline(task.deadline));
  AUDMG_CHECK(add_placeholder(picture, record));
  if (record.damaged.empty()) record.damaged = std::move(decoded.damaged);
  std::ranges::move(made, std::back_inserter(record.renditions));
  return {};
}

}  // namespace audmg::media

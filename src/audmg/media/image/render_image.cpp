// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/encoded_image.hpp"
#include "audmg/media/image/image_limits.hpp"
#include "audmg/media/image/mapped_file.hpp"
#include "audmg/media/image/pictures.hpp"
#include "audmg/media/metadata/exif.hpp"
#include "audmg/media/render/render.hpp"

#include <algorithm>
#include <utility>

namespace audmg::media {
namespace {

ImageExtent extent_of(const EncodedImage& image) {
  return {image.header.width(), image.header.height(),
          image.is_animation() ? image.header.pages() : 1};
}

/// Orientations 5 to 8 turn a picture on its side.
constexpr int kFirstOnSide = 5;

Result<ImageFacts> image_facts(const EncodedImage& image, const RenderTask& task) {
  ImageFacts facts{.width = image.header.width(),
                   .height = image.header.height(),
                   .frames = image.header.pages()};
  if (image.header.orientation() >= kFirstOnSide) std::swap(facts.width, facts.height);
  if (image.loader == vips::Loader::tiff) {
    // A TIFF file is itself what an EXIF block is; libvips passes none on.
    AUDMG_TRY(const MappedFile file, MappedFile::map(task.input, task.size));
    read_exif(file.bytes(), task.limits.max_text_bytes, facts);
  } else if (image.header.exif().size() <= task.limits.max_metadata_bytes) {
    read_exif(image.header.exif(), task.limits.max_text_bytes, facts);
  }
  return facts;
}

std::vector<ImageRecipe> recipes_for(const RenderTask& task, bool with_display) {
  std::vector<ImageRecipe> recipes;
  std::ranges::copy_if(task.plan.images, std::back_inserter(recipes), [&](const ImageRecipe& it) {
    return it.use != ImageUse::display || with_display;
  });
  return recipes;
}

}  // namespace

Result<MediaRecord> render_image(const RenderTask& task, OutputFiles& outputs) {
  AUDMG_TRY(const EncodedImage image, open_image(task.input, task.content_type));
  AUDMG_CHECK(check_extent(extent_of(image), task.limits));
  MediaRecord record;
  AUDMG_TRY(record.image, image_facts(image, task));
  const auto recipes = recipes_for(task, !is_shown_everywhere(task.content_type));
  AUDMG_CHECK(make_pictures(image, recipes, task, outputs, record));
  return record;
}

Result<void> render_cover(std::string_view encoded, const RenderTask& task, OutputFiles& outputs,
                          MediaRecord& record) {
  if (encoded.size() > task.limits.max_cover_bytes) {
    return fail(ErrorCode::too_large, "The cover picture is too large.");
  }
  AUDMG_TRY(const EncodedImage image, open_image(encoded));
  AUDMG_CHECK(check_extent(extent_of(image), task.limits));
  return make_pictures(image, recipes_for(task, false), task, outputs, record);
}

}  // namespace audmg::media

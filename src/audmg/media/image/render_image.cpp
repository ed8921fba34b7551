// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/encoded_image.hpp"
#include "audmg/media/image/frame_count.hpp"
#include "audmg/media/image/image_limits.hpp"
#include "audmg/media/image/mapped_file.hpp"
#include "audmg/media/image/motion.hpp"
#include "audmg/media/image/pictures.hpp"
#include "audmg/media/image/repaired_heif.hpp"
#include "audmg/media/image/told_size.hpp"
#include "audmg/media/metadata/image_metadata.hpp"
#include "audmg/media/record/record_limits.hpp"
#include "audmg/media/render/render.hpp"
#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/open_file.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::media {
namespace {

/// Orientations 5 to 8 turn a picture on its side.
constexpr int kFirstOnSide = 5;

/// Some writers put what we look for at the end of a TIFF file; half of the job's address space is
/// enough for all but the largest of them.
Result<MappedFile> map_metadata(const RenderTask& task) {
  return MappedFile::map(task.input.descriptor(),
                         std::min(task.size, task.limits.max_memory_bytes / 2));
}

Result<ImageFacts> image_facts(const EncodedImage& image, ByteWindow& bytes,
                               const RenderTask& task) {
  ImageFacts facts{
      .width = image.header.width(),
      .height = image.header.height(),
      .frames = std::min(kMaxFrames, std::max(image.frames(), count_frames(bytes, image.loader)))};
  if (image.orientation() >= kFirstOnSide) std::swap(facts.width, facts.height);
  if (image.raw_photo) {
    read_image_metadata(image.raw_photo->bytes(), task.limits, facts);
    image.raw_photo->add_facts(image.header, task.limits, facts);
    return facts;
  }
  AUDMG_TRY(const MappedFile file, map_metadata(task));
  read_image_metadata(file.bytes(), task.limits, facts);
  return facts;
}

/// Returns what the file says of a picture that its decoder refuses to open.
Result<ImageFacts> facts_without_decoder(ByteWindow& bytes, const RenderTask& task) {
  ImageFacts facts{};
  if (const auto size = find_told_size(bytes, task.content_type)) {
    facts.width = std::min(size->width, kMaxRecordSide);
    facts.height = std::min(size->height, kMaxRecordSide);
  }
  AUDMG_TRY(const MappedFile file, map_metadata(task));
  if (read_orientation(file.bytes(), task.limits).value_or(1) >= kFirstOnSide) {
    std::swap(facts.width, facts.height);
  }
  read_image_metadata(file.bytes(), task.limits, facts);
  return facts;
}

std::vector<ImageRecipe> recipes_for(const RenderTask& task, bool with_display) {
  std::vector<ImageRecipe> recipes;
  std::ranges::copy_if(task.plan.images, std::back_inserter(recipes), [&](const ImageRecipe& it) {
    return it.use != ImageUse::display || with_display;
  });
  return recipes;
}

Result<void> make_within_limits(const EncodedImage& image, const std::vector<ImageRecipe>& recipes,
                                const RenderTask& task, OutputFiles& outputs, MediaRecord& record) {
  AUDMG_CHECK(
      check_extent({image.header.width(), image.header.height()}, image.decoder(), task.limits));
  return make_pictures(image, recipes, task, outputs, record);
}

/// Returns whether the picture itself cannot be shown, however often it is tried.
bool is_of_the_picture(const Error& error) {
  return error.code == ErrorCode::invalid_argument || error.code == ErrorCode::too_large;
}

/// Makes the pictures from the thumbnail in the file instead of the picture that has failed with
/// `reason`. Errors: `reason`, when there is no such thumbnail or it cannot be shown either; what
/// the machine lacks.
Result<void> make_from_thumbnail(const EncodedImage& image, const std::vector<ImageRecipe>& recipes,
                                 const Error& reason, const RenderTask& task, OutputFiles& outputs,
                                 MediaRecord& record) {
  const auto thumbnail = open_embedded_thumbnail(image);
  if (!thumbnail) return std::unexpected(reason);
  const auto made = make_within_limits(*thumbnail, recipes, task, outputs, record);
  if (!made) return std::unexpected(is_of_the_picture(made.error()) ? reason : made.error());
  record.damaged = reason.message + " What is shown is the small picture in the file.";
  return {};
}

/// Makes the pictures, or those of the thumbnail in the file when the picture itself cannot be
/// shown.
Result<void> make_what_can_be_shown(const EncodedImage& image,
                                    const std::vector<ImageRecipe>& recipes, const RenderTask& task,
                                    OutputFiles& outputs, MediaRecord& record) {
  const auto made = make_within_limits(image, recipes, task, outputs, record);
  if (made || !is_of_the_picture(made.error())) return made;
  return make_from_thumbnail(image, recipes, made.error(), task, outputs, record);
}

bool is_heif(std::string_view content_type) {
  return content_type == "image/heic" || content_type == "image/avif";
}

Result<EncodedImage> open_repaired(const std::optional<RepairedHeif>& repaired,
                                   const RenderTask& task) {
  if (repaired) return open_image(repaired->bytes, repaired->sound_bytes);
  return open_image(task.input.descriptor(), task.content_type);
}

}  // namespace

Result<MediaRecord> render_image(const RenderTask& task, OutputFiles& outputs) {
  OpenFile file(task.input, task.size);
  std::optional<RepairedHeif> repaired;
  if (is_heif(task.content_type)) {
    AUDMG_TRY(repaired, repaired_heif(file));
  }
  ByteWindow bytes(file);
  MediaRecord record;
  // LibRaw crashes on some damaged files, which ends this process.
  if (is_raw_photo(task.content_type) && task.facts_found) {
    AUDMG_TRY(record.image, facts_without_decoder(bytes, task));
    task.facts_found(record);
  }
  const auto image = open_repaired(repaired, task);
  if (!image) {
    AUDMG_TRY(record.image, facts_without_decoder(bytes, task));
    if (task.facts_found) task.facts_found(record);
    return std::unexpected(image.error());
  }
  AUDMG_TRY(record.image, image_facts(*image, bytes, task));
  if (task.facts_found) task.facts_found(record);
  const auto recipes = recipes_for(task, !is_shown_everywhere(task.content_type));
  AUDMG_CHECK(make_what_can_be_shown(*image, recipes, task, outputs, record));
  AUDMG_CHECK(copy_motion(task, outputs, record));
  return record;
}

Result<void> render_cover(std::string_view encoded, const RenderTask& task, OutputFiles& outputs,
                          MediaRecord& record) {
  if (encoded.size() > task.limits.max_cover_bytes) {
    return fail(ErrorCode::too_large, "The cover picture is too large.");
  }
  AUDMG_TRY(const EncodedImage image, open_image(encoded));
  AUDMG_CHECK(make_within_limits(image, recipes_for(task, false), task, outputs, record));
  // That sentence is about the file as a whole, and its sound may be perfect.
  record.damaged.clear();
  return {};
}

}  // namespace audmg::media

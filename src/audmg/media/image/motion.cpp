// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/motion.hpp"

#include "audmg/media/image/rendition_file.hpp"
#include "audmg/media/types/motion_video.hpp"
#include "audmg/media/types/open_file.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace audmg::media {
namespace {

Result<void> copy(storage::ObjectReader& from, const MotionVideo& video, int to) {
  constexpr std::uint64_t kPieceBytes = std::uint64_t{256} * 1024;
  std::vector<std::byte> piece(static_cast<std::size_t>(std::min(kPieceBytes, video.size)));
  for (std::uint64_t copied = 0; copied < video.size;) {
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), video.size - copied));
    AUDMG_TRY(const std::size_t count,
              from.read_at(video.offset + copied, std::span(piece).first(wanted)));
    if (count == 0) return fail(ErrorCode::internal, "a video is shorter than it was");
    AUDMG_CHECK(write_rendition(to, {reinterpret_cast<const char*>(piece.data()), count}));
    copied += count;
  }
  return {};
}

std::uint32_t bitrate_of(const MotionVideo& video) {
  constexpr double kMost = 1e9;
  if (video.duration_seconds <= 0) return 0;
  return static_cast<std::uint32_t>(
      std::lround(std::min(kMost, static_cast<double>(video.size) * 8 / video.duration_seconds)));
}

}  // namespace

Result<void> copy_motion(const RenderTask& task, OutputFiles& outputs, MediaRecord& record) {
  if (!task.plan.motion.video) return {};
  OpenFile file(task.input, task.size);
  AUDMG_TRY(const auto video, find_motion_video(file, task.content_type));
  if (!video || video->size > task.limits.max_output_bytes) return {};
  AUDMG_TRY(const int output, outputs.open(kMotionName));
  AUDMG_CHECK(copy(file, *video, output));
  record.renditions.push_back({.name = std::string(kMotionName),
                               .recipe = recipe_id(task.plan.motion),
                               .content_type = "video/mp4",
                               .size = video->size,
                               .duration_seconds = video->duration_seconds,
                               .bitrate = bitrate_of(*video)});
  return {};
}

}  // namespace audmg::media

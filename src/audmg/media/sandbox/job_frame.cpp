// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/job_frame.hpp"

#include "audmg/media/sandbox/frame.hpp"
#include "audmg/media/types/motion_video.hpp"

#include <chrono>

namespace audmg::media::sandbox {
namespace {

constexpr std::size_t kMaxNameBytes = 64;
/// Far above every sensible limit, so that sums cannot overflow.
constexpr std::uint64_t kMaxLimit = std::uint64_t{1} << 48;
constexpr std::uint64_t kMaxSeconds = std::uint64_t{365} * 24 * 60 * 60;

std::uint64_t count_of(std::chrono::seconds time) {
  return static_cast<std::uint64_t>(time.count());
}

void write(FrameWriter& frame, const RenditionPlan& plan) {
  frame.number(plan.images.size());
  for (const ImageRecipe& recipe : plan.images) {
    frame.text(recipe.name)
        .number(static_cast<std::uint64_t>(recipe.use))
        .number(recipe.max_side)
        .number(static_cast<std::uint64_t>(recipe.format))
        .number(recipe.quality);
  }
  frame.number(plan.audio.size());
  for (const AudioRecipe& recipe : plan.audio) {
    frame.text(recipe.name)
        .number(static_cast<std::uint64_t>(recipe.use))
        .number(static_cast<std::uint64_t>(recipe.format))
        .number(recipe.bitrate);
  }
  frame.number(plan.waveform.binary ? 1 : 0)
      .number(plan.waveform.json ? 1 : 0)
      .number(plan.waveform.pixels_per_second)
      .number(plan.motion.video ? 1 : 0);
}

void write(FrameWriter& frame, const MediaLimits& limits) {
  frame.number(limits.max_pixels)
      .number(limits.max_jpeg_pixels)
      .number(limits.max_heif_pixels)
      .number(limits.max_side)
      .number(count_of(limits.max_audio))
      .number(limits.max_channels)
      .number(limits.max_cover_bytes)
      .number(limits.max_metadata_bytes)
      .number(limits.max_text_bytes)
      .number(limits.max_memory_bytes)
      .number(count_of(limits.max_cpu))
      .number(count_of(limits.max_wall))
      .number(limits.max_output_bytes);
}

RenditionPlan read_plan(FrameReader& frame) {
  RenditionPlan plan;
  const auto images = frame.number_up_to(kMaxRecipes);
  for (std::uint64_t i = 0; i < images; ++i) {
    ImageRecipe recipe;
    recipe.name = frame.text(kMaxNameBytes);
    recipe.use = static_cast<ImageUse>(frame.number_up_to(2));
    recipe.max_side = frame.number32();
    recipe.format = frame.truth() ? ImageFormat::jpeg : ImageFormat::webp;
    recipe.quality = frame.number32();
    plan.images.push_back(std::move(recipe));
  }
  const auto audio = frame.number_up_to(kMaxRecipes);
  for (std::uint64_t i = 0; i < audio; ++i) {
    AudioRecipe recipe;
    recipe.name = frame.text(kMaxNameBytes);
    recipe.use = static_cast<AudioUse>(frame.number_up_to(2));
    recipe.format = static_cast<AudioFormat>(frame.number_up_to(2));
    recipe.bitrate = frame.number32();
    plan.audio.push_back(std::move(recipe));
  }
  plan.waveform.binary = frame.truth();
  plan.waveform.json = frame.truth();
  plan.waveform.pixels_per_second = frame.number32();
  plan.motion.video = frame.truth();
  return plan;
}

MediaLimits read_limits(FrameReader& frame) {
  MediaLimits limits;
  limits.max_pixels = frame.number_up_to(kMaxLimit);
  limits.max_jpeg_pixels = frame.number_up_to(kMaxLimit);
  limits.max_heif_pixels = frame.number_up_to(kMaxLimit);
  limits.max_side = frame.number32();
  limits.max_audio = std::chrono::seconds(frame.number_up_to(kMaxSeconds));
  limits.max_channels = frame.number32();
  limits.max_cover_bytes = frame.number_up_to(kMaxLimit);
  limits.max_metadata_bytes = frame.number_up_to(kMaxLimit);
  limits.max_text_bytes = frame.number_up_to(kMaxLimit);
  limits.max_memory_bytes = frame.number_up_to(kMaxLimit);
  limits.max_cpu = std::chrono::seconds(frame.number_up_to(kMaxSeconds));
  limits.max_wall = std::chrono::seconds(frame.number_up_to(kMaxSeconds));
  limits.max_output_bytes = frame.number_up_to(kMaxLimit);
  return limits;
}

}  // namespace

std::string encode(const JobFrame& job) {
  FrameWriter frame;
  frame.number(job.size).number(job.sidecar_size).text(job.content_type);
  write(frame, job.plan);
  write(frame, job.limits);
  frame.number(job.facts_only ? 1 : 0).number(job.is_fetched ? 1 : 0);
  return std::move(frame).take();
}

Result<JobFrame> parse_job_frame(std::string_view bytes) {
  FrameReader frame(bytes.substr(0, kMaxJobFrameBytes));
  JobFrame job;
  job.size = frame.number();
  job.sidecar_size = frame.number();
  job.content_type = frame.text(kMaxNameBytes);
  job.plan = read_plan(frame);
  job.limits = read_limits(frame);
  job.facts_only = frame.truth();
  job.is_fetched = frame.truth();
  if (!frame.complete() || job.plan.images.size() + job.plan.audio.size() > kMaxRecipes) {
    return fail(ErrorCode::invalid_argument, "a job that the server did not write");
  }
  return job;
}

std::vector<std::string> output_names(const RenditionPlan& plan, std::string_view content_type) {
  std::vector<std::string> names;
  for (const ImageRecipe& recipe : plan.images) names.push_back(recipe.name);
  if (is_image(content_type)) {
    if (plan.motion.video && may_have_motion(content_type)) names.emplace_back(kMotionName);
    return names;
  }
  for (const AudioRecipe& recipe : plan.audio) names.push_back(recipe.name);
  if (plan.waveform.binary) names.emplace_back("waveform");
  if (plan.waveform.json) names.emplace_back("waveform_json");
  return names;
}

bool is_image(std::string_view content_type) { return content_type.starts_with("image/"); }

}  // namespace audmg::media::sandbox

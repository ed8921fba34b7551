// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/audio_forms.hpp"

#include <algorithm>

namespace audmg::media {

Result<AudioForms> AudioForms::open(const RenderTask& task, const ffmpeg::PcmFormat& format,
                                    std::span<const AudioRecipe> recipes, OutputFiles& outputs) {
  std::vector<std::unique_ptr<AudioEncoding>> encodings;
  for (const AudioRecipe& recipe : recipes) {
    AUDMG_TRY(const int file, outputs.open(recipe.name));
    AUDMG_TRY(auto encoding,
              AudioEncoding::open(recipe, format, file, task.limits.max_output_bytes));
    encodings.push_back(std::move(encoding));
  }
  return AudioForms(std::move(encodings));
}

Result<void> AudioForms::add(std::span<const float> samples) {
  for (const auto& encoding : encodings_) AUDMG_CHECK(encoding->add(samples));
  return {};
}

Result<void> AudioForms::finish(const RenditionPlan& plan, MediaRecord& record) {
  for (const auto& encoding : encodings_) {
    AUDMG_TRY(Rendition rendition, encoding->finish());
    // A few samples can be none at the encoder's rate: there is nothing to play then.
    if (rendition.duration_seconds <= 0) continue;
    record.renditions.push_back(std::move(rendition));
  }
  const auto place = [&](const Rendition& rendition) -> std::ptrdiff_t {
    const auto found = std::ranges::find(plan.audio, rendition.name, &AudioRecipe::name);
    return found == plan.audio.end() ? -1 : found - plan.audio.begin();
  };
  std::ranges::stable_sort(record.renditions, {}, place);
  return {};
}

}  // namespace audmg::media

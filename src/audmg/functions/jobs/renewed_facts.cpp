// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/renewed_facts.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

void keep_of_sound(const media::AudioFacts& earlier, media::AudioFacts& made) {
  made.duration_seconds = earlier.duration_seconds;
  made.bitrate = earlier.bitrate;
  made.channels = earlier.channels;
  made.sample_rate = earlier.sample_rate;
  made.codec = earlier.codec;
  made.plays_everywhere = earlier.plays_everywhere;
  made.integrated_loudness_lufs = earlier.integrated_loudness_lufs;
  made.true_peak_dbtp = earlier.true_peak_dbtp;
}

}  // namespace

bool needs_only_facts(const media::MediaRecord& earlier, const LackingRenditions& lacking) {
  if (earlier.image) return lacking.plan.images.empty();
  const media::WaveformRecipe& waveform = lacking.plan.waveform;
  return lacking.plan.audio.empty() && !waveform.binary && !waveform.json;
}

void want_thumbnails_of_new_cover(const media::MediaRecord& earlier,
                                  const media::RenditionPlan& plan, LackingRenditions& lacking) {
  if (!earlier.audio || !earlier.placeholder.empty()) return;
  std::ranges::copy_if(
      plan.images, std::back_inserter(lacking.plan.images),
      [](const media::ImageRecipe& recipe) { return recipe.use == media::ImageUse::thumbnail; });
}

void keep_measurements(const media::MediaRecord& earlier, media::MediaRecord& made) {
  if (earlier.audio && made.audio) {
    keep_of_sound(*earlier.audio, *made.audio);
    made.damaged = earlier.damaged;
  }
  if (earlier.image && made.image && !earlier.image->difference_hash.empty()) {
    made.image->difference_hash = earlier.image->difference_hash;
  }
  if (!earlier.placeholder.empty()) {
    made.placeholder = earlier.placeholder;
    made.dominant_color = earlier.dominant_color;
  }
}

media::MediaRecord merged_record(media::MediaRecord made, media::MediaRecord stored,
                                 const database::File& file, const media::RenditionPlan& plan) {
  const bool renews = made.version >= stored.version && made.sidecar == sidecar_of(file);
  std::vector<media::Rendition> present = std::move(stored.renditions);
  media::MediaRecord merged = renews ? made : std::move(stored);
  merged.renditions = std::move(made.renditions);
  add_present(std::move(present), plan, merged);
  return merged;
}

}  // namespace audmg::functions

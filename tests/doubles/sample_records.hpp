// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/record/facts.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <string>
#include <utility>

/// A small rendition plan, and records of files rendered with it.
namespace audmg::media::sample {

inline RenditionPlan plan() {
  return {.images = {{"small", ImageUse::thumbnail, 256, ImageFormat::webp, 75},
                     {"display", ImageUse::display, 4096, ImageFormat::jpeg, 85}},
          .audio = {{"universal", AudioUse::needed, AudioFormat::mp3, 160'000},
                    {"opus", AudioUse::always, AudioFormat::opus, 128'000}},
          .waveform = {}};
}

inline std::string small() { return recipe_id(plan().images[0]); }
inline std::string display() { return recipe_id(plan().images[1]); }
inline std::string universal() { return recipe_id(plan().audio[0]); }
inline std::string opus() { return recipe_id(plan().audio[1]); }
inline std::string waveform() { return recipe_id(plan().waveform, false); }
inline std::string waveform_json() { return recipe_id(plan().waveform, true); }

inline void add(MediaRecord& record, std::string name, std::string recipe,
                std::string content_type = "audio/mpeg") {
  record.renditions.push_back({.name = std::move(name),
                               .recipe = std::move(recipe),
                               .content_type = std::move(content_type),
                               .size = 1});
}

/// Returns a record with everything that the plan makes of a JPEG file.
inline MediaRecord image_record() {
  MediaRecord record{.version = kFactsVersion, .image = ImageFacts{.width = 4, .height = 3}};
  add(record, "small", small(), "image/webp");
  return record;
}

/// Returns a record with everything that the plan makes of an MP3 file without a cover.
inline MediaRecord audio_record() {
  MediaRecord record{.version = kFactsVersion,
                     .audio = AudioFacts{.duration_seconds = 1, .plays_everywhere = true}};
  add(record, "opus", opus());
  add(record, "waveform", waveform());
  add(record, "waveform_json", waveform_json());
  return record;
}

}  // namespace audmg::media::sample

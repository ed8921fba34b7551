// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/audio/audio_encoding.hpp"
#include "audmg/media/render/render.hpp"

#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace audmg::media {

/// The forms that one pass over the sound writes, all at the same time.
class AudioForms {
 public:
  /// Opens the output of each recipe. Errors: as AudioEncoding::open().
  [[nodiscard]] static Result<AudioForms> open(const RenderTask& task,
                                               const ffmpeg::PcmFormat& format,
                                               std::span<const AudioRecipe> recipes,
                                               OutputFiles& outputs);

  /// Adds interleaved samples to all of them. Errors: as AudioEncoding::open().
  [[nodiscard]] Result<void> add(std::span<const float> samples);
  /// Completes the files and adds them to the record, which then names all of its renditions of
  /// audio in the order of the plan, behind those of the cover. Errors: as AudioEncoding::open().
  [[nodiscard]] Result<void> finish(const RenditionPlan& plan, MediaRecord& record);

 private:
  explicit AudioForms(std::vector<std::unique_ptr<AudioEncoding>> encodings)
      : encodings_(std::move(encodings)) {}

  std::vector<std::unique_ptr<AudioEncoding>> encodings_;
};

}  // namespace audmg::media

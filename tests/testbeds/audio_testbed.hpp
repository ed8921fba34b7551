// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/media/render/render.hpp"
#include "doubles/temporary_folder.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {

/// Keeps renditions in memory.
class MemoryFiles {
 public:
  /// Returns a new empty file of that name, which this object owns.
  [[nodiscard]] Result<int> open(std::string_view rendition);
  /// Returns all bytes of a rendition; empty when there is none.
  [[nodiscard]] std::string content(std::string_view rendition) const;
  [[nodiscard]] bool has(std::string_view rendition) const { return files_.contains(rendition); }

 private:
  std::map<std::string, Descriptor, std::less<>> files_;
};

/// Interleaved samples.
struct Sound {
  std::uint32_t sample_rate = 0;
  std::size_t channels = 0;
  std::vector<float> samples{};

  [[nodiscard]] double seconds() const;
};

/// Result of a render.
struct RenderedAudio {
  Result<MediaRecord> record = fail(ErrorCode::internal, "not rendered");
  MemoryFiles outputs{};

  [[nodiscard]] const Rendition* rendition(std::string_view name) const;
};

/// A folder with audio files made by the ffmpeg program, which also decodes them as the reference.
class AudioTestbed {
 public:
  /// Brownian noise, the same every time: every part of it looks different, and encoders keep its
  /// waveform. `rate` is in hertz; `layout` is FFmpeg's ("stereo").
  static std::string noise(std::uint32_t rate, std::string_view layout, double seconds = 5.3);

  /// Runs ffmpeg with `arguments`, then the name of the file; fails the test when ffmpeg fails.
  std::string make(const std::string& name, const std::string& arguments);
  std::string write(const std::string& name, std::string_view content);
  [[nodiscard]] std::string path(std::string_view name) const;

  /// Returns the sound that ffmpeg decodes; `before` are options before the file, such as "-ss 3".
  [[nodiscard]] Sound decode(const std::string& file, std::uint32_t rate, std::size_t channels,
                             const std::string& before = "") const;
  /// Returns everything that ffmpeg writes to its two outputs.
  [[nodiscard]] static std::string ffmpeg(const std::string& arguments);

 private:
  TemporaryFolder folder_;
};

/// Returns a plan with universal (MP3), opus, and the waveform.
[[nodiscard]] RenditionPlan test_plan();
[[nodiscard]] RenderTask test_task(std::string_view content_type);
/// Renders the file with `task`; sets its input and size.
[[nodiscard]] RenderedAudio render_file(const std::string& file, RenderTask task,
                                        CoverRenderer render_cover = nullptr);

/// Returns the normalised correlation (-1..1) of the first channels of two sounds with the same
/// rate, the second one shifted by `lag` samples.
[[nodiscard]] double correlation(const Sound& a, const Sound& b, std::ptrdiff_t lag);

}  // namespace audmg::media

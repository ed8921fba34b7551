// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/byte_input.hpp"
#include "audmg/core/result.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

// Decoding. This code runs only inside the sandboxed child; no other code decodes.
namespace audmg::media {

struct RenderTask {
  ByteInput input{};
  std::uint64_t size = 0;
  std::string content_type;
  RenditionPlan plan;
  MediaLimits limits;
  /// An XMP sidecar of the file, open for reading, seekable; -1 when there is none.
  int sidecar = -1;
  std::uint64_t sidecar_size = 0;
  /// The file was decoded before, and only what it says of itself is read again. The sound of an
  /// audio file is not decoded: duration, bitrate, loudness and whether every browser plays it are
  /// then unset, and the plan must not have audio or waveforms.
  bool facts_only = false;
  /// Checked between steps.
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  /// Called at most twice, before the decoding, with the facts that the header and the tags told,
  /// so that they survive whatever becomes of the decoder. The last ones hold. May be empty.
  std::function<void(const MediaRecord& facts)> facts_found{};
};

/// The files that renditions are written to.
class OutputFiles {
 public:
  OutputFiles() = default;
  OutputFiles(const OutputFiles&) = delete;
  OutputFiles& operator=(const OutputFiles&) = delete;
  virtual ~OutputFiles() = default;

  /// Returns an empty file for the rendition of that name: writable, readable, seekable and owned
  /// by this object. Errors: internal when the plan has no such rendition.
  [[nodiscard]] virtual Result<int> open(std::string_view rendition) = 0;
};

/// Makes the facts and renditions of one file; the record names every rendition that was written,
/// in the order of the plan. Errors: invalid_argument (cannot be decoded), too_large (over a
/// limit), deadline_exceeded, out_of_space, internal; messages of the first two are for the file's
/// owner.
[[nodiscard]] Result<MediaRecord> render(const RenderTask& task, OutputFiles& outputs);
[[nodiscard]] Result<MediaRecord> render_image(const RenderTask& task, OutputFiles& outputs);

/// Signature of render_cover().
using CoverRenderer = Result<void> (*)(std::string_view encoded, const RenderTask& task,
                                       OutputFiles& outputs, MediaRecord& record);

/// Renders an audio file. `render_cover` receives the picture in the file's tags, if there is one
/// of at most max_cover_bytes, so that audio does not depend on the image library; null omits
/// covers. A cover that it rejects is omitted.
[[nodiscard]] Result<MediaRecord> render_audio(const RenderTask& task, OutputFiles& outputs,
                                               CoverRenderer render_cover);

/// Adds thumbnails, placeholder and dominant colour of an encoded picture (a song's cover) to the
/// record. Errors: as render_image().
[[nodiscard]] Result<void> render_cover(std::string_view encoded, const RenderTask& task,
                                        OutputFiles& outputs, MediaRecord& record);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/converter.hpp"
#include "audmg/lib/ffmpeg/decoder.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/lib/ffmpeg/frame.hpp"
#include "audmg/lib/ffmpeg/packet.hpp"
#include "audmg/media/media_limits.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace audmg::media {

/// Decodes an untrusted file once, from its first to its last sample. Skips damaged parts and
/// checks the limits both in the header and while decoding. Messages of invalid_argument and
/// too_large are for the file's owner.
class AudioReader {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  /// Errors: invalid_argument, too_large, deadline_exceeded.
  [[nodiscard]] static Result<AudioReader> open(ffmpeg::Demuxer demuxer,
                                                const ffmpeg::AllowedFormat& allowed,
                                                const MediaLimits& limits, Deadline deadline);

  /// Returns the next samples in time order, interleaved and finite, with a full scale of 1; empty
  /// at the end. Valid until the next call. If the file changes its channels or sample rate, later
  /// samples are converted to the first format. Errors: as open().
  [[nodiscard]] Result<std::span<const float>> next();

  /// Goes to a place in the file, in seconds, or to a packet close to it; next() then returns what
  /// is there, and seconds() counts on. Returns false when nothing can be read there. Errors: as
  /// open().
  [[nodiscard]] Result<bool> go_to(double seconds);

  /// Succeeds when the decoded samples can stand for the file. Precondition: next() has reached the
  /// end. Errors: invalid_argument when nothing was decoded, or when most of the file is damaged.
  [[nodiscard]] Result<void> check_complete() const;

  /// Returns whether damage ended the sound, because a decoder cannot tell where it goes on.
  /// Precondition: next() has reached the end.
  [[nodiscard]] bool has_lost_end() const;

  /// Format of the samples that next() returns. Precondition: next() has returned samples.
  [[nodiscard]] const ffmpeg::PcmFormat& format() const noexcept { return format_; }
  /// Duration of all samples that next() has returned.
  [[nodiscard]] double seconds() const noexcept;
  /// Size of all packets that were decoded, without tags and covers.
  [[nodiscard]] std::uint64_t encoded_bytes() const noexcept { return encoded_bytes_; }
  [[nodiscard]] const ffmpeg::Demuxer& demuxer() const noexcept { return demuxer_; }

 private:
  AudioReader(ffmpeg::Demuxer demuxer, ffmpeg::Decoder decoder, const MediaLimits& limits,
              Deadline deadline)
      : demuxer_(std::move(demuxer)),
        decoder_(std::move(decoder)),
        limits_(limits),
        deadline_(deadline) {}
  [[nodiscard]] Result<bool> next_frame();
  [[nodiscard]] Result<void> feed_decoder();
  [[nodiscard]] Result<std::span<const float>> as_floats();
  [[nodiscard]] Result<void> adapt_to(const ffmpeg::PcmFormat& format);

  ffmpeg::Demuxer demuxer_;
  ffmpeg::Decoder decoder_;
  MediaLimits limits_;
  Deadline deadline_;
  ffmpeg::Packet packet_;
  ffmpeg::Frame frame_;
  ffmpeg::PcmFormat format_;        // format of the samples that next() returns
  ffmpeg::PcmFormat frame_format_;  // format of the samples that the decoder returns now
  std::optional<ffmpeg::Converter> converter_;
  std::vector<float> finite_;
  bool is_at_end_ = false;
  std::uint32_t format_changes_ = 0;
  std::uint64_t good_frames_ = 0;
  std::uint64_t damaged_packets_ = 0;
  std::uint64_t samples_ = 0;
  std::uint64_t encoded_bytes_ = 0;
};

}  // namespace audmg::media

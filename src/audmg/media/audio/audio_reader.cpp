// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/audio_reader.hpp"

#include "audmg/media/audio/audio_limits.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace audmg::media {
namespace {

// Making a converter costs more than decoding a frame; a file with more changes than this was
// crafted.
constexpr std::uint32_t kMaxFormatChanges = 100;
// Largest sample of a float file, 24 dB over full scale. Encoders do not survive every float.
constexpr float kMaxSample = 16;

bool is_damage(const Error& error) { return error.code == ErrorCode::invalid_argument; }

float to_finite(float sample) {
  return std::isnan(sample) ? 0.0F : std::clamp(sample, -kMaxSample, kMaxSample);
}

}  // namespace

Result<AudioReader> AudioReader::open(ffmpeg::Demuxer demuxer, const ffmpeg::AllowedFormat& allowed,
                                      const MediaLimits& limits, Deadline deadline) {
  AUDMG_CHECK(check_claims(demuxer.claims(), limits));
  auto decoder = ffmpeg::Decoder::open(demuxer, allowed);
  if (!decoder) return std::unexpected(for_owner(std::move(decoder).error()));
  return AudioReader(std::move(demuxer), std::move(*decoder), limits, deadline);
}

double AudioReader::seconds() const noexcept {
  return samples_ == 0 ? 0 : static_cast<double>(samples_) / format_.sample_rate;
}

Result<std::span<const float>> AudioReader::next() {
  for (;;) {
    AUDMG_TRY(const bool has_frame, next_frame());
    if (!has_frame) return std::span<const float>{};
    AUDMG_TRY(const std::span<const float> samples, as_floats());
    if (samples.empty()) continue;
    samples_ += samples.size() / format_.channels;
    AUDMG_CHECK(check_duration(seconds(), limits_));
    return samples;
  }
}

Result<bool> AudioReader::next_frame() {
  for (;;) {
    if (std::chrono::steady_clock::now() >= deadline_) {
      return fail(ErrorCode::deadline_exceeded, "decoding takes too long");
    }
    const auto received = decoder_.receive(frame_);
    if (received && *received) {
      ++good_frames_;
      return true;
    }
    if (!received && !is_damage(received.error())) {
      return std::unexpected(for_owner(received.error()));
    }
    if (!received) ++damaged_packets_;
    if (is_at_end_) return false;
    AUDMG_CHECK(feed_decoder());
  }
}

Result<void> AudioReader::feed_decoder() {
  const auto read = demuxer_.read(packet_);
  // A rest that cannot be read ends the file where it is; check_complete() judges how bad that is.
  is_at_end_ = read ? !*read : is_damage(read.error());
  if (!read && !is_at_end_) return std::unexpected(for_owner(read.error()));
  if (!is_at_end_) encoded_bytes_ += packet_.bytes().size();
  const auto sent = is_at_end_ ? decoder_.send_end() : decoder_.send(packet_);
  if (!sent && !is_damage(sent.error())) return std::unexpected(for_owner(sent.error()));
  if (!sent) ++damaged_packets_;
  return {};
}

Result<bool> AudioReader::go_to(double seconds) {
  // Where a container cannot be searched, reading on finds the place as well.
  if (auto sought = demuxer_.seek(seconds); !sought && !is_damage(sought.error())) {
    return std::unexpected(for_owner(std::move(sought).error()));
  }
  decoder_.flush();
  is_at_end_ = false;
  for (;;) {
    const auto read = demuxer_.read(packet_);
    if (!read && !is_damage(read.error())) return std::unexpected(for_owner(read.error()));
    is_at_end_ = !read || !*read;
    if (is_at_end_) return false;
    const auto time = demuxer_.start_of(packet_);
    if (!time || *time >= seconds) break;
  }
  // The first packet may depend on the one before it; what cannot be decoded is left out.
  const auto sent = decoder_.send(packet_);
  if (!sent && !is_damage(sent.error())) return std::unexpected(for_owner(sent.error()));
  return true;
}

Result<std::span<const float>> AudioReader::as_floats() {
  AUDMG_CHECK(adapt_to(frame_.format()));
  const auto converted = converter_->convert(frame_);
  if (!converted) return std::unexpected(for_owner(converted.error()));
  const std::span<const float> samples = (*converted)->floats();
  finite_.resize(samples.size());
  std::ranges::transform(samples, finite_.begin(), to_finite);
  return std::span<const float>(finite_);
}

Result<void> AudioReader::adapt_to(const ffmpeg::PcmFormat& format) {
  if (converter_ && format == frame_format_) return {};
  AUDMG_CHECK(check_channels(format.channels, limits_));
  AUDMG_CHECK(check_sample_rate(format.sample_rate));
  if (!converter_) format_ = ffmpeg::as_interleaved_floats(format);
  if (++format_changes_ > kMaxFormatChanges) {
    return fail(ErrorCode::invalid_argument, "The audio changes its format too often.");
  }
  auto converter = ffmpeg::Converter::open(format, format_);
  if (!converter) return std::unexpected(for_owner(std::move(converter).error()));
  converter_ = std::move(*converter);
  frame_format_ = format;
  return {};
}

bool AudioReader::has_lost_end() const {
  return damaged_packets_ > 0 && demuxer_.claims().is_one_packet;
}

Result<void> AudioReader::check_complete() const {
  if (samples_ == 0) return fail(ErrorCode::invalid_argument, "No audio could be decoded.");
  // A file that was cut is worth what is there; damage in most of it leaves nothing to listen to.
  if (damaged_packets_ > good_frames_) {
    return fail(ErrorCode::invalid_argument, "More than half of the audio is missing or damaged.");
  }
  return {};
}

}  // namespace audmg::media

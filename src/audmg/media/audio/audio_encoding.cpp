// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/audio_encoding.hpp"

#include "audmg/media/audio/average_bitrate.hpp"
#include "audmg/media/media_limits.hpp"

#include <algorithm>
#include <utility>

namespace audmg::media {
namespace {

constexpr std::uint32_t kHighestRate = 48'000;  // hertz; browsers and devices go no higher
constexpr std::uint32_t kLowestRate = 16'000;   // hertz; MP3 below is an extension of few

struct Form {
  const char* encoder;
  const char* container;
  const char* content_type;
};

// Opus goes into MP4, which has an index in front; Ogg has none, and its length is only at the end
// of the file (docs/adr/0009).
Form form_of(AudioFormat format) {
  switch (format) {
    case AudioFormat::m4a:
      return {"aac", "ipod", "audio/mp4"};
    case AudioFormat::mp3:
      return {"libmp3lame", "mp3", "audio/mpeg"};
    case AudioFormat::opus:
      return {"libopus", "mp4", "audio/mp4"};
  }
  return {"", "", ""};
}

std::uint32_t rate_for(AudioFormat format, std::uint32_t source) {
  if (format == AudioFormat::opus) return kHighestRate;  // what it decodes to, whatever went in
  if (source <= kHighestRate) return std::max(source, kLowestRate);
  return source % 44'100 == 0 ? 44'100 : kHighestRate;
}

// Turns an error into an internal one: the file's owner did not cause it.
Error as_fault(Error error) {
  if (error.code == ErrorCode::invalid_argument) error.code = ErrorCode::internal;
  if (error.code == ErrorCode::too_large) error.message = kRenditionsTooLarge;
  return error;
}

}  // namespace

Result<std::unique_ptr<AudioEncoding>> AudioEncoding::open(const AudioRecipe& recipe,
                                                           const ffmpeg::PcmFormat& format,
                                                           int descriptor,
                                                           std::uint64_t max_bytes) {
  std::unique_ptr<AudioEncoding> encoding(new AudioEncoding(recipe, format, descriptor, max_bytes));
  if (auto started = encoding->start(); !started) {
    return std::unexpected(as_fault(std::move(started).error()));
  }
  return encoding;
}

Result<void> AudioEncoding::start() {
  const Form form = form_of(recipe_.format);
  AUDMG_TRY(ffmpeg::Encoder encoder,
            ffmpeg::Encoder::open(
                {.encoder = form.encoder,
                 .bitrate = format_.channels == 1 ? recipe_.bitrate / 2 : recipe_.bitrate,
                 .channels = std::min(format_.channels, 2U),
                 .sample_rate = rate_for(recipe_.format, format_.sample_rate),
                 .global_header = ffmpeg::Muxer::wants_global_header(form.container)}));
  AUDMG_TRY(ffmpeg::Muxer muxer, ffmpeg::Muxer::open(form.container, sink_, encoder));
  AUDMG_TRY(ffmpeg::Converter converter, ffmpeg::Converter::open(format_, encoder.format()));
  fifo_ = std::make_unique<ffmpeg::Fifo>(encoder.format());
  encoder_ = std::make_unique<ffmpeg::Encoder>(std::move(encoder));
  muxer_ = std::make_unique<ffmpeg::Muxer>(std::move(muxer));
  converter_ = std::make_unique<ffmpeg::Converter>(std::move(converter));
  return {};
}

Result<void> AudioEncoding::add(std::span<const float> samples) {
  samples_in_ += samples.size() / format_.channels;
  auto converted = converter_->convert(samples);
  auto taken = converted ? take(**converted) : std::unexpected(std::move(converted).error());
  if (!taken) return std::unexpected(as_fault(std::move(taken).error()));
  return {};
}

Result<void> AudioEncoding::take(const ffmpeg::Frame& converted) {
  AUDMG_CHECK(fifo_->write(converted));
  while (fifo_->samples() >= encoder_->frame_samples()) {
    AUDMG_CHECK(encode(encoder_->frame_samples()));
  }
  return {};
}

Result<void> AudioEncoding::encode(std::size_t samples) {
  AUDMG_CHECK(fifo_->read(samples, frame_));
  frame_.set_time(static_cast<std::int64_t>(samples_out_));
  samples_out_ += samples;
  AUDMG_CHECK(encoder_->send(frame_));
  return write_packets();
}

Result<void> AudioEncoding::write_packets() {
  for (;;) {
    AUDMG_TRY(const bool has_packet, encoder_->receive(packet_));
    if (!has_packet) return {};
    AUDMG_CHECK(muxer_->write(packet_));
  }
}

Result<Rendition> AudioEncoding::finish() {
  const auto complete = [this]() -> Result<void> {
    AUDMG_TRY(const ffmpeg::Frame* rest, converter_->flush());
    AUDMG_CHECK(take(*rest));
    // Resampling can return a few samples more than it received.
    const std::uint64_t rate = encoder_->format().sample_rate;
    const std::uint64_t length =
        (samples_in_ * rate + format_.sample_rate / 2) / format_.sample_rate;
    const std::uint64_t missing = length > samples_out_ ? length - samples_out_ : 0;
    const std::size_t last = std::min<std::size_t>(fifo_->samples(), missing);
    if (last > 0) AUDMG_CHECK(encode(last));
    AUDMG_CHECK(encoder_->send_end());
    AUDMG_CHECK(write_packets());
    return muxer_->finish();
  };
  if (auto completed = complete(); !completed) {
    return std::unexpected(as_fault(std::move(completed).error()));
  }
  Rendition rendition;
  rendition.name = recipe_.name;
  rendition.recipe = recipe_id(recipe_);
  rendition.content_type = form_of(recipe_.format).content_type;
  rendition.size = sink_.size();
  rendition.duration_seconds = static_cast<double>(samples_out_) / encoder_->format().sample_rate;
  rendition.bitrate = average_bitrate(rendition.size, rendition.duration_seconds);
  return rendition;
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ebur128/loudness_meter.hpp"
#include "audmg/lib/ffmpeg/log.hpp"
#include "audmg/media/audio/audio_encoding.hpp"
#include "audmg/media/audio/audio_format.hpp"
#include "audmg/media/audio/audio_reader.hpp"
#include "audmg/media/audio/audio_tags.hpp"
#include "audmg/media/audio/average_bitrate.hpp"
#include "audmg/media/audio/browser_support.hpp"
#include "audmg/media/audio/output_text.hpp"
#include "audmg/media/audio/waveform.hpp"
#include "audmg/media/record/record_limits.hpp"
#include "audmg/media/render/render.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace audmg::media {
namespace {

ebur128::Weight weight_of(ffmpeg::Speaker speaker) {
  switch (speaker) {
    case ffmpeg::Speaker::front:
      return ebur128::Weight::front;
    case ffmpeg::Speaker::low_frequency:
      return ebur128::Weight::none;
    case ffmpeg::Speaker::surround:
      return ebur128::Weight::surround;
  }
  return ebur128::Weight::none;
}

Result<ebur128::LoudnessMeter> open_meter(const ffmpeg::PcmFormat& format) {
  std::vector<ebur128::Weight> weights;
  for (const ffmpeg::Speaker speaker : ffmpeg::speakers(format)) {
    weights.push_back(weight_of(speaker));
  }
  return ebur128::LoudnessMeter::open(format.sample_rate, weights);
}

/// Everything that consumes the one pass over the samples.
struct Listeners {
  ebur128::LoudnessMeter loudness;
  Waveform waveform;
  std::vector<std::unique_ptr<AudioEncoding>> encodings;

  Result<void> add(std::span<const float> samples) {
    AUDMG_CHECK(loudness.add(samples));
    waveform.add(samples);
    for (const auto& encoding : encodings) AUDMG_CHECK(encoding->add(samples));
    return {};
  }
};

Result<Listeners> open_listeners(const RenderTask& task, const ffmpeg::PcmFormat& format,
                                 bool needs_universal, OutputFiles& outputs) {
  AUDMG_TRY(ebur128::LoudnessMeter loudness, open_meter(format));
  Listeners listeners{
      std::move(loudness),
      Waveform(format.sample_rate, format.channels, task.plan.waveform.pixels_per_second),
      {}};
  for (const AudioRecipe& recipe : task.plan.audio) {
    if (recipe.use == AudioUse::universal && !needs_universal) continue;
    AUDMG_TRY(const int file, outputs.open(recipe.name));
    AUDMG_TRY(auto encoding,
              AudioEncoding::open(recipe, format, file, task.limits.max_output_bytes));
    listeners.encodings.push_back(std::move(encoding));
  }
  return listeners;
}

std::optional<double> within(const FactRange& range, std::optional<double> value) {
  return value && range.contains(*value) ? value : std::nullopt;
}

/// Facts that the file states itself, so that nothing has to be decoded.
AudioFacts stated_facts(const ffmpeg::Demuxer& demuxer, const MediaLimits& limits) {
  AudioFacts facts;
  facts.codec = demuxer.claims().codec;
  facts.tags = read_tags(demuxer, limits);
  return facts;
}

AudioFacts facts_of(const AudioReader& reader, const Listeners& listeners,
                    const MediaLimits& limits) {
  AudioFacts facts = stated_facts(reader.demuxer(), limits);
  facts.duration_seconds = reader.seconds();
  facts.bitrate = average_bitrate(reader.encoded_bytes(), reader.seconds());
  facts.channels = reader.format().channels;
  facts.sample_rate = reader.format().sample_rate;
  facts.integrated_loudness_lufs = within(kLoudness, listeners.loudness.integrated_loudness());
  facts.true_peak_dbtp = within(kTruePeak, listeners.loudness.true_peak());
  return facts;
}

// A song whose cover is not a picture is still a song.
Result<void> add_cover(std::string_view cover, const RenderTask& task, OutputFiles& outputs,
                       CoverRenderer render_cover, MediaRecord& record) {
  if (cover.empty() || cover.size() > task.limits.max_cover_bytes || render_cover == nullptr) {
    return {};
  }
  MediaRecord with_cover = record;
  auto rendered = render_cover(cover, task, outputs, with_cover);
  if (rendered) {
    record = std::move(with_cover);
    return {};
  }
  const ErrorCode code = rendered.error().code;
  if (code == ErrorCode::invalid_argument || code == ErrorCode::too_large) return {};
  return rendered;
}

Result<void> add_waveform(const RenderTask& task, const Waveform& waveform, double seconds,
                          OutputFiles& outputs, MediaRecord& record) {
  const auto add = [&](bool is_json, std::string_view text) -> Result<void> {
    Rendition rendition;
    rendition.name = is_json ? "waveform_json" : "waveform";
    rendition.recipe = recipe_id(task.plan.waveform, is_json);
    rendition.content_type = is_json ? "application/json" : "application/octet-stream";
    rendition.size = text.size();
    rendition.duration_seconds = seconds;
    AUDMG_TRY(const int file, outputs.open(rendition.name));
    AUDMG_CHECK(write_text(file, text));
    record.renditions.push_back(std::move(rendition));
    return {};
  };
  if (task.plan.waveform.binary) AUDMG_CHECK(add(false, waveform.binary()));
  if (task.plan.waveform.json) AUDMG_CHECK(add(true, waveform.json()));
  return {};
}

/// Renders a file whose sound was decoded before: see RenderTask::facts_only.
Result<MediaRecord> render_stated_facts(const AudioReader& reader, const RenderTask& task,
                                        OutputFiles& outputs, CoverRenderer render_cover) {
  const ffmpeg::StreamClaims claims = reader.demuxer().claims();
  MediaRecord record;
  record.audio = stated_facts(reader.demuxer(), task.limits);
  record.audio->channels = std::clamp(claims.channels, 1U, kMaxChannels);
  record.audio->sample_rate = std::clamp(claims.sample_rate, 1U, kMaxRecordedSampleRate);
  AUDMG_CHECK(add_cover(reader.demuxer().cover(), task, outputs, render_cover, record));
  return record;
}

}  // namespace

Result<MediaRecord> render_audio(const RenderTask& task, OutputFiles& outputs,
                                 CoverRenderer render_cover) {
  ffmpeg::silence_log();
  const auto allowed = allowed_format(task.content_type);
  if (!allowed) return fail(ErrorCode::internal, "no audio type: " + task.content_type);
  ffmpeg::ByteSource source(task.input, task.size, task.deadline);
  AUDMG_TRY(AudioReader reader, AudioReader::open(source, *allowed, task.limits, task.deadline));
  if (task.facts_only) return render_stated_facts(reader, task, outputs, render_cover);
  AUDMG_TRY(std::span<const float> samples, reader.next());
  if (samples.empty()) return fail(ErrorCode::invalid_argument, "No audio could be decoded.");

  AUDMG_TRY(const bool is_universal, plays_everywhere(task, *allowed, reader.demuxer().claims()));
  AUDMG_TRY(Listeners listeners, open_listeners(task, reader.format(), !is_universal, outputs));
  while (!samples.empty()) {
    AUDMG_CHECK(listeners.add(samples));
    AUDMG_TRY(samples, reader.next());
  }
  AUDMG_CHECK(reader.check_complete());
  listeners.waveform.finish();

  MediaRecord record;
  record.audio = facts_of(reader, listeners, task.limits);
  record.audio->plays_everywhere = is_universal;
  AUDMG_CHECK(add_cover(reader.demuxer().cover(), task, outputs, render_cover, record));
  for (const auto& encoding : listeners.encodings) {
    AUDMG_TRY(Rendition rendition, encoding->finish());
    // A few samples can be none at the encoder's rate: there is nothing to play then.
    if (rendition.duration_seconds <= 0) continue;
    record.renditions.push_back(std::move(rendition));
  }
  AUDMG_CHECK(add_waveform(task, listeners.waveform, reader.seconds(), outputs, record));
  return record;
}

}  // namespace audmg::media

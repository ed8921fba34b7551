// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ebur128/loudness_meter.hpp"
#include "audmg/lib/ffmpeg/byte_source.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/lib/ffmpeg/log.hpp"
#include "audmg/media/audio/audio_format.hpp"
#include "audmg/media/audio/audio_forms.hpp"
#include "audmg/media/audio/audio_limits.hpp"
#include "audmg/media/audio/audio_outline.hpp"
#include "audmg/media/audio/audio_reader.hpp"
#include "audmg/media/audio/audio_tags.hpp"
#include "audmg/media/audio/average_bitrate.hpp"
#include "audmg/media/audio/browser_support.hpp"
#include "audmg/media/audio/cut_sound.hpp"
#include "audmg/media/audio/open_sound.hpp"
#include "audmg/media/audio/output_text.hpp"
#include "audmg/media/audio/sampled_sound.hpp"
#include "audmg/media/audio/tag_values.hpp"
#include "audmg/media/audio/tagged_facts.hpp"
#include "audmg/media/audio/waveform.hpp"
#include "audmg/media/record/record_limits.hpp"
#include "audmg/media/render/render.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
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

/// Measurements of the sound while it passes.
struct Measures {
  ebur128::LoudnessMeter loudness;
  Waveform waveform;
};

Result<Measures> open_measures(const RenderTask& task, const ffmpeg::PcmFormat& format) {
  AUDMG_TRY(ebur128::LoudnessMeter loudness, open_meter(format));
  return Measures{std::move(loudness), Waveform(format.sample_rate, format.channels,
                                                task.plan.waveform.pixels_per_second)};
}

/// Length and size of the sound that the facts describe.
struct Extent {
  double seconds = 0;
  std::uint64_t encoded_bytes = 0;
};

/// Returns what is demanded, and of short audio what the plan makes unasked.
std::vector<AudioRecipe> forms_to_make(const RenderTask& task, double seconds,
                                       bool plays_everywhere) {
  const bool is_long = seconds > std::chrono::duration<double>(kLongAudio).count();
  std::vector<AudioRecipe> forms;
  for (const AudioRecipe& recipe : task.plan.audio) {
    const bool is_unasked = !is_long && is_made_unasked(recipe.use, plays_everywhere, seconds);
    if (is_unasked || recipe.use == AudioUse::on_demand) forms.push_back(recipe);
  }
  return forms;
}

/// Decodes the whole file into its measures and forms.
Result<Extent> hear_all(AudioReader& reader, std::span<const float> samples, Measures& measures,
                        AudioForms& forms) {
  while (!samples.empty()) {
    AUDMG_CHECK(measures.loudness.add(samples));
    measures.waveform.add(samples);
    AUDMG_CHECK(forms.add(samples));
    AUDMG_TRY(samples, reader.next());
  }
  AUDMG_CHECK(reader.check_complete());
  measures.waveform.finish();
  return Extent{reader.seconds(), reader.encoded_bytes()};
}

Result<Extent> hear_samples(AudioReader& reader, const RenderTask& task,
                            const AudioOutline& outline, Measures& measures) {
  const double seconds = *outline.seconds;
  AUDMG_CHECK(add_samples(reader, seconds, measures.loudness, measures.waveform));
  return Extent{seconds, outline.survey ? outline.survey->bytes : task.size};
}

/// Decodes the file once more, for the forms that are missing because only its end told that it
/// does not play well.
Result<void> add_missing_forms(const RenderTask& task, const ffmpeg::AllowedFormat& allowed,
                               double seconds, OutputFiles& outputs, MediaRecord& record) {
  std::vector<AudioRecipe> missing = forms_to_make(task, seconds, false);
  std::erase_if(missing, [&](const AudioRecipe& recipe) {
    return std::ranges::find(record.renditions, recipe.name, &Rendition::name) !=
           record.renditions.end();
  });
  if (missing.empty()) return {};
  ffmpeg::ByteSource source(task.input, task.size, task.deadline);
  AUDMG_TRY(ffmpeg::Demuxer demuxer, open_sound(source, task, allowed));
  AUDMG_TRY(AudioReader reader,
            AudioReader::open(std::move(demuxer), allowed, task.limits, task.deadline));
  AUDMG_TRY(std::span<const float> samples, reader.next());
  if (samples.empty()) return {};
  AUDMG_TRY(AudioForms forms, AudioForms::open(task, reader.format(), missing, outputs));
  while (!samples.empty()) {
    AUDMG_CHECK(forms.add(samples));
    AUDMG_TRY(samples, reader.next());
  }
  return forms.finish(task.plan, record);
}

std::optional<double> within(const FactRange& range, std::optional<double> value) {
  return value && range.contains(*value) ? value : std::nullopt;
}

void add_measurements(const AudioReader& reader, const Extent& extent, const Measures& measures,
                      AudioFacts& facts) {
  facts.duration_seconds = extent.seconds;
  facts.bitrate = average_bitrate(extent.encoded_bytes, extent.seconds);
  facts.channels = reader.format().channels;
  facts.sample_rate = reader.format().sample_rate;
  facts.codec = reader.demuxer().claims().codec;
  facts.integrated_loudness_lufs = within(kLoudness, measures.loudness.integrated_loudness());
  facts.true_peak_dbtp = within(kTruePeak, measures.loudness.true_peak());
}

/// Returns the facts of header and tags, some of which the decoded sound may prove wrong.
MediaRecord claimed_facts(const ffmpeg::Demuxer& demuxer, AudioFacts facts) {
  const ffmpeg::StreamClaims claims = demuxer.claims();
  facts.duration_seconds = within(kDuration, claims.duration_seconds).value_or(0);
  if (claims.channels <= kMaxChannels) facts.channels = claims.channels;
  if (claims.sample_rate <= kMaxRecordedSampleRate) facts.sample_rate = claims.sample_rate;
  facts.codec = claims.codec;
  MediaRecord record;
  record.audio = std::move(facts);
  return record;
}

/// Tells what the tags say of a file without sound that could be decoded.
void tell_tags(const RenderTask& task) {
  if (!task.facts_found) return;
  const auto values = read_tag_values(task);
  if (!values) return;
  MediaRecord record{.audio = AudioFacts{}};
  record.audio->tags = make_audio_tags(*values, task.limits);
  record.audio->replay_gain = make_replay_gain(*values);
  task.facts_found(record);
}

// A song whose cover is not a picture is still a song.
Result<void> add_cover(std::string_view cover, const RenderTask& task, OutputFiles& outputs,
                       CoverRenderer render_cover, MediaRecord& record) {
  if (cover.empty() || render_cover == nullptr) return {};
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

/// The record of a file whose sound was measured before.
Result<MediaRecord> stated_record(const ffmpeg::Demuxer& demuxer, AudioFacts facts,
                                  std::string_view cover, const RenderTask& task,
                                  OutputFiles& outputs, CoverRenderer render_cover) {
  MediaRecord record = claimed_facts(demuxer, std::move(facts));
  record.audio->duration_seconds = 0;
  AUDMG_CHECK(add_cover(cover, task, outputs, render_cover, record));
  return record;
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

}  // namespace

Result<MediaRecord> render_audio(const RenderTask& task, OutputFiles& outputs,
                                 CoverRenderer render_cover) {
  ffmpeg::silence_log();
  const auto allowed = allowed_format(task.content_type);
  if (!allowed) return fail(ErrorCode::internal, "no audio type: " + task.content_type);
  ffmpeg::ByteSource source(task.input, task.size, task.deadline);
  auto demuxer = open_sound(source, task, *allowed);
  if (!demuxer) {
    tell_tags(task);
    return std::unexpected(std::move(demuxer).error());
  }
  AudioFacts facts;
  AUDMG_TRY(const std::string cover, add_tagged_facts(task, *demuxer, facts));
  if (task.facts_found) task.facts_found(claimed_facts(*demuxer, facts));
  if (task.facts_only)
    return stated_record(*demuxer, std::move(facts), cover, task, outputs, render_cover);
  AUDMG_TRY(const AudioOutline outline, outline_audio(task, *allowed));
  AUDMG_TRY(AudioReader reader,
            AudioReader::open(*std::move(demuxer), *allowed, task.limits, task.deadline));
  AUDMG_TRY(const std::span<const float> samples, reader.next());
  if (samples.empty()) return fail(ErrorCode::invalid_argument, "No audio could be decoded.");

  const double length = outline.seconds.value_or(0);
  const auto recipes = forms_to_make(task, length, outline.plays_everywhere);
  AUDMG_TRY(Measures measures, open_measures(task, reader.format()));
  AUDMG_TRY(AudioForms forms, AudioForms::open(task, reader.format(), recipes, outputs));
  AUDMG_TRY(const Extent extent, is_sampled(length) && recipes.empty()
                                     ? hear_samples(reader, task, outline, measures)
                                     : hear_all(reader, samples, measures, forms));

  add_measurements(reader, extent, measures, facts);
  facts.plays_everywhere = outline.plays_everywhere &&
                           (packets_tell(task.content_type) ||
                            has_true_length(task.content_type, outline.claims, extent.seconds));
  MediaRecord record;
  record.audio = std::move(facts);
  AUDMG_CHECK(add_cover(cover, task, outputs, render_cover, record));
  record.damaged = describe_cut(task, reader, outline.claims, extent.seconds);
  AUDMG_CHECK(forms.finish(task.plan, record));
  if (outline.plays_everywhere && !record.audio->plays_everywhere) {
    AUDMG_CHECK(add_missing_forms(task, *allowed, extent.seconds, outputs, record));
  }
  AUDMG_CHECK(add_waveform(task, measures.waveform, extent.seconds, outputs, record));
  return record;
}

}  // namespace audmg::media

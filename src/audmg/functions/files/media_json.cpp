// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/files/media_json.hpp"

#include "audmg/database/file.hpp"
#include "audmg/functions/files/rendition_names.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/library/file_view.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::string_view kWaveform = "waveform";
constexpr std::string_view kWaveformJson = "waveform_json";

void write_text(json::Writer& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.field(name, text);
}

template <class T>
void write_known(json::Writer& json, std::string_view name, const std::optional<T>& value) {
  if (value) json.field(name, *value);
}

template <class Text>
void write_list(json::Writer& json, std::string_view name, const std::vector<Text>& values) {
  if (values.empty()) return;
  json.key(name).begin_array();
  for (const Text& value : values) json.value(value);
  json.end_array();
}

void write_place(json::Writer& json, const std::optional<media::Place>& place) {
  if (!place) return;
  json.key("place").begin_object();
  write_known(json, "latitude", place->latitude);
  write_known(json, "longitude", place->longitude);
  write_known(json, "altitudeMetres", place->altitude_metres);
  write_text(json, "name", place->name);
  json.end_object();
}

void write_camera(json::Writer& json, const media::ImageFacts& image) {
  if (image.camera_make.empty() && image.camera_model.empty() && image.lens.empty() &&
      !image.exposure_seconds && !image.f_number && !image.iso && !image.focal_length_millimetres) {
    return;
  }
  json.key("camera").begin_object();
  write_text(json, "make", image.camera_make);
  write_text(json, "model", image.camera_model);
  write_text(json, "lens", image.lens);
  write_known(json, "exposureSeconds", image.exposure_seconds);
  write_known(json, "fNumber", image.f_number);
  write_known(json, "iso", image.iso);
  write_known(json, "focalLengthMm", image.focal_length_millimetres);
  json.end_object();
}

void write_image(json::Writer& json, const media::ImageFacts& image) {
  // A picture whose header cannot be read has only what its metadata says.
  if (image.width > 0) json.field("width", image.width).field("height", image.height);
  if (image.frames > 1) json.field("frames", image.frames);
  write_text(json, "takenAt", image.taken_at);
  write_camera(json, image);
}

void write_sort_names(json::Writer& json, const media::SortNames& names) {
  json.key("sortNames").begin_object();
  write_text(json, "title", names.title);
  write_text(json, "artist", names.artist);
  write_text(json, "album", names.album);
  write_text(json, "albumArtist", names.album_artist);
  json.end_object();
}

void write_music_brainz(json::Writer& json, const media::MusicBrainzIds& ids) {
  json.key("musicBrainz").begin_object();
  write_text(json, "recordingId", ids.recording_id);
  write_text(json, "trackId", ids.track_id);
  write_text(json, "releaseId", ids.release_id);
  write_text(json, "releaseGroupId", ids.release_group_id);
  write_list(json, "artistIds", ids.artist_ids);
  write_list(json, "albumArtistIds", ids.album_artist_ids);
  json.end_object();
}

void write_tags(json::Writer& json, const media::AudioTags& tags, FileDetail detail) {
  json.key("tags").begin_object();
  write_text(json, "title", tags.title);
  write_text(json, "artist", tags.artist);
  write_list(json, "artists", tags.artists);
  write_text(json, "album", tags.album);
  write_text(json, "albumArtist", tags.album_artist);
  write_list(json, "albumArtists", tags.album_artists);
  write_text(json, "genre", tags.genre);
  write_list(json, "genres", tags.genres);
  write_known(json, "track", tags.track);
  write_known(json, "trackTotal", tags.track_total);
  write_known(json, "disc", tags.disc);
  write_known(json, "discTotal", tags.disc_total);
  write_known(json, "year", tags.year);
  write_text(json, "composer", tags.composer);
  if (tags.compilation) json.field("compilation", true);
  if (tags.sort_names != media::SortNames{}) write_sort_names(json, tags.sort_names);
  if (tags.music_brainz != media::MusicBrainzIds{}) write_music_brainz(json, tags.music_brainz);
  write_text(json, "isrc", tags.isrc);
  write_known(json, "bpm", tags.bpm);
  write_text(json, "copyright", tags.copyright);
  write_text(json, "comment", tags.comment);
  if (detail == FileDetail::whole) write_text(json, "lyrics", tags.lyrics);
  json.end_object();
}

void write_chapters(json::Writer& json, const std::vector<media::Chapter>& chapters) {
  if (chapters.empty()) return;
  json.key("chapters").begin_array();
  for (const media::Chapter& chapter : chapters) {
    json.begin_object().field("startSeconds", chapter.start_seconds);
    write_text(json, "title", chapter.title);
    json.end_object();
  }
  json.end_array();
}

void write_replay_gain(json::Writer& json, const media::ReplayGain& gain) {
  json.key("replayGain").begin_object();
  write_known(json, "trackGainDb", gain.track_gain_db);
  write_known(json, "trackPeak", gain.track_peak);
  write_known(json, "albumGainDb", gain.album_gain_db);
  write_known(json, "albumPeak", gain.album_peak);
  json.end_object();
}

void write_audio(json::Writer& json, const media::AudioFacts& audio, FileDetail detail) {
  // A file that could not be decoded has only what its header claims.
  if (audio.duration_seconds > 0) json.field("durationSeconds", audio.duration_seconds);
  if (audio.bitrate > 0) json.field("bitrate", audio.bitrate);
  if (audio.channels > 0) json.field("channels", audio.channels);
  if (audio.sample_rate > 0) json.field("sampleRate", audio.sample_rate);
  write_text(json, "codec", audio.codec);
  write_tags(json, audio.tags, detail);
  write_text(json, "takenAt", audio.taken_at);
  if (detail == FileDetail::whole) write_chapters(json, audio.chapters);
  if (audio.replay_gain) write_replay_gain(json, *audio.replay_gain);
  write_known(json, "integratedLoudnessLufs", audio.integrated_loudness_lufs);
  write_known(json, "truePeakDbtp", audio.true_peak_dbtp);
}

/// Writes the fields that files of both kinds have, with the owner's edits applied.
void write_facts(json::Writer& json, const library::FileView& view) {
  json.field("date", view.date.text);
  write_text(json, "title", view.title);
  write_text(json, "description", view.description);
  write_list(json, "keywords", view.keywords);
  write_known(json, "rating", view.rating);
  if (view.favorite) json.field("favorite", true);
  write_text(json, "creator", view.creator);
  write_text(json, "copyright", view.copyright);
  write_place(json, view.place);
}

bool is_waveform(const media::Rendition& rendition) {
  return rendition.name == kWaveform || rendition.name == kWaveformJson;
}

/// The plan says which pictures are thumbnails. One that an earlier plan made is one unless it is
/// for display.
bool is_thumbnail(const media::Rendition& rendition, const media::RenditionPlan& plan) {
  if (rendition.width == 0) return false;
  const auto recipe = std::ranges::find(plan.images, rendition.name, &media::ImageRecipe::name);
  if (recipe == plan.images.end()) return rendition.name != "display";
  return recipe->use == media::ImageUse::thumbnail;
}

Result<void> write_link(json::Writer& json, std::string_view name, const database::File& file,
                        const media::Rendition& rendition, FileLinks& links) {
  AUDMG_TRY(const std::string_view url, links.rendition(file, rendition));
  json.field(name, url);
  return {};
}

Result<void> write_thumbnails(json::Writer& json, const database::File& file,
                              const media::MediaRecord& record, const media::RenditionPlan& plan,
                              FileLinks& links) {
  json.key("thumbnails").begin_object();
  for (const media::Rendition& rendition : record.renditions) {
    if (!is_thumbnail(rendition, plan)) continue;
    AUDMG_CHECK(write_link(json, rendition.name, file, rendition, links));
  }
  json.end_object();
  return {};
}

Result<void> write_renditions(json::Writer& json, const database::File& file,
                              const media::MediaRecord& record, const media::RenditionPlan& plan,
                              FileLinks& links) {
  json.key("renditions").begin_array();
  for (const media::Rendition& rendition : record.renditions) {
    if (is_thumbnail(rendition, plan) || is_waveform(rendition)) continue;
    json.begin_object()
        .field("name", rendition.name)
        .field("contentType", rendition.content_type)
        .field("size", rendition.size);
    if (rendition.width > 0) {
      json.field("width", rendition.width).field("height", rendition.height);
    } else {
      // The header of a motion photo's video may not tell them.
      if (rendition.duration_seconds > 0) json.field("durationSeconds", rendition.duration_seconds);
      if (rendition.bitrate > 0) json.field("bitrate", rendition.bitrate);
    }
    AUDMG_CHECK(write_link(json, "url", file, rendition, links));
    json.end_object();
  }
  json.end_array();
  for (const media::Rendition& rendition : record.renditions) {
    if (rendition.name == kWaveform) {
      AUDMG_CHECK(write_link(json, "waveformUrl", file, rendition, links));
    }
    if (rendition.name == kWaveformJson) {
      AUDMG_CHECK(write_link(json, "waveformJsonUrl", file, rendition, links));
    }
  }
  return {};
}

/// Names the forms that are not there and may be asked for.
void write_on_demand(json::Writer& json, const database::File& file,
                     const media::MediaRecord& record, const Policies& policies) {
  if (!policies.process_media || file.status == database::FileStatus::failed) return;
  std::vector<std::string_view> names = forms_for(file.kind, policies.rendition_plan);
  std::erase_if(names, [&](std::string_view name) { return has_rendition(record, name); });
  write_list(json, "renditionsOnDemand", names);
}

}  // namespace

Result<void> write_media(json::Writer& json, const database::File& file, FileDetail detail,
                         FileLinks& links, const Policies& policies) {
  if (!file.failure_reason.empty()) json.field("failureReason", file.failure_reason);
  const auto view = library::view_of(file);
  if (!view) return std::unexpected(view.error());
  write_facts(json, *view);
  const media::MediaRecord& record = view->record;
  if (record.audio) write_audio(json, *record.audio, detail);
  if (file.media_record.empty()) return {};
  if (file.damage.empty()) write_text(json, "damaged", record.damaged);
  if (record.image) write_image(json, *record.image);
  write_text(json, "placeholder", record.placeholder);
  write_text(json, "dominantColor", record.dominant_color);
  write_on_demand(json, file, record, policies);
  AUDMG_CHECK(write_thumbnails(json, file, record, policies.rendition_plan, links));
  return write_renditions(json, file, record, policies.rendition_plan, links);
}

Result<void> write_thumbnails(json::Writer& json, const database::File& file, FileLinks& links,
                              const Policies& policies) {
  if (file.media_record.empty()) return {};
  const auto view = library::view_of(file);
  if (!view) return std::unexpected(view.error());
  return write_thumbnails(json, file, view->record, policies.rendition_plan, links);
}

}  // namespace audmg::functions

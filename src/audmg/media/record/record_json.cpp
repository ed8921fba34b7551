// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/record/record_json.hpp"

#include "audmg/lib/json/writer.hpp"

namespace audmg::media {
namespace {

// Unknown facts have no member.
void add_text(json::Writer& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.field(name, text);
}

template <class T>
void add_known(json::Writer& json, std::string_view name, const std::optional<T>& value) {
  if (value) json.field(name, *value);
}

template <class T>
void add_nonzero(json::Writer& json, std::string_view name, T value) {
  if (value != T{}) json.field(name, value);
}

void add_list(json::Writer& json, std::string_view name, const std::vector<std::string>& values) {
  if (values.empty()) return;
  json.key(name).begin_array();
  for (const std::string& value : values) json.value(value);
  json.end_array();
}

void write_place(json::Writer& json, std::string_view name, const std::optional<Place>& place) {
  if (!place) return;
  json.key(name).begin_object();
  add_known(json, "latitude", place->latitude);
  add_known(json, "longitude", place->longitude);
  add_known(json, "altitudeMetres", place->altitude_metres);
  add_text(json, "name", place->name);
  add_text(json, "resolvedName", place->resolved_name);
  add_list(json, "names", place->names);
  json.end_object();
}

void write_image(json::Writer& json, const ImageFacts& image) {
  json.key("image").begin_object();
  add_nonzero(json, "width", image.width);
  add_nonzero(json, "height", image.height);
  json.field("frames", image.frames);
  add_text(json, "takenAt", image.taken_at);
  add_text(json, "cameraMake", image.camera_make);
  add_text(json, "cameraModel", image.camera_model);
  add_text(json, "lens", image.lens);
  add_known(json, "exposureSeconds", image.exposure_seconds);
  add_known(json, "fNumber", image.f_number);
  add_known(json, "focalLengthMillimetres", image.focal_length_millimetres);
  add_known(json, "iso", image.iso);
  write_place(json, "place", image.place);
  add_text(json, "title", image.title);
  add_text(json, "description", image.description);
  add_list(json, "keywords", image.keywords);
  add_known(json, "rating", image.rating);
  add_text(json, "creator", image.creator);
  add_text(json, "copyright", image.copyright);
  add_text(json, "differenceHash", image.difference_hash);
  json.end_object();
}

void write_sort_names(json::Writer& json, const SortNames& names) {
  if (names.title.empty() && names.artist.empty() && names.album.empty() &&
      names.album_artist.empty()) {
    return;
  }
  json.key("sortNames").begin_object();
  add_text(json, "title", names.title);
  add_text(json, "artist", names.artist);
  add_text(json, "album", names.album);
  add_text(json, "albumArtist", names.album_artist);
  json.end_object();
}

void write_music_brainz(json::Writer& json, const MusicBrainzIds& ids) {
  if (ids.recording_id.empty() && ids.track_id.empty() && ids.release_id.empty() &&
      ids.release_group_id.empty() && ids.artist_ids.empty() && ids.album_artist_ids.empty()) {
    return;
  }
  json.key("musicBrainz").begin_object();
  add_text(json, "recordingId", ids.recording_id);
  add_text(json, "trackId", ids.track_id);
  add_text(json, "releaseId", ids.release_id);
  add_text(json, "releaseGroupId", ids.release_group_id);
  add_list(json, "artistIds", ids.artist_ids);
  add_list(json, "albumArtistIds", ids.album_artist_ids);
  json.end_object();
}

void write_tags(json::Writer& json, const AudioTags& tags) {
  json.key("tags").begin_object();
  add_text(json, "title", tags.title);
  add_text(json, "artist", tags.artist);
  add_text(json, "album", tags.album);
  add_text(json, "genre", tags.genre);
  add_known(json, "track", tags.track);
  add_known(json, "year", tags.year);
  add_list(json, "artists", tags.artists);
  add_text(json, "albumArtist", tags.album_artist);
  add_list(json, "albumArtists", tags.album_artists);
  add_list(json, "genres", tags.genres);
  add_known(json, "trackTotal", tags.track_total);
  add_known(json, "disc", tags.disc);
  add_known(json, "discTotal", tags.disc_total);
  add_text(json, "composer", tags.composer);
  if (tags.compilation) json.field("compilation", true);
  write_sort_names(json, tags.sort_names);
  write_music_brainz(json, tags.music_brainz);
  add_text(json, "isrc", tags.isrc);
  add_known(json, "bpm", tags.bpm);
  add_text(json, "copyright", tags.copyright);
  add_text(json, "comment", tags.comment);
  add_text(json, "lyrics", tags.lyrics);
  json.end_object();
}

void write_chapters(json::Writer& json, const std::vector<Chapter>& chapters) {
  if (chapters.empty()) return;
  json.key("chapters").begin_array();
  for (const Chapter& chapter : chapters) {
    json.begin_object().field("startSeconds", chapter.start_seconds);
    add_text(json, "title", chapter.title);
    json.end_object();
  }
  json.end_array();
}

void write_replay_gain(json::Writer& json, const std::optional<ReplayGain>& gain) {
  if (!gain) return;
  json.key("replayGain").begin_object();
  add_known(json, "trackGainDb", gain->track_gain_db);
  add_known(json, "trackPeak", gain->track_peak);
  add_known(json, "albumGainDb", gain->album_gain_db);
  add_known(json, "albumPeak", gain->album_peak);
  json.end_object();
}

void write_audio(json::Writer& json, const AudioFacts& audio) {
  json.key("audio").begin_object();
  json.field("durationSeconds", audio.duration_seconds).field("bitrate", audio.bitrate);
  json.field("channels", audio.channels).field("sampleRate", audio.sample_rate);
  add_text(json, "codec", audio.codec);
  if (audio.plays_everywhere) json.field("playsEverywhere", true);
  write_tags(json, audio.tags);
  add_text(json, "takenAt", audio.taken_at);
  write_place(json, "place", audio.place);
  write_chapters(json, audio.chapters);
  write_replay_gain(json, audio.replay_gain);
  add_known(json, "integratedLoudnessLufs", audio.integrated_loudness_lufs);
  add_known(json, "truePeakDbtp", audio.true_peak_dbtp);
  json.end_object();
}

void write_rendition(json::Writer& json, const Rendition& rendition) {
  json.begin_object();
  json.field("name", rendition.name).field("recipe", rendition.recipe);
  json.field("contentType", rendition.content_type).field("size", rendition.size);
  add_text(json, "objectKey", rendition.object_key);
  add_nonzero(json, "width", rendition.width);
  add_nonzero(json, "height", rendition.height);
  add_nonzero(json, "durationSeconds", rendition.duration_seconds);
  add_nonzero(json, "bitrate", rendition.bitrate);
  json.end_object();
}

}  // namespace

std::string record_to_json(const MediaRecord& record) {
  json::Writer json;
  json.begin_object();
  if (record.version > 1) json.field("version", record.version);
  add_text(json, "sidecar", record.sidecar);
  if (record.image) write_image(json, *record.image);
  if (record.audio) write_audio(json, *record.audio);
  add_text(json, "damaged", record.damaged);
  add_text(json, "placeholder", record.placeholder);
  add_text(json, "dominantColor", record.dominant_color);
  write_place(json, "editedPlace", record.edited_place);
  json.key("renditions").begin_array();
  for (const Rendition& rendition : record.renditions) write_rendition(json, rendition);
  json.end_array();
  return std::move(json.end_object()).take();
}

void fit_record(MediaRecord& record, std::size_t max_bytes) {
  const auto fits = [&] { return record_to_json(record).size() <= max_bytes; };
  if (fits()) return;
  if (record.audio) {
    record.audio->tags.lyrics.clear();
    if (fits()) return;
    record.audio->chapters.clear();
    record.audio->tags.comment.clear();
    if (fits()) return;
    // Lists full of long names are a mischief; what is displayed of them stays.
    record.audio->tags.genres.clear();
    record.audio->tags.artists.clear();
    record.audio->tags.album_artists.clear();
  }
  if (record.image) {
    record.image->description.clear();
    if (fits()) return;
    record.image->keywords.clear();
  }
}

}  // namespace audmg::media

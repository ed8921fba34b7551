// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/record_json.hpp"

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

void write_image(json::Writer& json, const ImageFacts& image) {
  json.key("image").begin_object();
  json.field("width", image.width).field("height", image.height).field("frames", image.frames);
  add_text(json, "takenAt", image.taken_at);
  add_text(json, "cameraMake", image.camera_make);
  add_text(json, "cameraModel", image.camera_model);
  add_text(json, "lens", image.lens);
  add_known(json, "exposureSeconds", image.exposure_seconds);
  add_known(json, "fNumber", image.f_number);
  add_known(json, "focalLengthMillimetres", image.focal_length_millimetres);
  add_known(json, "iso", image.iso);
  if (image.place) {
    json.key("place").begin_object();
    json.field("latitude", image.place->latitude).field("longitude", image.place->longitude);
    add_known(json, "altitudeMetres", image.place->altitude_metres);
    json.end_object();
  }
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
  json.end_object();
}

void write_audio(json::Writer& json, const AudioFacts& audio) {
  json.key("audio").begin_object();
  json.field("durationSeconds", audio.duration_seconds).field("bitrate", audio.bitrate);
  json.field("channels", audio.channels).field("sampleRate", audio.sample_rate);
  add_text(json, "codec", audio.codec);
  if (audio.plays_everywhere) json.field("playsEverywhere", true);
  write_tags(json, audio.tags);
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
  if (record.image) write_image(json, *record.image);
  if (record.audio) write_audio(json, *record.audio);
  add_text(json, "placeholder", record.placeholder);
  add_text(json, "dominantColor", record.dominant_color);
  json.key("renditions").begin_array();
  for (const Rendition& rendition : record.renditions) write_rendition(json, rendition);
  json.end_array();
  return std::move(json.end_object()).take();
}

}  // namespace audmg::media

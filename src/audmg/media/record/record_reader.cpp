// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>

namespace audmg::media {
namespace {

constexpr std::size_t kMaxCodecBytes = 32;
constexpr std::uint32_t kMaxFactsVersion = 1000;

enum class Need { required, optional };

auto is_at_most(std::size_t bytes) {
  return [bytes](std::string_view text) { return text.size() <= bytes; };
}

/// Reads members of one object and remembers the first invalid one as the error of the whole.
class MemberReader {
 public:
  MemberReader(const json::Value& object, std::string& problem)
      : object_(object), problem_(problem) {}

  template <class Integer>
  void read(std::string_view name, Integer& into, Integer least, Integer most,
            Need need = Need::optional) {
    const json::Value* value = find(name, need);
    if (value == nullptr) return;
    const auto number = value->as_unsigned();
    if (!number || *number < least || *number > most) return refuse(name);
    into = static_cast<Integer>(*number);
  }
  void read(std::string_view name, std::optional<std::uint32_t>& into, std::uint32_t most) {
    std::uint32_t number = 0;
    if (object_.find(name) == nullptr) return;
    read(name, number, 0U, most);
    into = number;
  }
  void read(std::string_view name, double& into, const FactRange& range,
            Need need = Need::optional) {
    const json::Value* value = find(name, need);
    if (value == nullptr) return;
    const auto number = value->as_number();
    if (!number || !range.contains(*number)) return refuse(name);
    into = *number;
  }
  void read(std::string_view name, std::optional<double>& into, const FactRange& range) {
    double number = 0;
    if (object_.find(name) == nullptr) return;
    read(name, number, range);
    into = number;
  }
  void read(std::string_view name, bool& into) {
    const json::Value* value = object_.find(name);
    if (value == nullptr) return;
    const auto truth = value->as_bool();
    if (!truth) return refuse(name);
    into = *truth;
  }
  /// Any short text; strings that were JSON are valid UTF-8.
  void read(std::string_view name, std::string& into) {
    read(name, into, is_at_most(kMaxTextFactBytes));
  }
  template <class Predicate>
    requires std::predicate<Predicate, std::string_view>
  void read(std::string_view name, std::string& into, Predicate is_right,
            Need need = Need::optional) {
    const json::Value* value = find(name, need);
    if (value == nullptr) return;
    const std::string* text = value->as_string();
    if (text == nullptr || !is_right(*text)) return refuse(name);
    into = *text;
  }
  /// A list of at most `most` texts.
  template <class Predicate>
    requires std::predicate<Predicate, std::string_view>
  void read(std::string_view name, std::vector<std::string>& into, std::size_t most,
            Predicate is_right) {
    const json::Value* value = object_.find(name);
    if (value == nullptr) return;
    const json::Array* array = value->as_array();
    if (array == nullptr || array->size() > most) return refuse(name);
    for (const json::Value& element : *array) {
      const std::string* text = element.as_string();
      if (text == nullptr || !is_right(*text)) return refuse(name);
      into.push_back(*text);
    }
  }
  /// Returns null when there is no such member, or when it is not an object.
  const json::Value* object(std::string_view name, Need need = Need::optional) {
    const json::Value* value = find(name, need);
    if (value == nullptr || value->as_object() != nullptr) return value;
    refuse(name);
    return nullptr;
  }
  void refuse(std::string_view name) {
    if (problem_.empty()) problem_ = fmt::format("\"{}\" cannot be right", name);
  }

 private:
  const json::Value* find(std::string_view name, Need need) {
    const json::Value* value = object_.find(name);
    if (value == nullptr && need == Need::required && problem_.empty()) {
      problem_ = fmt::format("\"{}\" is missing", name);
    }
    return value;
  }

  const json::Value& object_;
  std::string& problem_;
};

Place read_place(const json::Value& value, std::string& problem) {
  Place place;
  MemberReader members(value, problem);
  members.read("latitude", place.latitude, kLatitude);
  members.read("longitude", place.longitude, kLongitude);
  if (place.latitude.has_value() != place.longitude.has_value()) members.refuse("latitude");
  members.read("altitudeMetres", place.altitude_metres, kAltitude);
  members.read("name", place.name);
  members.read("resolvedName", place.resolved_name);
  members.read("names", place.names, kMaxPlaceNames, is_at_most(kMaxPlaceNameBytes));
  return place;
}

ImageFacts read_image(const json::Value& value, std::string& problem) {
  ImageFacts image;
  MemberReader members(value, problem);
  members.read("width", image.width, 1U, kMaxRecordSide);
  members.read("height", image.height, 1U, kMaxRecordSide);
  if ((image.width == 0) != (image.height == 0)) members.refuse("width");
  members.read("frames", image.frames, 1U, kMaxFrames, Need::required);
  members.read("takenAt", image.taken_at, is_local_or_zoned_time);
  members.read("cameraMake", image.camera_make);
  members.read("cameraModel", image.camera_model);
  members.read("lens", image.lens);
  members.read("exposureSeconds", image.exposure_seconds, kExposure);
  members.read("fNumber", image.f_number, kFNumber);
  members.read("focalLengthMillimetres", image.focal_length_millimetres, kFocalLength);
  members.read("iso", image.iso, kMaxIso);
  if (const auto* place = members.object("place")) image.place = read_place(*place, problem);
  members.read("title", image.title);
  members.read("description", image.description, is_at_most(kMaxDescriptionBytes));
  members.read("keywords", image.keywords, kMaxKeywords, is_at_most(kMaxKeywordBytes));
  members.read("rating", image.rating, kMaxRating);
  members.read("creator", image.creator);
  members.read("copyright", image.copyright);
  members.read("differenceHash", image.difference_hash, is_difference_hash);
  return image;
}

SortNames read_sort_names(const json::Value& value, std::string& problem) {
  SortNames names;
  MemberReader members(value, problem);
  members.read("title", names.title);
  members.read("artist", names.artist);
  members.read("album", names.album);
  members.read("albumArtist", names.album_artist);
  return names;
}

MusicBrainzIds read_music_brainz(const json::Value& value, std::string& problem) {
  MusicBrainzIds ids;
  MemberReader members(value, problem);
  members.read("recordingId", ids.recording_id, is_uuid);
  members.read("trackId", ids.track_id, is_uuid);
  members.read("releaseId", ids.release_id, is_uuid);
  members.read("releaseGroupId", ids.release_group_id, is_uuid);
  members.read("artistIds", ids.artist_ids, kMaxListEntries, is_uuid);
  members.read("albumArtistIds", ids.album_artist_ids, kMaxListEntries, is_uuid);
  return ids;
}

AudioTags read_tags(const json::Value& value, std::string& problem) {
  AudioTags tags;
  MemberReader members(value, problem);
  members.read("title", tags.title);
  members.read("artist", tags.artist);
  members.read("album", tags.album);
  members.read("genre", tags.genre);
  members.read("track", tags.track, kMaxTrack);
  members.read("year", tags.year, kMaxYear);
  const auto is_entry = is_at_most(kMaxListEntryBytes);
  members.read("artists", tags.artists, kMaxListEntries, is_entry);
  members.read("albumArtist", tags.album_artist);
  members.read("albumArtists", tags.album_artists, kMaxListEntries, is_entry);
  members.read("genres", tags.genres, kMaxListEntries, is_entry);
  members.read("trackTotal", tags.track_total, kMaxTrack);
  members.read("disc", tags.disc, kMaxTrack);
  members.read("discTotal", tags.disc_total, kMaxTrack);
  members.read("composer", tags.composer);
  members.read("compilation", tags.compilation);
  if (const auto* names = members.object("sortNames")) {
    tags.sort_names = read_sort_names(*names, problem);
  }
  if (const auto* ids = members.object("musicBrainz")) {
    tags.music_brainz = read_music_brainz(*ids, problem);
  }
  members.read("isrc", tags.isrc);
  members.read("bpm", tags.bpm, kMaxBpm);
  members.read("copyright", tags.copyright);
  members.read("comment", tags.comment, is_at_most(kMaxCommentBytes));
  members.read("lyrics", tags.lyrics, is_at_most(kMaxLyricsBytes));
  return tags;
}

void read_chapters(const json::Value& audio, MemberReader& members, std::vector<Chapter>& chapters,
                   std::string& problem) {
  const json::Value* value = audio.find("chapters");
  if (value == nullptr) return;
  const json::Array* array = value->as_array();
  if (array == nullptr || array->size() > kMaxChapters) return members.refuse("chapters");
  for (const json::Value& element : *array) {
    if (element.as_object() == nullptr) return members.refuse("chapters");
    Chapter chapter;
    MemberReader chapter_members(element, problem);
    chapter_members.read("startSeconds", chapter.start_seconds, kDuration, Need::required);
    chapter_members.read("title", chapter.title, is_at_most(kMaxChapterTitleBytes));
    chapters.push_back(std::move(chapter));
  }
}

ReplayGain read_replay_gain(const json::Value& value, std::string& problem) {
  ReplayGain gain;
  MemberReader members(value, problem);
  members.read("trackGainDb", gain.track_gain_db, kGain);
  members.read("trackPeak", gain.track_peak, kPeak);
  members.read("albumGainDb", gain.album_gain_db, kGain);
  members.read("albumPeak", gain.album_peak, kPeak);
  return gain;
}

AudioFacts read_audio(const json::Value& value, std::string& problem) {
  AudioFacts audio;
  MemberReader members(value, problem);
  members.read("durationSeconds", audio.duration_seconds, kDuration, Need::required);
  members.read("bitrate", audio.bitrate, 0U, kMaxBitrateFact, Need::required);
  members.read("channels", audio.channels, 0U, kMaxChannels, Need::required);
  members.read("sampleRate", audio.sample_rate, 0U, kMaxRecordedSampleRate, Need::required);
  members.read("codec", audio.codec, [](std::string_view text) {
    return text.size() <= kMaxCodecBytes && is_rendition_name(text);
  });
  members.read("playsEverywhere", audio.plays_everywhere);
  if (const auto* tags = members.object("tags")) audio.tags = read_tags(*tags, problem);
  members.read("takenAt", audio.taken_at, is_local_or_zoned_time);
  if (const auto* place = members.object("place")) audio.place = read_place(*place, problem);
  read_chapters(value, members, audio.chapters, problem);
  if (const auto* gain = members.object("replayGain")) {
    audio.replay_gain = read_replay_gain(*gain, problem);
  }
  members.read("integratedLoudnessLufs", audio.integrated_loudness_lufs, kLoudness);
  members.read("truePeakDbtp", audio.true_peak_dbtp, kTruePeak);
  return audio;
}

Rendition read_rendition(const json::Value& value, std::string& problem) {
  Rendition rendition;
  MemberReader members(value, problem);
  members.read("name", rendition.name, is_rendition_name, Need::required);
  members.read("recipe", rendition.recipe, is_recipe_id, Need::required);
  members.read("contentType", rendition.content_type, is_rendition_content_type, Need::required);
  members.read("size", rendition.size, std::uint64_t{0}, kMaxRenditionBytes, Need::required);
  members.read("objectKey", rendition.object_key, is_object_key);
  members.read("width", rendition.width, 1U, kMaxRecordSide);
  members.read("height", rendition.height, 1U, kMaxRecordSide);
  members.read("durationSeconds", rendition.duration_seconds, kDuration);
  members.read("bitrate", rendition.bitrate, 0U, kMaxBitrateFact);
  return rendition;
}

void read_renditions(const json::Value& record, MemberReader& members,
                     std::vector<Rendition>& renditions, std::string& problem) {
  const json::Value* value = record.find("renditions");
  if (value == nullptr) return;
  const json::Array* array = value->as_array();
  if (array == nullptr || array->size() > kMaxRenditions) return members.refuse("renditions");
  for (const json::Value& element : *array) {
    if (element.as_object() == nullptr) return members.refuse("renditions");
    Rendition rendition = read_rendition(element, problem);
    if (std::ranges::find(renditions, rendition.name, &Rendition::name) != renditions.end()) {
      return members.refuse("renditions");
    }
    renditions.push_back(std::move(rendition));
  }
}

bool is_placeholder(std::string_view text) {
  return text.size() <= kMaxPlaceholderBytes && from_base64(text).has_value();
}

}  // namespace

Result<MediaRecord> record_from_json(std::string_view text) {
  constexpr json::Limits kLimits{.max_bytes = kMaxRecordBytes, .max_depth = 8};
  const auto value = json::parse(text, kLimits);
  if (!value) {
    return fail(ErrorCode::invalid_argument, "media record: " + value.error().reason);
  }
  if (value->as_object() == nullptr) {
    return fail(ErrorCode::invalid_argument, "media record: not an object");
  }
  MediaRecord record;
  std::string problem;
  MemberReader members(*value, problem);
  if (const auto* image = members.object("image")) record.image = read_image(*image, problem);
  if (const auto* audio = members.object("audio")) record.audio = read_audio(*audio, problem);
  if (record.image.has_value() == record.audio.has_value()) {
    if (problem.empty()) problem = "exactly one of \"image\" and \"audio\" must be there";
  }
  members.read("version", record.version, 1U, kMaxFactsVersion);
  members.read("sidecar", record.sidecar, is_object_key);
  members.read("damaged", record.damaged);
  members.read("placeholder", record.placeholder, is_placeholder);
  members.read("dominantColor", record.dominant_color, is_color);
  if (const auto* place = members.object("editedPlace")) {
    record.edited_place = read_place(*place, problem);
  }
  read_renditions(*value, members, record.renditions, problem);
  if (!problem.empty()) return fail(ErrorCode::invalid_argument, "media record: " + problem);
  return record;
}

}  // namespace audmg::media

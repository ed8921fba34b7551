// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"
#include "audmg/lib/json/flat_document.hpp"
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
  MemberReader(json::FlatValue object, std::string& problem)
      : members_(object), problem_(problem) {}

  template <class Integer>
  void read(std::string_view name, Integer& into, Integer least, Integer most,
            Need need = Need::optional) {
    const auto value = find(name, need);
    if (!value) return;
    const auto number = value->as_unsigned();
    if (!number || *number < least || *number > most) return refuse(name);
    into = static_cast<Integer>(*number);
  }
  void read(std::string_view name, std::optional<std::uint32_t>& into, std::uint32_t most) {
    const auto value = members_.find(name);
    if (!value) return;
    const auto number = value->as_unsigned();
    if (!number || *number > most) return refuse(name);
    into = static_cast<std::uint32_t>(*number);
  }
  void read(std::string_view name, double& into, const FactRange& range,
            Need need = Need::optional) {
    const auto value = find(name, need);
    if (!value) return;
    const auto number = value->as_number();
    if (!number || !range.contains(*number)) return refuse(name);
    into = *number;
  }
  void read(std::string_view name, std::optional<double>& into, const FactRange& range) {
    const auto value = members_.find(name);
    if (!value) return;
    const auto number = value->as_number();
    if (!number || !range.contains(*number)) return refuse(name);
    into = number;
  }
  void read(std::string_view name, bool& into) {
    const auto value = members_.find(name);
    if (!value) return;
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
    const auto value = find(name, need);
    if (!value) return;
    const auto text = value->as_string();
    if (!text || !is_right(*text)) return refuse(name);
    into = *text;
  }
  /// A list of at most `most` texts.
  template <class Predicate>
    requires std::predicate<Predicate, std::string_view>
  void read(std::string_view name, std::vector<std::string>& into, std::size_t most,
            Predicate is_right) {
    const auto value = members_.find(name);
    if (!value) return;
    const auto size = value->array_size();
    if (!size || *size > most) return refuse(name);
    into.reserve(*size);
    value->for_each([&](std::string_view, json::FlatValue element) {
      const auto text = element.as_string();
      if (!text || !is_right(*text)) return refuse(name);
      into.emplace_back(*text);
    });
  }
  /// Returns nothing when there is no such member, or when it is not an object.
  std::optional<json::FlatValue> object(std::string_view name, Need need = Need::optional) {
    const auto value = find(name, need);
    if (!value || value->is_object()) return value;
    refuse(name);
    return std::nullopt;
  }
  void refuse(std::string_view name) {
    if (problem_.empty()) problem_ = fmt::format("\"{}\" cannot be right", name);
  }

 private:
  std::optional<json::FlatValue> find(std::string_view name, Need need) {
    const auto value = members_.find(name);
    if (!value && need == Need::required && problem_.empty()) {
      problem_ = fmt::format("\"{}\" is missing", name);
    }
    return value;
  }

  json::FlatMembers members_;
  std::string& problem_;
};

void read_place(json::FlatValue value, Place& place, std::string& problem) {
  MemberReader members(value, problem);
  members.read("latitude", place.latitude, kLatitude);
  members.read("longitude", place.longitude, kLongitude);
  if (place.latitude.has_value() != place.longitude.has_value()) members.refuse("latitude");
  members.read("altitudeMetres", place.altitude_metres, kAltitude);
  members.read("name", place.name);
  members.read("resolvedName", place.resolved_name);
  members.read("names", place.names, kMaxPlaceNames, is_at_most(kMaxPlaceNameBytes));
}

void read_image(json::FlatValue value, ImageFacts& image, std::string& problem) {
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
  if (const auto place = members.object("place")) {
    read_place(*place, image.place.emplace(), problem);
  }
  members.read("title", image.title);
  members.read("description", image.description, is_at_most(kMaxDescriptionBytes));
  members.read("keywords", image.keywords, kMaxKeywords, is_at_most(kMaxKeywordBytes));
  members.read("rating", image.rating, kMaxRating);
  members.read("creator", image.creator);
  members.read("copyright", image.copyright);
  members.read("differenceHash", image.difference_hash, is_difference_hash);
}

void read_sort_names(json::FlatValue value, SortNames& names, std::string& problem) {
  MemberReader members(value, problem);
  members.read("title", names.title);
  members.read("artist", names.artist);
  members.read("album", names.album);
  members.read("albumArtist", names.album_artist);
}

void read_music_brainz(json::FlatValue value, MusicBrainzIds& ids, std::string& problem) {
  MemberReader members(value, problem);
  members.read("recordingId", ids.recording_id, is_uuid);
  members.read("trackId", ids.track_id, is_uuid);
  members.read("releaseId", ids.release_id, is_uuid);
  members.read("releaseGroupId", ids.release_group_id, is_uuid);
  members.read("artistIds", ids.artist_ids, kMaxListEntries, is_uuid);
  members.read("albumArtistIds", ids.album_artist_ids, kMaxListEntries, is_uuid);
}

void read_tags(json::FlatValue value, AudioTags& tags, std::string& problem) {
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
  if (const auto names = members.object("sortNames")) {
    read_sort_names(*names, tags.sort_names, problem);
  }
  if (const auto ids = members.object("musicBrainz")) {
    read_music_brainz(*ids, tags.music_brainz, problem);
  }
  members.read("isrc", tags.isrc);
  members.read("bpm", tags.bpm, kMaxBpm);
  members.read("copyright", tags.copyright);
  members.read("comment", tags.comment, is_at_most(kMaxCommentBytes));
  members.read("lyrics", tags.lyrics, is_at_most(kMaxLyricsBytes));
}

void read_chapters(json::FlatValue audio, MemberReader& members, std::vector<Chapter>& chapters,
                   std::string& problem) {
  const auto value = audio.find("chapters");
  if (!value) return;
  const auto size = value->array_size();
  if (!size || *size > kMaxChapters) return members.refuse("chapters");
  chapters.reserve(*size);
  value->for_each([&](std::string_view, json::FlatValue element) {
    if (!element.is_object()) return members.refuse("chapters");
    Chapter chapter;
    MemberReader chapter_members(element, problem);
    chapter_members.read("startSeconds", chapter.start_seconds, kDuration, Need::required);
    chapter_members.read("title", chapter.title, is_at_most(kMaxChapterTitleBytes));
    chapters.push_back(std::move(chapter));
  });
}

void read_replay_gain(json::FlatValue value, ReplayGain& gain, std::string& problem) {
  MemberReader members(value, problem);
  members.read("trackGainDb", gain.track_gain_db, kGain);
  members.read("trackPeak", gain.track_peak, kPeak);
  members.read("albumGainDb", gain.album_gain_db, kGain);
  members.read("albumPeak", gain.album_peak, kPeak);
}

void read_audio(json::FlatValue value, AudioFacts& audio, std::string& problem) {
  MemberReader members(value, problem);
  members.read("durationSeconds", audio.duration_seconds, kDuration, Need::required);
  members.read("bitrate", audio.bitrate, 0U, kMaxBitrateFact, Need::required);
  members.read("channels", audio.channels, 0U, kMaxChannels, Need::required);
  members.read("sampleRate", audio.sample_rate, 0U, kMaxRecordedSampleRate, Need::required);
  members.read("codec", audio.codec, [](std::string_view text) {
    return text.size() <= kMaxCodecBytes && is_rendition_name(text);
  });
  members.read("playsEverywhere", audio.plays_everywhere);
  if (const auto tags = members.object("tags")) read_tags(*tags, audio.tags, problem);
  members.read("takenAt", audio.taken_at, is_local_or_zoned_time);
  if (const auto place = members.object("place")) {
    read_place(*place, audio.place.emplace(), problem);
  }
  read_chapters(value, members, audio.chapters, problem);
  if (const auto gain = members.object("replayGain")) {
    read_replay_gain(*gain, audio.replay_gain.emplace(), problem);
  }
  members.read("integratedLoudnessLufs", audio.integrated_loudness_lufs, kLoudness);
  members.read("truePeakDbtp", audio.true_peak_dbtp, kTruePeak);
}

void read_rendition(json::FlatValue value, Rendition& rendition, std::string& problem) {
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
}

void read_renditions(json::FlatValue record, MemberReader& members,
                     std::vector<Rendition>& renditions, std::string& problem) {
  const auto value = record.find("renditions");
  if (!value) return;
  const auto size = value->array_size();
  if (!size || *size > kMaxRenditions) return members.refuse("renditions");
  renditions.reserve(*size);
  value->for_each([&](std::string_view, json::FlatValue element) {
    if (!element.is_object()) return members.refuse("renditions");
    Rendition& rendition = renditions.emplace_back();
    read_rendition(element, rendition, problem);
    // The first of that name is an earlier one when it appears twice.
    const auto first = std::ranges::find(renditions, rendition.name, &Rendition::name);
    if (&*first != &rendition) members.refuse("renditions");
  });
}

bool is_placeholder(std::string_view text) {
  return text.size() <= kMaxPlaceholderBytes && is_base64(text);
}

}  // namespace

Result<MediaRecord> record_from_json(std::string_view text) {
  Result<MediaRecord> result(std::in_place);
  AUDMG_CHECK(read_record(text, *result));
  return result;
}

Result<void> read_record(std::string_view text, MediaRecord& record) {
  constexpr json::Limits kLimits{.max_bytes = kMaxRecordBytes, .max_depth = 8};
  const auto document = json::FlatDocument::read(text, kLimits);
  if (!document) {
    return fail(ErrorCode::invalid_argument, "media record: " + document.error().reason);
  }
  const json::FlatValue value = document->root();
  if (!value.is_object()) {
    return fail(ErrorCode::invalid_argument, "media record: not an object");
  }
  std::string problem;
  MemberReader members(value, problem);
  if (const auto image = members.object("image")) {
    read_image(*image, record.image.emplace(), problem);
  }
  if (const auto audio = members.object("audio")) {
    read_audio(*audio, record.audio.emplace(), problem);
  }
  if (record.image.has_value() == record.audio.has_value()) {
    if (problem.empty()) problem = "exactly one of \"image\" and \"audio\" must be there";
  }
  members.read("version", record.version, 1U, kMaxFactsVersion);
  members.read("sidecar", record.sidecar, is_object_key);
  members.read("damaged", record.damaged);
  members.read("placeholder", record.placeholder, is_placeholder);
  members.read("dominantColor", record.dominant_color, is_color);
  if (const auto place = members.object("editedPlace")) {
    read_place(*place, record.edited_place.emplace(), problem);
  }
  read_renditions(value, members, record.renditions, problem);
  if (!problem.empty()) return fail(ErrorCode::invalid_argument, "media record: " + problem);
  return {};
}

}  // namespace audmg::media

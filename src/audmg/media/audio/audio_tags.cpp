// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/audio_tags.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"
#include "audmg/lib/taglib/genre.hpp"
#include "audmg/media/audio/tag_text.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <utility>

namespace audmg::media {
namespace {

using Names = std::initializer_list<std::string_view>;

std::string join(const std::vector<std::string>& names, std::size_t max_bytes) {
  std::string joined;
  for (const std::string& name : names) {
    if (!joined.empty()) joined += ", ";
    joined += name;
  }
  return clean_tag_text(joined, max_bytes);
}

/// People as the file lists them, and for display.
struct People {
  std::string display{};
  std::vector<std::string> names{};
};

// `credit` holds the form for display when there is a list beside it, and else the list itself.
People read_people(const TagValues& values, Names credit, Names list, const MediaLimits& limits) {
  People people;
  const std::vector<std::string>& credits = values.all(credit);
  people.names = split_names(values.all(list));
  const std::vector<std::string> credited = split_names(credits);
  const bool is_display = credits.size() == 1 && (!people.names.empty() || credited.size() == 1);
  if (people.names.empty()) people.names = credited;
  people.display = is_display ? clean_tag_text(credits.front(), limits.max_text_bytes)
                              : join(people.names, limits.max_text_bytes);
  return people;
}

// Adds the genres of one value of ID3, which may be "17", "(17)", "(17)(18)Refinement" or a name.
void add_genres(std::string_view value, std::vector<std::string>& genres) {
  const auto add = [&](std::string name) {
    const bool is_known = std::ranges::any_of(
        genres, [&](const std::string& genre) { return equals_ignore_case(genre, name); });
    if (!name.empty() && !is_known && genres.size() < kMaxListEntries) {
      genres.push_back(std::move(name));
    }
  };
  constexpr std::uint32_t kMostGenre = 255;
  const auto name_of = [](std::string_view number) -> std::string {
    if (number == "RX") return "Remix";
    if (number == "CR") return "Cover";
    const auto index = parse_whole<std::uint32_t>(number, 0, kMostGenre);
    return index ? taglib::genre_name(*index) : std::string();
  };
  while (value.starts_with('(')) {
    const std::size_t end = value.find(')');
    std::string name = name_of(value.substr(1, end == value.npos ? 0 : end - 1));
    if (name.empty()) break;
    add(std::move(name));
    value.remove_prefix(end + 1);
  }
  std::string numbered = name_of(value);
  add(numbered.empty() ? std::string(value) : std::move(numbered));
}

std::vector<std::string> read_genres(const TagValues& values) {
  std::vector<std::string> genres;
  for (const std::string& value : split_names(values.all({"GENRE"}))) add_genres(value, genres);
  return genres;
}

NumberOfTotal read_position(const TagValues& values, Names number, Names total) {
  NumberOfTotal position = read_number_of_total(values.first(number));
  if (!position.total) position.total = read_number_of_total(values.first(total)).number;
  return position;
}

std::optional<std::uint32_t> read_year(const TagValues& values) {
  for (const std::string_view name :
       {"DATE", "YEAR", "RELEASEDATE", "ORIGINALDATE", "ORIGINALYEAR"}) {
    if (const auto year = year_of(values.first({name}))) return year;
  }
  return std::nullopt;
}

std::optional<double> read_decimal(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<std::uint32_t> read_bpm(const TagValues& values) {
  const auto bpm = read_decimal(values.first({"BPM", "TEMPO"}));
  if (!bpm || *bpm < 0.5 || *bpm > kMaxBpm) return std::nullopt;
  return static_cast<std::uint32_t>(std::lround(*bpm));
}

bool read_truth(std::string_view text) {
  return text == "1" || equals_ignore_case(text, "true") || equals_ignore_case(text, "yes");
}

// Returns the UUIDs in the values; ID3v2.3 has several in one, with "/" or ";" between them.
std::vector<std::string> read_ids(const TagValues& values, Names names) {
  std::vector<std::string> ids;
  for (const std::string& value : values.all(names)) {
    std::string_view rest = value;
    while (!rest.empty() && ids.size() < kMaxListEntries) {
      const std::size_t end = std::min(rest.find_first_of("/;, "), rest.size());
      std::string id = lower_case(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (is_uuid(id)) ids.push_back(std::move(id));
    }
  }
  return ids;
}

std::string read_id(const TagValues& values, Names names) {
  std::vector<std::string> ids = read_ids(values, names);
  return ids.empty() ? std::string() : std::move(ids.front());
}

MusicBrainzIds read_music_brainz(const TagValues& values) {
  MusicBrainzIds ids;
  ids.recording_id = read_id(values, {"MUSICBRAINZ_TRACKID"});
  ids.track_id = read_id(values, {"MUSICBRAINZ_RELEASETRACKID"});
  ids.release_id = read_id(values, {"MUSICBRAINZ_ALBUMID"});
  ids.release_group_id = read_id(values, {"MUSICBRAINZ_RELEASEGROUPID"});
  ids.artist_ids = read_ids(values, {"MUSICBRAINZ_ARTISTID"});
  ids.album_artist_ids = read_ids(values, {"MUSICBRAINZ_ALBUMARTISTID"});
  return ids;
}

}  // namespace

AudioTags make_audio_tags(const TagValues& values, const MediaLimits& limits) {
  const auto text = [&](Names names) {
    return clean_tag_text(values.first(names), limits.max_text_bytes);
  };
  AudioTags tags;
  tags.title = text({"TITLE"});
  tags.album = text({"ALBUM"});
  People album_artists = read_people(values, {"ALBUMARTIST", "ALBUM ARTIST", "ALBUM_ARTIST"},
                                     {"ALBUMARTISTS"}, limits);
  People artists = read_people(values, {"ARTIST"}, {"ARTISTS"}, limits);
  if (artists.display.empty()) artists = album_artists;
  tags.artist = std::move(artists.display);
  tags.artists = std::move(artists.names);
  tags.album_artist = std::move(album_artists.display);
  tags.album_artists = std::move(album_artists.names);
  tags.genres = read_genres(values);
  if (!tags.genres.empty()) tags.genre = tags.genres.front();

  const NumberOfTotal track =
      read_position(values, {"TRACKNUMBER", "TRACK"}, {"TRACKTOTAL", "TOTALTRACKS"});
  tags.track = track.number;
  tags.track_total = track.total;
  const NumberOfTotal disc =
      read_position(values, {"DISCNUMBER", "DISC"}, {"DISCTOTAL", "TOTALDISCS"});
  tags.disc = disc.number;
  tags.disc_total = disc.total;
  tags.year = read_year(values);
  tags.composer = join(split_names(values.all({"COMPOSER"})), limits.max_text_bytes);
  tags.compilation = read_truth(values.first({"COMPILATION"}));
  tags.sort_names = {.title = text({"TITLESORT"}),
                     .artist = text({"ARTISTSORT"}),
                     .album = text({"ALBUMSORT"}),
                     .album_artist = text({"ALBUMARTISTSORT"})};
  tags.music_brainz = read_music_brainz(values);
  tags.isrc = text({"ISRC"});
  tags.bpm = read_bpm(values);
  tags.copyright = text({"COPYRIGHT"});
  std::string_view comment = values.first_described("COMMENT");
  if (comment.empty()) comment = values.first({"DESCRIPTION"});
  tags.comment = clean_tag_lines(comment, kMaxCommentBytes);
  std::string_view lyrics = values.first_described("LYRICS");
  if (lyrics.empty()) lyrics = values.first({"UNSYNCEDLYRICS", "UNSYNCED LYRICS"});
  tags.lyrics = clean_tag_lines(lyrics, kMaxLyricsBytes);
  return tags;
}

std::optional<ReplayGain> make_replay_gain(const TagValues& values) {
  const auto decimal = [&](std::string_view name, const FactRange& range) {
    const auto number = read_decimal(values.first({name}));
    return number && range.contains(*number) ? number : std::nullopt;
  };
  const auto gain = [&](std::string_view name, std::string_view r128_name) {
    constexpr double kUnitsPerDecibel = 256;
    constexpr double kFromR128 = 5;
    constexpr FactRange kR128{-32'768, 32'767};
    if (const auto decibels = decimal(name, kGain)) return decibels;
    const auto units = decimal(r128_name, kR128);
    return units ? std::optional(*units / kUnitsPerDecibel + kFromR128) : std::nullopt;
  };
  const ReplayGain found{.track_gain_db = gain("REPLAYGAIN_TRACK_GAIN", "R128_TRACK_GAIN"),
                         .track_peak = decimal("REPLAYGAIN_TRACK_PEAK", kPeak),
                         .album_gain_db = gain("REPLAYGAIN_ALBUM_GAIN", "R128_ALBUM_GAIN"),
                         .album_peak = decimal("REPLAYGAIN_ALBUM_PEAK", kPeak)};
  const bool is_known =
      found.track_gain_db || found.track_peak || found.album_gain_db || found.album_peak;
  return is_known ? std::optional(found) : std::nullopt;
}

}  // namespace audmg::media

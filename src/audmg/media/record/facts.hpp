// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::media {

// Text is valid UTF-8; "", nullopt and an empty list mean unknown.

/// The place where a file was made. Only the owner sees it; no derivative contains it. It has
/// coordinates, a name, or both.
struct Place {
  std::optional<double> latitude{};   ///< degrees, north is positive; set if `longitude` is
  std::optional<double> longitude{};  ///< degrees, east is positive; set if `latitude` is
  std::optional<double> altitude_metres{};
  /// As the file says it, from the smallest to the largest: "Old Town, Porto, Portugal".
  std::string name{};
  /// The name of the coordinates, in the same order; shown if the file says no name.
  std::string resolved_name{};
  /// All names that the place at the coordinates may be searched by.
  std::vector<std::string> names{};
};

/// Facts from a still or animated image.
struct ImageFacts {
  /// Pixels, as seen: after the orientation was applied. 0 when nothing tells them, which a picture
  /// that could not be decoded may have.
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t frames = 1;
  /// RFC 3339, with the fraction and offset that the camera wrote.
  std::string taken_at{};
  std::string camera_make{};
  std::string camera_model{};
  std::string lens{};
  std::optional<double> exposure_seconds{};
  std::optional<double> f_number{};
  std::optional<double> focal_length_millimetres{};
  std::optional<std::uint32_t> iso{};
  std::optional<Place> place{};
  std::string title{};
  std::string description{};
  std::vector<std::string> keywords{};
  std::optional<std::uint32_t> rating{};  ///< 0 to 5
  std::string creator{};
  std::string copyright{};
  /// dHash of the picture as seen, 16 hexadecimal digits: few bits differ between near-duplicates.
  std::string difference_hash{};
};

/// Names in the form that they are sorted by: "Beatles, The".
struct SortNames {
  std::string title{};
  std::string artist{};
  std::string album{};
  std::string album_artist{};

  [[nodiscard]] bool operator==(const SortNames&) const = default;
};

/// Identifiers of MusicBrainz, UUIDs in lower case.
struct MusicBrainzIds {
  std::string recording_id{};
  std::string track_id{};  ///< of the track on this release
  std::string release_id{};
  std::string release_group_id{};
  std::vector<std::string> artist_ids{};
  std::vector<std::string> album_artist_ids{};

  [[nodiscard]] bool operator==(const MusicBrainzIds&) const = default;
};

struct AudioTags {
  std::string title{};
  std::string artist{};  ///< for display; `artists` has the same people one by one
  std::string album{};
  std::string genre{};  ///< the first of `genres`
  std::optional<std::uint32_t> track{};
  std::optional<std::uint32_t> year{};
  std::vector<std::string> artists{};
  std::string album_artist{};  ///< for display
  std::vector<std::string> album_artists{};
  std::vector<std::string> genres{};
  std::optional<std::uint32_t> track_total{};
  std::optional<std::uint32_t> disc{};
  std::optional<std::uint32_t> disc_total{};
  std::string composer{};
  bool compilation = false;
  SortNames sort_names{};
  MusicBrainzIds music_brainz{};
  std::string isrc{};
  std::optional<std::uint32_t> bpm{};
  std::string copyright{};
  std::string comment{};
  std::string lyrics{};
};

/// A chapter of an audiobook; it ends where the next one begins.
struct Chapter {
  double start_seconds = 0;
  std::string title{};
};

/// Gain that the file itself asks for. No gain is applied to any rendition.
struct ReplayGain {
  std::optional<double> track_gain_db{};
  std::optional<double> track_peak{};  ///< 1 is full scale
  std::optional<double> album_gain_db{};
  std::optional<double> album_peak{};
};

/// Facts from an audio file and measurements made while it was decoded. Before that, duration,
/// channels and sample rate are what the header claims, 0 where it does not say.
struct AudioFacts {
  /// Duration of the decoded samples; over 8 hours, of what the file contains, because only samples
  /// of it are decoded (audio/sampled_sound.hpp), which also give loudness and true peak.
  double duration_seconds = 0;
  std::uint32_t bitrate = 0;  ///< bits per second, on average
  std::uint32_t channels = 0;
  std::uint32_t sample_rate = 0;  ///< hertz
  std::string codec{};            ///< FFmpeg's short name: "mp3", "flac", "pcm_s16le"
  AudioTags tags{};
  /// RFC 3339, when it was recorded; with the offset that the recorder wrote.
  std::string taken_at{};
  std::optional<Place> place{};
  std::vector<Chapter> chapters{};  ///< in order of their starts
  std::optional<ReplayGain> replay_gain{};
  /// True if every browser plays the original well; for MP3 and MP4 only a decoder can tell.
  bool plays_everywhere = false;
  /// EBU R 128; nullopt for silence and for files that are too short to measure.
  std::optional<double> integrated_loudness_lufs{};
  std::optional<double> true_peak_dbtp{};
};

/// One derivative of a file.
struct Rendition {
  /// The recipe's name in the rendition plan: "small", "large", "display", "universal", "opus",
  /// "waveform", "waveform_json", "motion".
  std::string name{};
  /// recipe_id() of the recipe that made it; tells whether it must be made again.
  std::string recipe{};
  std::string content_type{};
  std::uint64_t size = 0;  ///< bytes
  /// The key it is stored under; "" in the child that makes renditions, which does not know it.
  std::string object_key{};
  std::uint32_t width = 0;      ///< pixels; 0 for audio
  std::uint32_t height = 0;     ///< pixels; 0 for audio
  double duration_seconds = 0;  ///< 0 for images
  std::uint32_t bitrate = 0;    ///< bits per second; 0 for images
};

/// Everything that was found out about one file. Exactly one of `image` and `audio` is set.
struct MediaRecord {
  /// Version of the code that read the facts; older facts are read again by a rebuild.
  std::uint32_t version = 1;
  /// Object key of the XMP sidecar that was read along; "" when there was none, and in the child,
  /// which does not know it.
  std::string sidecar{};
  std::optional<ImageFacts> image{};
  std::optional<AudioFacts> audio{};
  /// Says in one sentence for the owner what is wrong with the bytes if only a part of the file
  /// could be decoded; "" otherwise.
  std::string damaged{};
  /// ThumbHash of the picture or the cover, in base64; "" when there is neither.
  std::string placeholder{};
  /// "#rrggbb"; "" when there is not a picture.
  std::string dominant_color{};
  std::vector<Rendition> renditions{};
  /// The names of the coordinates that the owner has set; only these three members are set, and
  /// they are void once the owner's edits have others.
  std::optional<Place> edited_place{};
};

}  // namespace audmg::media

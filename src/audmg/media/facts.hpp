// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::media {

/// The place where a picture was taken. Only the owner sees it; no derivative contains it.
struct Place {
  double latitude = 0;   ///< degrees, north is positive
  double longitude = 0;  ///< degrees, east is positive
  std::optional<double> altitude_metres{};
};

/// Facts from a still or animated image. Text is valid UTF-8; "" and nullopt mean unknown.
struct ImageFacts {
  std::uint32_t width = 0;   ///< pixels, as seen: after the orientation was applied
  std::uint32_t height = 0;  ///< pixels, as seen
  std::uint32_t frames = 1;
  /// RFC 3339; without an offset when the camera recorded none.
  std::string taken_at{};
  std::string camera_make{};
  std::string camera_model{};
  std::string lens{};
  std::optional<double> exposure_seconds{};
  std::optional<double> f_number{};
  std::optional<double> focal_length_millimetres{};
  std::optional<std::uint32_t> iso{};
  std::optional<Place> place{};
};

struct AudioTags {
  std::string title{};
  std::string artist{};
  std::string album{};
  std::string genre{};
  std::optional<std::uint32_t> track{};
  std::optional<std::uint32_t> year{};
};

/// Facts from an audio file and measurements made while it was decoded.
struct AudioFacts {
  double duration_seconds = 0;  ///< duration of the decoded samples
  std::uint32_t bitrate = 0;    ///< bits per second, on average
  std::uint32_t channels = 0;
  std::uint32_t sample_rate = 0;  ///< hertz
  std::string codec{};            ///< FFmpeg's short name: "mp3", "flac", "pcm_s16le"
  AudioTags tags{};
  /// True if every browser plays the original well; for MP3 and MP4 only a decoder can tell.
  bool plays_everywhere = false;
  /// EBU R 128; nullopt for silence and for files that are too short to measure.
  std::optional<double> integrated_loudness_lufs{};
  std::optional<double> true_peak_dbtp{};
};

/// One derivative of a file.
struct Rendition {
  /// The recipe's name in the rendition plan: "small", "large", "display", "universal", "opus",
  /// "waveform", "waveform_json".
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
  std::optional<ImageFacts> image{};
  std::optional<AudioFacts> audio{};
  /// ThumbHash of the picture or the cover, in base64; "" when there is neither.
  std::string placeholder{};
  /// "#rrggbb"; "" when there is not a picture.
  std::string dominant_color{};
  std::vector<Rendition> renditions{};
};

}  // namespace audmg::media

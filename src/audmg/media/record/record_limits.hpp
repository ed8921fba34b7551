// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/record/facts.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

// Ranges of possible facts. Code that fills a MediaRecord drops facts outside them (cameras write
// nonsense); code that reads one rejects them, because only a hostile child sends them.
namespace audmg::media {

struct FactRange {
  double least = 0;
  double most = 0;
  /// Returns false for NaN too.
  [[nodiscard]] constexpr bool contains(double value) const {
    return value >= least && value <= most;
  }
};

inline constexpr FactRange kLatitude{-90, 90};             // degrees
inline constexpr FactRange kLongitude{-180, 180};          // degrees
inline constexpr FactRange kAltitude{-12'000, 1'000'000};  // metres
inline constexpr FactRange kExposure{1e-9, 1e7};           // seconds
inline constexpr FactRange kFNumber{0.01, 1000};
inline constexpr FactRange kFocalLength{0.01, 100'000};  // millimetres
inline constexpr FactRange kLoudness{-200, 100};         // LUFS
inline constexpr FactRange kTruePeak{-400, 100};         // dBTP
inline constexpr FactRange kDuration{0, 10'000'000};     // seconds
inline constexpr std::uint32_t kMaxIso = 100'000'000;
inline constexpr std::uint32_t kMaxRecordSide = 1'000'000;  // pixels
inline constexpr std::uint32_t kMaxFrames = 10'000'000;
inline constexpr std::uint32_t kMaxBitrateFact = 2'000'000'000;  // bits per second
inline constexpr std::uint32_t kMaxChannels = 1024;
inline constexpr std::uint32_t kMaxRecordedSampleRate = 100'000'000;  // hertz
inline constexpr FactRange kGain{-200, 200};                          // dB
inline constexpr FactRange kPeak{0, 1000};                            // 1 is full scale
inline constexpr std::uint32_t kMaxRating = 5;
inline constexpr std::uint32_t kMaxBpm = 10'000;
inline constexpr std::uint32_t kMaxTrack = 1'000'000;  // discs and totals too
inline constexpr std::uint32_t kMaxYear = 9999;
inline constexpr std::uint64_t kMaxRenditionBytes = std::uint64_t{1} << 40;
inline constexpr std::size_t kMaxTextFactBytes = 512;
inline constexpr std::size_t kMaxDescriptionBytes = 4096;
inline constexpr std::size_t kMaxCommentBytes = 2048;
inline constexpr std::size_t kMaxLyricsBytes = 16'384;
inline constexpr std::size_t kMaxListEntries = 32;  // artists, genres
inline constexpr std::size_t kMaxListEntryBytes = 256;
inline constexpr std::size_t kMaxKeywords = 128;
inline constexpr std::size_t kMaxKeywordBytes = 128;
inline constexpr std::size_t kMaxChapters = 512;
inline constexpr std::size_t kMaxChapterTitleBytes = 128;
inline constexpr std::size_t kMaxPlaceholderBytes = 64;
inline constexpr std::size_t kMaxPlaceNames = 64;
inline constexpr std::size_t kMaxPlaceNameBytes = 128;
inline constexpr std::size_t kMaxObjectKeyBytes = 512;
inline constexpr std::size_t kMaxRenditions = 32;

/// Returns whether the text is "2026-01-31T23:59:59", optionally with a fraction and then "Z" or
/// "+01:00".
[[nodiscard]] bool is_local_or_zoned_time(std::string_view text);
/// Returns whether the text is a rendition's name: [a-z0-9_], 1 to 32 characters.
[[nodiscard]] bool is_rendition_name(std::string_view text);
/// Returns whether the text is [a-z0-9-], 1 to 64 characters.
[[nodiscard]] bool is_recipe_id(std::string_view text);
/// Returns whether renditions may be served as that type: image/webp, image/jpeg, audio/...,
/// video/mp4, application/json, application/octet-stream; never a type that a browser would run.
[[nodiscard]] bool is_rendition_content_type(std::string_view text);
/// Returns whether the text is 16 hexadecimal digits in lower case.
[[nodiscard]] bool is_difference_hash(std::string_view text);
/// Returns whether the text is a UUID in lower case.
[[nodiscard]] bool is_uuid(std::string_view text);
/// Returns whether the text is "#rrggbb" in lower case.
[[nodiscard]] bool is_color(std::string_view text);
/// Returns whether the text is [A-Za-z0-9._/-], at most kMaxObjectKeyBytes.
[[nodiscard]] bool is_object_key(std::string_view text);

}  // namespace audmg::media

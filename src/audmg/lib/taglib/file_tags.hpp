// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/byte_input.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::taglib {

/// A file, or a part of one.
struct Input {
  ByteInput file{};
  std::uint64_t size = 0;    ///< bytes; no more are read
  std::uint64_t offset = 0;  ///< where in the file those bytes begin
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

/// Which of TagLib's readers opens a file. Nothing is guessed from the bytes.
enum class Container {
  mpeg,  ///< MP3 and ADTS: ID3v2, APEv2 and ID3v1, whatever is between them
  flac,
  ogg_vorbis,
  ogg_opus,
  ogg_flac,
  mp4,
  wav,
  aiff,
};

/// A picture in the tags, as the file has it: any bytes.
struct Picture {
  bool is_front = false;
  std::string bytes{};
};

/// All tags of a file, those of the better format before those that fill what it lacks.
struct FileTags {
  /// By TagLib's name for a property, the same for all formats and in upper case ("ALBUMARTIST",
  /// "MUSICBRAINZ_ALBUMID"), or by the file's own name where there is no such property. The values
  /// are UTF-8 and may contain control characters.
  std::map<std::string, std::vector<std::string>, std::less<>> values{};
  std::vector<Picture> pictures{};
};

/// Converts a text of 8-bit characters to UTF-8.
using TextDecoder = std::function<std::string(std::string_view)>;
/// Chooses the decoder for one file. `sample` has all texts of its tags that are in 8-bit
/// characters without a reliable name for them (ID3v1, RIFF, and what ID3v2 calls Latin-1), one a
/// line, at most kMaxSampleBytes.
using ChooseDecoder = std::function<TextDecoder(std::string_view sample)>;

inline constexpr std::size_t kMaxSampleBytes = 16'384;

/// Reads the tags of the file; none is not an error. `choose` is called for files that have 8-bit
/// text with bytes over 0x7f. One thread at a time may call this, because TagLib keeps how it
/// decodes text for the whole process. Errors: invalid_argument when the bytes are not in this
/// container, need too many reads or are nested too deeply; too_large when memory does not suffice;
/// deadline_exceeded.
[[nodiscard]] Result<FileTags> read_file_tags(const Input& input, Container container,
                                              const ChooseDecoder& choose);

}  // namespace audmg::taglib

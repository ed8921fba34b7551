// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/coordinates.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/database/file.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::catalogue {

/// The time that a clock on the wall showed where a file was made.
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

/// The facts that the catalogue knows about one file: the effective ones, in which a person's words
/// have already won over what was found in the bytes. Text is UTF-8; "", an empty list and nullopt
/// mean that the file has no such fact. put() cuts what exceeds the limits of limits.hpp.
struct Entry {
  FileId id;
  database::FileKind kind = database::FileKind::image;
  database::FileStatus status = database::FileStatus::ready;
  std::uint64_t size = 0;  ///< bytes

  /// The effective date, by which libraries are sorted.
  LocalTime date{};

  std::string name{};
  std::string title{};
  std::string description{};
  std::vector<std::string> keywords{};
  /// The creator, copyright, comment and what else is searchable without having a filter.
  std::vector<std::string> other_text{};
  std::uint32_t rating = 0;  ///< 0 to 5
  bool favorite = false;
  std::vector<CollectionId> collections{};

  std::string camera{};  ///< make and model, as people see them
  std::string lens{};
  std::string place{};  ///< as people see it
  /// All names under which the place is found: suburb, city, region, country, in several languages.
  /// `place` need not be among them.
  std::vector<std::string> place_names{};
  std::optional<Coordinates> coordinates{};
  /// dHash of the picture (media::ImageFacts::difference_hash).
  std::optional<std::uint64_t> difference_hash{};
  std::uint32_t aspect = 0;  ///< width by height in thousandths; 0: unknown
  /// The dominant color as 0xrrggbb.
  std::optional<std::uint32_t> color{};

  std::optional<std::chrono::milliseconds> duration{};
  std::string artist{};  ///< for display; `artists` has the same people one by one
  std::vector<std::string> artists{};
  std::string album{};
  std::string album_artist{};  ///< for display
  std::vector<std::string> album_artists{};
  std::vector<std::string> genres{};
  std::string composer{};
  std::uint32_t year = 0;   ///< of the recording; 0: unknown
  std::uint32_t disc = 0;   ///< 0: unknown
  std::uint32_t track = 0;  ///< 0: unknown
  bool compilation = false;
  std::string release_id{};  ///< of MusicBrainz
};

}  // namespace audmg::catalogue

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/core/deadline.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::catalogue {

// Music by its tags. Names that differ in accents and case only are one name, in its most frequent
// form. Lists are sorted by name. Each of these functions reads the whole catalogue once. Errors:
// deadline_exceeded (retryable).

/// Under whom albums are listed that say they are compilations and name no album artist.
inline constexpr std::string_view kVariousArtists = "Various Artists";

struct Artist {
  std::string name;
  std::size_t albums = 0;  ///< with a track of the artist, or under their name
  std::size_t tracks = 0;
};

struct Genre {
  std::string name;
  std::size_t albums = 0;
  std::size_t tracks = 0;
};

/// Tracks of one album artist and album title; if they have MusicBrainz's id of a release, of one
/// release.
struct Album {
  std::string id;  ///< 16 hexadecimal digits, the same in every catalogue with such tracks
  std::string title;
  std::string artist;      ///< as the tags name the album artist; "" if they do not name any artist
  std::uint32_t year = 0;  ///< the latest of its tracks; 0: unknown
  std::size_t tracks = 0;
  std::chrono::milliseconds duration{};
  /// A track whose cover stands for the album: the first.
  FileId cover;
};

struct AlbumFilter {
  std::optional<std::string> artist{};  ///< album artist, or artist of one of its tracks
  std::optional<std::string> genre{};
};

[[nodiscard]] Result<std::vector<Artist>> list_artists(const Catalogue& catalogue,
                                                       Deadline deadline = {});
[[nodiscard]] Result<std::vector<Genre>> list_genres(const Catalogue& catalogue,
                                                     Deadline deadline = {});
/// Sorted by title, then album artist and id.
[[nodiscard]] Result<std::vector<Album>> list_albums(const Catalogue& catalogue,
                                                     const AlbumFilter& filter,
                                                     Deadline deadline = {});

struct AlbumTracks {
  Album album;
  std::vector<FileId> tracks{};  ///< by disc, track and name
};

/// Returns nothing if there is no such album.
[[nodiscard]] Result<std::optional<AlbumTracks>> find_album(const Catalogue& catalogue,
                                                            std::string_view id,
                                                            Deadline deadline = {});

}  // namespace audmg::catalogue

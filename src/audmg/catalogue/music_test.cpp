// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/music.hpp"

#include "catalogue/sample_entries.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::catalogue {
namespace {

using testing::numbered_id;
using testing::picture;
using testing::song;
using Lines = std::vector<std::string>;

class Music : public ::testing::Test {
 protected:
  void put(const Entry& entry) { ASSERT_TRUE(catalogue_.put(entry)); }
  [[nodiscard]] Lines albums(const AlbumFilter& filter = {}) const {
    Lines lines;
    const auto albums = list_albums(catalogue_, filter).value();
    for (const Album& album : albums) {
      lines.push_back(fmt::format("{} / {} {}", album.artist, album.title, album.tracks));
    }
    return lines;
  }
  [[nodiscard]] Lines artists() const {
    Lines lines;
    const auto artists = list_artists(catalogue_).value();
    for (const Artist& artist : artists) {
      lines.push_back(fmt::format("{} {} {}", artist.name, artist.albums, artist.tracks));
    }
    return lines;
  }

  Catalogue catalogue_;
};

TEST_F(Music, HasAlbumsByAlbumArtistAndTitle) {
  put(song(1, "Björk", "Début", 1));
  put(song(2, "BJORK", "Debut", 2));
  put(song(3, "Björk", "Début", 3));
  put(song(4, "Blur", "Début", 1));
  put(song(5, "Blur", "", 1));
  put(picture(6));
  EXPECT_EQ(albums(), (Lines{"Björk / Début 3", "Blur / Début 1"}));
  Entry guest = song(7, "Björk feat. Thom", "Début", 4);
  guest.album_artist = "Björk";
  put(guest);
  EXPECT_EQ(albums(), (Lines{"Björk / Début 4", "Blur / Début 1"}));
}

TEST_F(Music, KeepsReleasesApart) {
  for (std::size_t number = 0; number < 4; ++number) {
    Entry entry = song(number, "Björk", "Début", static_cast<std::uint32_t>(number));
    entry.release_id = number < 2 ? "6b050dcf-7ab1-456d-9e1b-c3c41c18eed2"
                                  : "7b050dcf-7ab1-456d-9e1b-c3c41c18eed2";
    put(entry);
  }
  EXPECT_EQ(albums(), (Lines{"Björk / Début 2", "Björk / Début 2"}));
}

TEST_F(Music, HasCompilationsUnderVariousArtists) {
  for (std::size_t number = 0; number < 3; ++number) {
    Entry entry = song(number, fmt::format("Singer {}", number), "Hits", 1);
    entry.compilation = true;
    put(entry);
  }
  EXPECT_EQ(albums(), Lines{"Various Artists / Hits 3"});
  EXPECT_EQ(albums({.artist = "various artists"}), Lines{"Various Artists / Hits 3"});
  EXPECT_EQ(albums({.artist = "singer 2"}), Lines{"Various Artists / Hits 3"});
}

TEST_F(Music, HasTracksByDiscAndTrack) {
  const auto with_disc = [](Entry entry, std::uint32_t disc) {
    entry.disc = disc;
    entry.year = 1990 + disc;
    entry.duration = std::chrono::seconds(60);
    return entry;
  };
  put(with_disc(song(1, "a", "b", 2), 2));
  put(with_disc(song(2, "a", "b", 10), 1));
  put(with_disc(song(3, "a", "b", 9), 1));
  put(with_disc(song(4, "a", "b", 1), 2));
  const auto all = list_albums(catalogue_, {}).value();
  ASSERT_EQ(all.size(), 1);
  const auto album = find_album(catalogue_, all.front().id).value();
  ASSERT_TRUE(album);
  EXPECT_EQ(album->tracks,
            (std::vector{numbered_id(3), numbered_id(2), numbered_id(4), numbered_id(1)}));
  EXPECT_EQ(album->album.cover, numbered_id(3));
  EXPECT_EQ(album->album.year, 1992);
  EXPECT_EQ(album->album.duration, std::chrono::seconds(240));
  EXPECT_FALSE(find_album(catalogue_, "0000000000000000")->has_value());
}

TEST_F(Music, HasAnIdThatStays) {
  put(song(1, "Björk", "Début", 1));
  const std::string id = list_albums(catalogue_, {})->front().id;
  EXPECT_EQ(id.size(), 16);
  put(song(2, "bjork", "DÉBUT", 2));
  ASSERT_TRUE(catalogue_.remove(numbered_id(1)));
  EXPECT_EQ(list_albums(catalogue_, {})->front().id, id);
}

TEST_F(Music, HasArtistsAndGenres) {
  Entry both = song(1, "Björk & Sjón", "Début", 1);
  both.artists = {"Björk", "Sjón"};
  both.album_artist = "Björk";
  both.genres = {"Pop", "Rock"};
  put(both);
  put(song(2, "Björk", "Début", 2));
  Entry single = song(3, "Sjón", "", 1);
  single.genres = {"rock"};
  put(single);
  EXPECT_EQ(artists(), (Lines{"Björk 1 2", "Sjón 1 2"}));
  Lines genres;
  const auto of_songs = list_genres(catalogue_).value();
  for (const Genre& genre : of_songs) {
    genres.push_back(fmt::format("{} {} {}", genre.name, genre.albums, genre.tracks));
  }
  EXPECT_EQ(genres, (Lines{"Pop 1 1", "Rock 1 2"}));
  EXPECT_EQ(albums({.genre = "pop"}), Lines{"Björk / Début 2"});
  EXPECT_EQ(albums({.genre = "jazz"}), Lines{});
  EXPECT_EQ(albums({.artist = "sjon"}), Lines{"Björk / Début 2"});
}

}  // namespace
}  // namespace audmg::catalogue

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/music.hpp"

#include "audmg/catalogue/limits.hpp"
#include "audmg/catalogue/spellings.hpp"
#include "audmg/catalogue/table.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/lib/utf8proc/folded_words.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace audmg::catalogue {
namespace {

struct Name {
  std::string_view form;  ///< equal for all spellings
  std::string_view text;
};

/// All tracks of one album.
struct AlbumRows {
  std::string key;
  Spellings titles{};
  Spellings artists{};
  std::vector<RowNumber> rows{};
};

class Music {
 public:
  /// Lacks tracks when the deadline has passed.
  Music(const Table& table, Deadline& deadline) : table_(table) {
    for (RowNumber number = 0; number < table.row_count() && !deadline.passed(); ++number) {
      const Row& row = table.row(number);
      if (row.has(Row::kAudio) && !row.has(Row::kRemoved)) add(number);
    }
  }

  [[nodiscard]] const std::vector<RowNumber>& tracks() const { return tracks_; }
  [[nodiscard]] const std::vector<AlbumRows>& albums() const { return albums_; }
  /// Returns the number of the track's album; nothing if the track is not on one.
  [[nodiscard]] std::optional<std::size_t> album_of(std::size_t track) const {
    return album_of_track_[track];
  }

  /// Calls visit(Name) for the different values of these fields.
  template <class Visit>
  void for_each_name(RowNumber number, std::span<const Field> fields, Visit visit) const {
    std::set<std::string_view> seen;
    for (const TermId term : table_.terms_of(number)) {
      if (std::ranges::find(fields, table_.terms().field(term)) == fields.end()) continue;
      const Name name = name_of(term);
      if (seen.insert(name.form).second) visit(name);
    }
  }

 private:
  [[nodiscard]] Name name_of(TermId term) const {
    const TermTable& terms = table_.terms();
    return {common_form(terms.folded(term), terms.text(term)), terms.text(term)};
  }

  [[nodiscard]] Name album_artist(RowNumber number) const {
    for (const Field field : {Field::album_artist_credit, Field::album_artist}) {
      if (const auto term = table_.first_term(number, field)) return name_of(*term);
    }
    if (table_.row(number).has(Row::kCompilation)) return {"various artists", kVariousArtists};
    for (const Field field : {Field::artist_credit, Field::artist}) {
      if (const auto term = table_.first_term(number, field)) return name_of(*term);
    }
    return {};
  }

  void add(RowNumber number) {
    tracks_.push_back(number);
    auto& album = album_of_track_.emplace_back();
    const auto title = table_.first_term(number, Field::album);
    if (!title) return;
    const Name artist = album_artist(number);
    const auto release = table_.first_term(number, Field::release);
    std::string key(name_of(*title).form);
    key.append(1, '\n').append(artist.form).append(1, '\n');
    if (release) key.append(table_.terms().text(*release));
    const auto place = numbers_.try_emplace(std::move(key), albums_.size()).first;
    if (place->second == albums_.size()) albums_.push_back({.key = place->first});
    album = place->second;
    AlbumRows& rows = albums_[*album];
    rows.rows.push_back(number);
    rows.titles.add(table_.terms().text(*title), 1);
    rows.artists.add(artist.text, 1);
  }

  const Table& table_;
  std::vector<RowNumber> tracks_;
  std::vector<std::optional<std::size_t>> album_of_track_;
  std::vector<AlbumRows> albums_;
  std::unordered_map<std::string, std::size_t> numbers_;
};

std::string id_of(const AlbumRows& rows) {
  std::uint64_t hash = hash_of(rows.key);
  if constexpr (std::endian::native == std::endian::little) hash = __builtin_bswap64(hash);
  return to_hex(std::as_bytes(std::span(&hash, 1)));
}

/// By disc, track and name.
std::vector<RowNumber> in_order(const Table& table, std::vector<RowNumber> rows) {
  std::ranges::sort(rows, {}, [&](RowNumber number) {
    const Row& row = table.row(number);
    return std::tuple(row.disc, row.track, table.name_of(number), row.id);
  });
  return rows;
}

Album album_from(const Table& table, const AlbumRows& rows) {
  Album album{.id = id_of(rows),
              .title = std::string(rows.titles.most_frequent()),
              .artist = std::string(rows.artists.most_frequent()),
              .tracks = rows.rows.size(),
              .cover = to_file_id(table.row(in_order(table, rows.rows).front()).id)};
  for (const RowNumber number : rows.rows) {
    const Row& row = table.row(number);
    album.year = std::max<std::uint32_t>(album.year, row.year);
    if (row.duration != Row::kNone) album.duration += std::chrono::milliseconds(row.duration);
  }
  return album;
}

/// The part that artists and genres share.
struct NameCount {
  Spellings spellings{};
  std::size_t tracks = 0;
  std::set<std::size_t> albums{};
};

/// Counts the tracks by the names in `of_tracks`, and the albums by all names of their tracks.
/// Sorted by the names' folded form.
std::map<std::string_view, NameCount> count_names(const Music& music,
                                                  std::span<const Field> of_tracks,
                                                  std::span<const Field> of_albums,
                                                  Deadline& deadline) {
  std::map<std::string_view, NameCount> counts;
  for (std::size_t i = 0; i < music.tracks().size() && !deadline.passed(); ++i) {
    const RowNumber number = music.tracks()[i];
    music.for_each_name(number, of_tracks, [&](const Name& name) {
      NameCount& count = counts[name.form];
      ++count.tracks;
      count.spellings.add(name.text, 1);
    });
    const auto album = music.album_of(i);
    if (!album) continue;
    music.for_each_name(number, of_albums, [&](const Name& name) {
      NameCount& count = counts[name.form];
      count.albums.insert(*album);
      count.spellings.add(name.text, 1);
    });
  }
  return counts;
}

constexpr std::array kArtistOfTrack = {Field::artist};
constexpr std::array kArtistsOfAlbum = {Field::artist, Field::album_artist,
                                        Field::album_artist_credit};
constexpr std::array kGenre = {Field::genre};

template <class T>
Result<std::vector<T>> list_names(const Catalogue& catalogue, std::span<const Field> of_tracks,
                                  std::span<const Field> of_albums, Deadline& deadline) {
  const Music music(catalogue.table(), deadline);
  const auto counts = count_names(music, of_tracks, of_albums, deadline);
  AUDMG_CHECK(deadline.check());
  std::vector<T> names;
  for (const auto& [form, count] : counts) {
    names.push_back(
        {std::string(count.spellings.most_frequent()), count.albums.size(), count.tracks});
  }
  return names;
}

bool has_name(const Table& table, const AlbumRows& rows, std::span<const Field> fields,
              const std::string& wanted) {
  const std::string folded = utf8proc::fold_words(wanted, kMaxTermBytes);
  return std::ranges::any_of(rows.rows, [&](RowNumber number) {
    return std::ranges::any_of(table.terms_of(number), [&](TermId term) {
      const TermTable& terms = table.terms();
      return std::ranges::find(fields, terms.field(term)) != fields.end() &&
             common_form(terms.folded(term), terms.text(term)) == common_form(folded, wanted);
    });
  });
}

bool passes(const Table& table, const AlbumRows& rows, const AlbumFilter& filter) {
  if (filter.genre && !has_name(table, rows, kGenre, *filter.genre)) return false;
  if (!filter.artist || has_name(table, rows, kArtistsOfAlbum, *filter.artist)) return true;
  const auto folded = [](std::string_view text) {
    return utf8proc::fold_words(text, kMaxTermBytes);
  };
  return folded(rows.artists.most_frequent()) == folded(*filter.artist);
}

}  // namespace

Result<std::vector<Artist>> list_artists(const Catalogue& catalogue, Deadline deadline) {
  return list_names<Artist>(catalogue, kArtistOfTrack, kArtistsOfAlbum, deadline);
}

Result<std::vector<Genre>> list_genres(const Catalogue& catalogue, Deadline deadline) {
  return list_names<Genre>(catalogue, kGenre, kGenre, deadline);
}

Result<std::vector<Album>> list_albums(const Catalogue& catalogue, const AlbumFilter& filter,
                                       Deadline deadline) {
  const Table& table = catalogue.table();
  const Music music(table, deadline);
  std::vector<const AlbumRows*> found;
  for (const AlbumRows& rows : music.albums()) {
    if (deadline.passed()) break;
    if (passes(table, rows, filter)) found.push_back(&rows);
  }
  // The key begins with the folded title, then the folded artist.
  std::ranges::sort(found, {}, &AlbumRows::key);
  std::vector<Album> albums;
  albums.reserve(found.size());
  for (const AlbumRows* rows : found) {
    if (deadline.passed()) break;
    albums.push_back(album_from(table, *rows));
  }
  AUDMG_CHECK(deadline.check());
  return albums;
}

Result<std::optional<AlbumTracks>> find_album(const Catalogue& catalogue, std::string_view id,
                                              Deadline deadline) {
  const Table& table = catalogue.table();
  const Music music(table, deadline);
  AUDMG_CHECK(deadline.check());
  for (const AlbumRows& rows : music.albums()) {
    if (id_of(rows) != id) continue;
    AlbumTracks album{.album = album_from(table, rows)};
    for (const RowNumber number : in_order(table, rows.rows)) {
      album.tracks.push_back(to_file_id(table.row(number).id));
    }
    return album;
  }
  return std::nullopt;
}

}  // namespace audmg::catalogue

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/entry_fields.hpp"

#include "audmg/catalogue/limits.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/lib/utf8proc/folded_words.hpp"

#include <algorithm>
#include <limits>

namespace audmg::catalogue {
namespace {

constexpr std::uint32_t kMaxRating = 5;

template <class T, class U>
T clamped(U value) {
  return static_cast<T>(std::min<U>(value, std::numeric_limits<T>::max()));
}

Row row_of(const Entry& entry) {
  Row row;
  row.id = to_bytes(entry.id);
  row.date = std::clamp<std::int64_t>(entry.date.time_since_epoch().count(), Row::kFirstDate,
                                      Row::kLastDate);
  row.size = entry.size;
  row.difference_hash = entry.difference_hash.value_or(0);
  if (entry.duration && entry.duration->count() >= 0) {
    row.duration =
        static_cast<std::uint32_t>(std::min<std::int64_t>(entry.duration->count(), Row::kNone - 1));
  }
  row.aspect = entry.aspect;
  row.color = entry.color.value_or(Row::kNone);
  if (entry.coordinates) {
    row.latitude = entry.coordinates->latitude;
    row.longitude = entry.coordinates->longitude;
  }
  row.year = clamped<std::uint16_t>(entry.year);
  row.disc = clamped<std::uint16_t>(entry.disc);
  row.track = clamped<std::uint16_t>(entry.track);
  unsigned flags = 0;
  if (entry.kind == database::FileKind::audio) flags |= Row::kAudio;
  if (entry.favorite) flags |= Row::kFavorite;
  if (entry.compilation) flags |= Row::kCompilation;
  if (entry.difference_hash) flags |= Row::kHasHash;
  row.flags = static_cast<std::uint8_t>(flags);
  row.rating_and_status = static_cast<std::uint8_t>(std::min(entry.rating, kMaxRating) |
                                                    static_cast<unsigned>(entry.status) << 4U);
  return row;
}

class Terms {
 public:
  void add(Field field, std::string_view text) {
    if (text.empty() || terms_.size() >= kMaxTermsOfEntry) return;
    terms_.emplace_back(field, to_valid_utf8(text, kMaxTermBytes));
  }
  void add(Field field, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) add(field, text);
  }
  [[nodiscard]] std::vector<std::pair<Field, std::string>> take() && { return std::move(terms_); }

 private:
  std::vector<std::pair<Field, std::string>> terms_;
};

std::vector<std::pair<Field, std::string>> terms_of(const Entry& entry) {
  Terms terms;
  terms.add(Field::camera, entry.camera);
  terms.add(Field::lens, entry.lens);
  terms.add(Field::place, entry.place);
  for (const CollectionId& id : entry.collections) terms.add(Field::collection, id.text());
  terms.add(Field::artist_credit, entry.artist);
  terms.add(Field::album_artist_credit, entry.album_artist);
  terms.add(Field::album, entry.album);
  terms.add(Field::release, entry.release_id);
  terms.add(Field::composer, entry.composer);
  terms.add(Field::genre, entry.genres);
  terms.add(Field::keyword, entry.keywords);
  terms.add(Field::artist, entry.artists);
  if (entry.artists.empty()) terms.add(Field::artist, entry.artist);
  terms.add(Field::album_artist, entry.album_artists);
  if (entry.album_artists.empty()) terms.add(Field::album_artist, entry.album_artist);
  terms.add(Field::place_name, entry.place_names);
  return std::move(terms).take();
}

}  // namespace

EntryFields fields_of(const Entry& entry) {
  EntryFields fields{.row = row_of(entry), .text = {}, .terms = terms_of(entry)};
  fields.text = utf8proc::fold_words(entry.name, kMaxNameBytes);
  fields.row.name_bytes = static_cast<std::uint16_t>(fields.text.size());
  const std::string title = utf8proc::fold_words(entry.title, kMaxTitleBytes);
  fields.row.title_bytes = static_cast<std::uint16_t>(title.size());
  fields.text.append(1, Table::kFieldEnd).append(title).append(1, Table::kFieldEnd);
  std::size_t room = kMaxDescriptionBytes;
  const auto append = [&](std::string_view text) {
    const std::string folded = utf8proc::fold_words(text, room);
    if (folded.empty()) return;
    fields.text.append(folded).append(1, Table::kFieldEnd);
    room -= std::min(room, folded.size() + 1);
  };
  append(entry.description);
  for (const std::string& text : entry.other_text) append(text);
  fields.text.append(1, Table::kRowEnd);
  return fields;
}

}  // namespace audmg::catalogue

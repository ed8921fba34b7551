// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/row_filter.hpp"

#include "audmg/catalogue/limits.hpp"
#include "audmg/lib/utf8proc/folded_words.hpp"

#include <algorithm>

namespace audmg::catalogue {
namespace {

bool is_within(const std::optional<std::chrono::milliseconds>& least,
               const std::optional<std::chrono::milliseconds>& most, std::uint32_t duration) {
  if (!least && !most) return true;
  if (duration == Row::kNone) return false;
  const std::chrono::milliseconds value(duration);
  return (!least || value >= *least) && (!most || value <= *most);
}

bool is_in(const Bounds& bounds, const std::optional<Coordinates>& point) {
  return point && bounds.contains(*point);
}

}  // namespace

RowFilter::RowFilter(const Table& table, const Filter& filter) : table_(table), filter_(filter) {
  demand({Field::camera}, filter.cameras);
  demand({Field::lens}, filter.lenses);
  demand({Field::place, Field::place_name}, filter.places);
  demand({Field::keyword}, filter.keywords);
  demand({Field::artist, Field::artist_credit}, filter.artists);
  demand({Field::album_artist, Field::album_artist_credit}, filter.album_artists);
  demand({Field::album}, filter.albums);
  demand({Field::genre}, filter.genres);
  for (const CollectionId& id : filter.collections) demand({Field::collection}, {id.text()});
}

void RowFilter::demand(std::initializer_list<Field> fields,
                       const std::vector<std::string>& values) {
  const TermTable& terms = table_.terms();
  for (const std::string& value : values) {
    const std::string folded = utf8proc::fold_words(value, kMaxTermBytes);
    auto& demanded = demands_.emplace_back();
    for (TermId term = 0; term < terms.size(); ++term) {
      if (std::ranges::find(fields, terms.field(term)) == fields.end()) continue;
      // Ids, and names of punctuation only, have no folded form.
      const bool same =
          terms.folded(term).empty() ? terms.text(term) == value : terms.folded(term) == folded;
      if (same) demanded.push_back(term);
    }
  }
}

bool RowFilter::operator()(RowNumber number) const {
  const Row& row = table_.row(number);
  return !row.has(Row::kRemoved) && passes_numbers(row) && has_terms(number);
}

bool RowFilter::passes_numbers(const Row& row) const {
  const Filter& filter = filter_;
  return (!filter.kind || row.kind() == *filter.kind) &&
         (!filter.status || row.status() == *filter.status) &&
         (!filter.from || row.local_date() >= *filter.from) &&
         (!filter.to || row.local_date() < *filter.to) &&
         (!filter.favorite || row.has(Row::kFavorite) == *filter.favorite) &&
         (!filter.bounds || is_in(*filter.bounds, row.coordinates())) &&
         (!filter.min_rating || row.rating() >= *filter.min_rating) &&
         (!filter.min_size || row.size >= *filter.min_size) &&
         (!filter.max_size || row.size <= *filter.max_size) &&
         is_within(filter.min_duration, filter.max_duration, row.duration) &&
         (!filter.year || row.shown_year() == *filter.year);
}

bool RowFilter::has_terms(RowNumber number) const {
  return std::ranges::all_of(demands_, [&](const std::vector<TermId>& demanded) {
    return std::ranges::any_of(table_.terms_of(number), [&](TermId term) {
      return std::ranges::binary_search(demanded, term);
    });
  });
}

}  // namespace audmg::catalogue

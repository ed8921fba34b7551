// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/facets.hpp"

#include "audmg/catalogue/hits.hpp"
#include "audmg/catalogue/row_filter.hpp"
#include "audmg/catalogue/spellings.hpp"
#include "audmg/catalogue/table.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace audmg::catalogue {
namespace {

/// The most frequent first.
void keep_largest(std::vector<Facet>& facets, std::size_t limit) {
  std::ranges::sort(facets, [](const Facet& a, const Facet& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  if (facets.size() > limit) facets.resize(limit);
}

std::vector<Facet> facets_of(const TermTable& terms, const std::vector<std::size_t>& counts,
                             Field field, std::size_t limit, Deadline& deadline) {
  struct Value {
    std::size_t count = 0;
    Spellings spellings;
  };
  std::unordered_map<std::string_view, Value> values;
  for (TermId term = 0; term < terms.size() && !deadline.passed(); ++term) {
    if (terms.field(term) != field || counts[term] == 0) continue;
    Value& value = values[common_form(terms.folded(term), terms.text(term))];
    value.count += counts[term];
    value.spellings.add(terms.text(term), counts[term]);
  }
  std::vector<Facet> facets;
  facets.reserve(values.size());
  for (const auto& [form, value] : values) {
    facets.push_back({std::string(value.spellings.most_frequent()), value.count});
  }
  keep_largest(facets, limit);
  return facets;
}

}  // namespace

Result<Facets> count_facets(const Catalogue& catalogue, const Query& query, const Filter& filter,
                            std::size_t limit, Deadline deadline) {
  const Table& table = catalogue.table();
  std::vector<std::size_t> counts(table.terms().size());
  std::map<std::uint32_t, std::size_t> years;
  visit_hits(table, find_hits(catalogue, query, false, deadline), RowFilter(table, filter),
             deadline, [&](RowNumber number) {
               for (const TermId term : table.terms_of(number)) ++counts[term];
               ++years[table.row(number).shown_year()];
             });
  const auto of_field = [&](Field field) {
    return facets_of(table.terms(), counts, field, limit, deadline);
  };
  Facets facets{.cameras = of_field(Field::camera),
                .places = of_field(Field::place),
                .keywords = of_field(Field::keyword),
                .artists = of_field(Field::artist),
                .genres = of_field(Field::genre)};
  AUDMG_CHECK(deadline.check());
  for (const auto& [year, count] : years) {
    if (year > 0) facets.years.push_back({std::to_string(year), count});
  }
  keep_largest(facets.years, limit);
  return facets;
}

}  // namespace audmg::catalogue

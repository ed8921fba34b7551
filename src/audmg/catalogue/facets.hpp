// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/catalogue/filter.hpp"
#include "audmg/catalogue/query.hpp"
#include "audmg/core/deadline.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace audmg::catalogue {

/// A value and how many files have it. Spellings that differ in accents and case only are one
/// value, in their most frequent form.
struct Facet {
  std::string value;
  std::size_t count = 0;
};

/// Each list has the most frequent value first, and equal counts in the order of their values.
struct Facets {
  std::vector<Facet> cameras{};
  std::vector<Facet> places{};
  std::vector<Facet> years{};
  std::vector<Facet> keywords{};
  std::vector<Facet> artists{};
  std::vector<Facet> genres{};
};

/// Counts the files that meet query and filter; keeps at most `limit` values of each kind.
/// Errors: deadline_exceeded (retryable).
[[nodiscard]] Result<Facets> count_facets(const Catalogue& catalogue, const Query& query,
                                          const Filter& filter, std::size_t limit,
                                          Deadline deadline = {});

}  // namespace audmg::catalogue

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/catalogue/listing.hpp"
#include "audmg/catalogue/table.hpp"
#include "audmg/core/deadline.hpp"

#include <cstdint>
#include <vector>

namespace audmg::catalogue {

/// The rows that meet a query, without those that were removed.
struct Hits {
  /// Ascending. Unset if every row meets the query.
  std::optional<std::vector<RowNumber>> rows{};
  /// Beside `rows`; only if asked for.
  std::vector<std::uint16_t> costs{};
  std::vector<Correction> corrections{};
};

/// Looks for the rows that meet the query. If there are none, words that no file has are corrected.
/// The hits are not all when the deadline has passed.
[[nodiscard]] Hits find_hits(const Catalogue& catalogue, const Query& query, bool with_costs,
                             Deadline& deadline);

/// Calls visit(RowNumber) for each row that meets query and filter, until the deadline passes.
template <class Passes, class Visit>
void visit_hits(const Table& table, const Hits& hits, const Passes& passes, Deadline& deadline,
                Visit visit) {
  if (hits.rows) {
    for (const RowNumber number : *hits.rows) {
      if (deadline.passed()) return;
      if (passes(number)) visit(number);
    }
    return;
  }
  for (RowNumber number = 0; number < table.row_count(); ++number) {
    if (deadline.passed()) return;
    if (passes(number)) visit(number);
  }
}

}  // namespace audmg::catalogue

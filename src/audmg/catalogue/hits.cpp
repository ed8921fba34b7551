// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/hits.hpp"

#include "audmg/catalogue/clause_matcher.hpp"
#include "audmg/catalogue/vocabulary.hpp"

#include <algorithm>
#include <tuple>

namespace audmg::catalogue {
namespace {

/// Looking at this share of the rows one by one takes as long as looking through all of them.
constexpr std::size_t kShareForSingleRows = 8;

/// The order in which clauses leave the fewest rows soonest: long words are rare.
std::vector<const Clause*> by_rarity(const Query& query) {
  std::vector<const Clause*> clauses;
  for (const Clause& clause : query.clauses) clauses.push_back(&clause);
  const auto rarity = [](const Clause* clause) {
    const std::size_t bytes = clause->words.empty() ? 0 : clause->words.front().size();
    return std::tuple(clause->negated, SIZE_MAX - bytes, clause);
  };
  std::ranges::sort(clauses, {}, rarity);
  return clauses;
}

class Search {
 public:
  Search(const Table& table, bool with_costs, Deadline& deadline)
      : table_(table), with_costs_(with_costs), deadline_(deadline) {}

  void narrow(const Clause& clause) {
    if (hits_.rows && hits_.rows->empty()) return;
    const ClauseMatcher matcher(table_, clause, deadline_);
    const bool single = hits_.rows && hits_.rows->size() < table_.row_count() / kShareForSingleRows;
    std::vector<Cost> all;
    if (!single) all = matcher.costs_of_all(with_costs_);
    if (!hits_.rows) take_all_rows();
    auto& rows = *hits_.rows;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size() && !deadline_.passed(); ++i) {
      const Cost cost = single ? matcher.cost_of(rows[i]) : all[rows[i]];
      if ((cost == kNoMatch) != clause.negated) continue;
      rows[kept] = rows[i];
      if (with_costs_) {
        const unsigned more = clause.negated ? 0 : cost;
        hits_.costs[kept] = static_cast<std::uint16_t>(hits_.costs[i] + more);
      }
      ++kept;
    }
    rows.resize(kept);
    if (with_costs_) hits_.costs.resize(kept);
  }

  [[nodiscard]] Hits take() && {
    if (with_costs_ && !hits_.rows) take_all_rows();
    return std::move(hits_);
  }

 private:
  void take_all_rows() {
    auto& rows = hits_.rows.emplace();
    rows.reserve(table_.live());
    for (RowNumber number = 0; number < table_.row_count(); ++number) {
      if (!table_.row(number).has(Row::kRemoved)) rows.push_back(number);
    }
    if (with_costs_) hits_.costs.assign(rows.size(), 0);
  }

  const Table& table_;
  const bool with_costs_;
  Deadline& deadline_;
  Hits hits_;
};

Hits search(const Table& table, const Query& query, bool with_costs, Deadline& deadline) {
  Search search(table, with_costs, deadline);
  for (const Clause* clause : by_rarity(query)) search.narrow(*clause);
  return std::move(search).take();
}

bool may_be_mistyped(const Clause& clause) {
  return !clause.negated && !clause.whole && !clause.dates && clause.words.size() == 1;
}

}  // namespace

Hits find_hits(const Catalogue& catalogue, const Query& query, bool with_costs,
               Deadline& deadline) {
  const Table& table = catalogue.table();
  Hits hits = search(table, query, with_costs, deadline);
  if (!hits.rows || !hits.rows->empty() || deadline.passed()) return hits;
  Query corrected = query;
  std::vector<Correction> corrections;
  for (Clause& clause : corrected.clauses) {
    if (!may_be_mistyped(clause) || ClauseMatcher(table, clause, deadline).has_match()) continue;
    auto word = catalogue.vocabulary().nearest(table, clause.words.front());
    if (!word) return hits;
    corrections.push_back({clause.typed, *word});
    clause.words.front() = *std::move(word);
  }
  if (corrections.empty()) return hits;
  hits = search(table, corrected, with_costs, deadline);
  hits.corrections = std::move(corrections);
  return hits;
}

}  // namespace audmg::catalogue

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/query.hpp"
#include "audmg/catalogue/table.hpp"
#include "audmg/core/deadline.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace audmg::catalogue {

/// The distance of a row from what a clause wants: the sum over its words, each of which counts by
/// its position in the text and by the kind of text. Less is better.
using Cost = std::uint8_t;
inline constexpr Cost kNoMatch = UINT8_MAX;

/// Answers for each row whether it meets a clause, without regard to `negated`. Terms are looked
/// through once, when it is made. When the deadline has passed, matches may be missing. `table`,
/// `clause` and `deadline` must outlive it.
class ClauseMatcher {
 public:
  ClauseMatcher(const Table& table, const Clause& clause, Deadline& deadline);

  [[nodiscard]] Cost cost_of(RowNumber number) const;
  /// Returns the costs of all rows, including those that were removed; several times as fast as
  /// asking for each. Unless `best`, the costs of matches may be too high.
  [[nodiscard]] std::vector<Cost> costs_of_all(bool best) const;
  /// Returns whether any file meets the clause.
  [[nodiscard]] bool has_match() const;

 private:
  struct Word {
    std::string_view text;
    /// By term; empty if no term has the word.
    std::vector<Cost> term_costs;
  };

  [[nodiscard]] std::vector<Cost> costs_of_terms(std::string_view word) const;
  [[nodiscard]] Cost term_cost(const Word& word, RowNumber number) const;
  [[nodiscard]] Cost text_cost(const Word& word, RowNumber number) const;
  [[nodiscard]] Cost cost_at(RowNumber number, std::string_view text, std::size_t at,
                             std::size_t length) const;
  [[nodiscard]] std::vector<Cost> costs_in_all(const Word& word, bool best) const;
  [[nodiscard]] bool is_in_dates(const Row& row) const;

  const Table& table_;
  const Clause& clause_;
  Deadline& deadline_;
  std::vector<Word> words_;
};

}  // namespace audmg::catalogue

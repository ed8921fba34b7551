// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/table.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace audmg::catalogue {

/// The words of a table and how often they occur, to find the one that a mistyped word stands for.
/// Counted when it is first asked, and kept current from then on. Words with digits are left out:
/// another number is not a typo. nearest() is thread-safe; added() and removed() must be called
/// alone.
class Vocabulary {
 public:
  /// Returns the most frequent of the words that are nearest to `word`: one letter is missing, too
  /// many or another one, or two neighbours have changed places; two such typos in words of eight
  /// letters or more. The first letter is the same. Nothing if there is none, or if the word has
  /// digits, blanks, or fewer than three letters. Precondition: the word is folded.
  [[nodiscard]] std::optional<std::string> nearest(const Table& table, std::string_view word);

  /// The row was added to the table, or was removed and is still there to be read.
  void added(const Table& table, RowNumber number);
  void removed(const Table& table, RowNumber number);

  [[nodiscard]] std::size_t bytes() const;

 private:
  void count_all(const Table& table);
  void count(std::string_view text, std::int64_t times);

  mutable std::mutex mutex_;
  bool counted_ = false;
  std::unordered_map<std::string, std::int64_t> counts_;
};

/// Returns the number of typos between two words, if it is at most `limit`: the optimal string
/// alignment distance of their code points.
[[nodiscard]] std::optional<unsigned> typos_between(std::u32string_view a, std::u32string_view b,
                                                    unsigned limit);

}  // namespace audmg::catalogue

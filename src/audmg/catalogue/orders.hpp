// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/sort_key.hpp"
#include "audmg/catalogue/table.hpp"

#include <array>
#include <cstddef>
#include <mutex>
#include <span>
#include <vector>

namespace audmg::catalogue {

/// The rows of a table in the orders that lists have had, so that a page costs the same in a large
/// library as in a small one. An order is made when it is first asked for; later rows are merged
/// into it. rows() is thread-safe while nobody changes the table.
class Orders {
 public:
  /// Returns the rows in that order; rows that were removed may be among them. Valid until the
  /// table is changed. Precondition: not by relevance.
  [[nodiscard]] std::span<const RowNumber> rows(const Table& table, SortedBy by);
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Order {
    std::vector<RowNumber> rows;
    /// Rows of the table that have been taken in, or were removed before.
    std::size_t covered = 0;
  };
  static constexpr std::size_t kSorts = static_cast<std::size_t>(Sort::relevance);
  static constexpr std::size_t kDirections = 2;

  mutable std::mutex mutex_;
  std::array<Order, kSorts * kDirections> orders_;
};

}  // namespace audmg::catalogue

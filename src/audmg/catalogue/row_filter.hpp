// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/filter.hpp"
#include "audmg/catalogue/table.hpp"

#include <initializer_list>
#include <string>
#include <vector>

namespace audmg::catalogue {

/// A filter, prepared for one table. Table and filter must outlive it.
class RowFilter {
 public:
  RowFilter(const Table& table, const Filter& filter);

  /// Returns whether the row passes. Rows that were removed do not.
  [[nodiscard]] bool operator()(RowNumber number) const;
  /// Returns whether all rows pass that were not removed.
  [[nodiscard]] bool passes_all() const { return filter_ == Filter{}; }

 private:
  void demand(std::initializer_list<Field> fields, const std::vector<std::string>& values);
  [[nodiscard]] bool passes_numbers(const Row& row) const;
  [[nodiscard]] bool has_terms(RowNumber number) const;

  const Table& table_;
  const Filter& filter_;
  /// One of the terms of each of these must be there; each in ascending order.
  std::vector<std::vector<TermId>> demands_;
};

}  // namespace audmg::catalogue

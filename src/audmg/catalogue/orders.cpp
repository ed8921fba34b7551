// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/orders.hpp"

#include "audmg/core/result.hpp"

#include <algorithm>
#include <utility>

namespace audmg::catalogue {
namespace {

/// Merging as many new rows one by one is no faster than sorting everything anew.
constexpr std::size_t kShareForMerge = 4;

std::vector<RowNumber> sorted_rows(const Table& table, SortedBy by, std::size_t first) {
  std::vector<std::pair<std::uint64_t, RowNumber>> keyed;
  for (std::size_t i = first; i < table.row_count(); ++i) {
    const auto number = static_cast<RowNumber>(i);
    if (table.row(number).has(Row::kRemoved)) continue;
    keyed.emplace_back(key_of(table, number, by.sort).prefix(by), number);
  }
  std::ranges::sort(keyed, [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return compare_keys(key_of(table, a.second, by.sort), key_of(table, b.second, by.sort), by) < 0;
  });
  std::vector<RowNumber> rows;
  rows.reserve(keyed.size());
  for (const auto& [prefix, number] : keyed) rows.push_back(number);
  return rows;
}

/// Moves each part of `rows` between two places of new rows once.
void merge(std::vector<RowNumber>& rows, const std::vector<RowNumber>& added, const Table& table,
           SortedBy by) {
  std::size_t end = rows.size();
  rows.resize(rows.size() + added.size());
  for (std::size_t left = added.size(); left > 0; --left) {
    const RowNumber number = added[left - 1];
    const SortKey key = key_of(table, number, by.sort);
    const auto place =
        std::upper_bound(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(end), key,
                         [&](const SortKey& wanted, RowNumber other) {
                           return compare_keys(wanted, key_of(table, other, by.sort), by) < 0;
                         });
    const auto old_end = rows.begin() + static_cast<std::ptrdiff_t>(end);
    std::move_backward(place, old_end, old_end + static_cast<std::ptrdiff_t>(left));
    end = static_cast<std::size_t>(place - rows.begin());
    rows[end + left - 1] = number;
  }
}

}  // namespace

std::span<const RowNumber> Orders::rows(const Table& table, SortedBy by) {
  AUDMG_ASSERT(by.sort != Sort::relevance);
  const std::lock_guard lock(mutex_);
  Order& order = orders_[static_cast<std::size_t>(by.sort) * kDirections +
                         static_cast<std::size_t>(by.direction)];
  const std::size_t added = table.row_count() - order.covered;
  if (added > table.row_count() / kShareForMerge) {
    order.rows = sorted_rows(table, by, 0);
  } else if (added > 0) {
    merge(order.rows, sorted_rows(table, by, order.covered), table, by);
  }
  order.covered = table.row_count();
  return order.rows;
}

std::size_t Orders::bytes() const {
  const std::lock_guard lock(mutex_);
  std::size_t bytes = 0;
  for (const Order& order : orders_) bytes += order.rows.capacity() * sizeof(RowNumber);
  return bytes;
}

}  // namespace audmg::catalogue

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/months.hpp"

#include "audmg/catalogue/hits.hpp"
#include "audmg/catalogue/row_filter.hpp"
#include "audmg/catalogue/sort_key.hpp"
#include "audmg/catalogue/table.hpp"

#include <algorithm>
#include <map>

namespace audmg::catalogue {
namespace {

using std::chrono::local_days;
using std::chrono::year_month;
using std::chrono::year_month_day;

/// Counts files by the days since the epoch on which their months begin. Files of one month often
/// come one after the other, so the last month is kept at hand.
class MonthCounts {
 public:
  void count(LocalTime date) {
    if (date < begin_ || date >= end_) find_month(date);
    ++*current_;
  }
  [[nodiscard]] const std::map<local_days, std::size_t>& counts() const { return counts_; }

 private:
  void find_month(LocalTime date) {
    const year_month_day day(std::chrono::floor<std::chrono::days>(date));
    const year_month month = day.year() / day.month();
    const auto first = local_days(month / 1);
    begin_ = first;
    end_ = local_days((month + std::chrono::months(1)) / 1);
    current_ = &counts_[first];
  }

  std::map<local_days, std::size_t> counts_;
  LocalTime begin_{};
  LocalTime end_{};
  std::size_t* current_ = nullptr;
};

std::string position_before(year_month month, SortedBy by) {
  // Among files of one moment the largest id comes first.
  SortKey key;
  const bool ascending = by.direction == Direction::ascending;
  const year_month edge = ascending ? month : month + std::chrono::months(1);
  key.number = LocalTime(local_days(edge / 1)).time_since_epoch().count();
  key.id.fill(ascending ? UINT8_MAX : 0);
  return to_position(key, by);
}

}  // namespace

Result<std::vector<Month>> list_months(const Catalogue& catalogue, const Query& query,
                                       const Filter& filter, Direction direction,
                                       Deadline deadline) {
  const Table& table = catalogue.table();
  MonthCounts counts;
  visit_hits(table, find_hits(catalogue, query, false, deadline), RowFilter(table, filter),
             deadline, [&](RowNumber number) { counts.count(table.row(number).local_date()); });
  AUDMG_CHECK(deadline.check());
  std::vector<Month> months;
  for (const auto& [first_day, count] : counts.counts()) {
    const year_month_day day(first_day);
    const year_month month = day.year() / day.month();
    months.push_back({month, count, position_before(month, {Sort::date, direction})});
  }
  if (direction == Direction::descending) std::ranges::reverse(months);
  return months;
}

}  // namespace audmg::catalogue

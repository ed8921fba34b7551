// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/listing.hpp"

#include "audmg/catalogue/hits.hpp"
#include "audmg/catalogue/orders.hpp"
#include "audmg/catalogue/row_filter.hpp"
#include "audmg/catalogue/sort_key.hpp"
#include "audmg/catalogue/table.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace audmg::catalogue {
namespace {

constexpr std::array<std::pair<std::string_view, Sort>, 8> kSorts = {{
    {"uploaded", Sort::uploaded},
    {"date", Sort::date},
    {"name", Sort::name},
    {"size", Sort::size},
    {"duration", Sort::duration},
    {"title", Sort::title},
    {"album", Sort::album},
    {"relevance", Sort::relevance},
}};

/// Rows that are looked at in sorted order for a page. A filter that lets fewer pass is rare, and
/// then all rows are looked at in the order of the table, which is several times as fast.
constexpr std::size_t kMaxOrderedLooks = 20'000;

class Lister {
 public:
  Lister(const Catalogue& catalogue, const ListRequest& request, std::optional<SortKey> after,
         Deadline& deadline)
      : catalogue_(catalogue),
        table_(catalogue.table()),
        request_(request),
        by_{request.sort, request.direction},
        after_(std::move(after)),
        filter_(table_, request.filter),
        deadline_(deadline) {}

  Listing list() {
    if (request_.query.clauses.empty() && request_.sort != Sort::relevance && list_in_order()) {
      return std::move(listing_);
    }
    listing_ = {};
    const Hits hits =
        find_hits(catalogue_, request_.query, request_.sort == Sort::relevance, deadline_);
    select(candidates(hits));
    listing_.corrections = hits.corrections;
    return std::move(listing_);
  }

 private:
  struct Candidate {
    std::uint64_t prefix = 0;
    RowNumber number = 0;
    std::uint16_t cost = 0;
  };

  /// Returns false if too few of the rows pass.
  bool list_in_order() {
    const auto rows = catalogue_.orders().rows(table_, by_);
    auto next = rows.begin();
    if (after_) {
      next = std::ranges::upper_bound(
          rows, *after_,
          [&](const SortKey& a, const SortKey& b) { return compare_keys(a, b, by_) < 0; },
          [&](RowNumber number) { return key_of(table_, number, by_.sort); });
    }
    for (std::size_t looks = 0; next != rows.end(); ++next, ++looks) {
      if (looks == kMaxOrderedLooks && !filter_.passes_all()) return false;
      if (filter_(*next) && !add(*next, 0)) break;
    }
    return true;
  }

  /// Adds a file, or notices that there are more.
  bool add(RowNumber number, std::uint16_t cost) {
    if (listing_.files.size() == request_.limit) {
      listing_.more = true;
      return false;
    }
    const Row& row = table_.row(number);
    listing_.files.push_back(
        {.id = to_file_id(row.id),
         .date = row.local_date(),
         .aspect = row.aspect,
         .color = row.color == Row::kNone ? std::nullopt : std::optional(row.color),
         .position = to_position(key_of(table_, number, by_.sort, cost), by_)});
    return true;
  }

  [[nodiscard]] SortKey key(const Candidate& candidate) const {
    return key_of(table_, candidate.number, by_.sort, candidate.cost);
  }

  [[nodiscard]] std::vector<Candidate> candidates(const Hits& hits) const {
    std::vector<Candidate> found;
    const std::uint64_t first_prefix = after_ ? after_->prefix(by_) : 0;
    const auto consider = [&](RowNumber number, std::uint16_t cost) {
      if (!filter_(number)) return;
      const SortKey of_row = key_of(table_, number, by_.sort, cost);
      const std::uint64_t prefix = of_row.prefix(by_);
      if (prefix < first_prefix) return;
      if (after_ && compare_keys(*after_, of_row, by_) >= 0) return;
      found.push_back({prefix, number, cost});
    };
    const std::size_t count = hits.rows ? hits.rows->size() : table_.row_count();
    for (std::size_t i = 0; i < count && !deadline_.passed(); ++i) {
      consider(hits.rows ? (*hits.rows)[i] : static_cast<RowNumber>(i),
               hits.costs.empty() ? std::uint16_t{0} : hits.costs[i]);
    }
    return found;
  }

  void select(std::vector<Candidate> found) {
    const auto before = [&](const Candidate& a, const Candidate& b) {
      if (a.prefix != b.prefix) return a.prefix < b.prefix;
      return compare_keys(key(a), key(b), by_) < 0;
    };
    // One more tells whether there are more.
    if (found.size() > request_.limit + 1) {
      const auto end = found.begin() + static_cast<std::ptrdiff_t>(request_.limit + 1);
      std::ranges::nth_element(found, end - 1, before);
      found.erase(end, found.end());
    }
    std::ranges::sort(found, before);
    for (const Candidate& candidate : found) {
      if (!add(candidate.number, candidate.cost)) break;
    }
  }

  const Catalogue& catalogue_;
  const Table& table_;
  const ListRequest& request_;
  const SortedBy by_;
  const std::optional<SortKey> after_;
  const RowFilter filter_;
  Deadline& deadline_;
  Listing listing_;
};

}  // namespace

std::string_view to_string(Sort sort) noexcept {
  return kSorts[static_cast<std::size_t>(sort)].first;
}

std::optional<Sort> parse_sort(std::string_view text) noexcept {
  for (const auto& [word, sort] : kSorts) {
    if (word == text) return sort;
  }
  return std::nullopt;
}

std::optional<Direction> parse_direction(std::string_view text) noexcept {
  if (text == "asc") return Direction::ascending;
  if (text == "desc") return Direction::descending;
  return std::nullopt;
}

Direction usual_direction(Sort sort) noexcept {
  const bool is_text = sort == Sort::name || sort == Sort::title || sort == Sort::album;
  return is_text ? Direction::ascending : Direction::descending;
}

Result<Listing> list_files(const Catalogue& catalogue, const ListRequest& request,
                           Deadline deadline) {
  std::optional<SortKey> after;
  if (!request.after.empty()) {
    after = from_position(request.after, {request.sort, request.direction});
    if (!after) return fail(ErrorCode::invalid_argument, "not a position of this order");
  }
  Listing listing = Lister(catalogue, request, after, deadline).list();
  AUDMG_CHECK(deadline.check());
  return listing;
}

}  // namespace audmg::catalogue

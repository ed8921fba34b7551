// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/clause_matcher.hpp"

#include "audmg/catalogue/text_scan.hpp"

#include <algorithm>
#include <chrono>

namespace audmg::catalogue {
namespace {

/// Kinds of text; better ones first.
enum class Rank : std::uint8_t { what, where, other };
constexpr unsigned kRanks = 3;

Cost cost_of_hit(Grade grade, Rank rank) {
  return static_cast<Cost>(static_cast<unsigned>(grade) * kRanks + static_cast<unsigned>(rank));
}

Cost sum(Cost a, Cost b) {
  if (a == kNoMatch || b == kNoMatch) return kNoMatch;
  return static_cast<Cost>(std::min<unsigned>(unsigned{a} + b, kNoMatch - 1));
}

Rank rank_of(Field field) {
  switch (field) {
    case Field::place:
    case Field::place_name:
      return Rank::where;
    case Field::camera:
    case Field::lens:
    case Field::collection:
    case Field::release:
      return Rank::other;
    case Field::keyword:
    case Field::artist_credit:
    case Field::artist:
    case Field::album_artist_credit:
    case Field::album_artist:
    case Field::album:
    case Field::genre:
    case Field::composer:
      return Rank::what;
  }
  return Rank::other;
}

Scope scope_of(Field field) {
  switch (field) {
    case Field::camera:
      return Scope::camera;
    case Field::lens:
      return Scope::lens;
    case Field::place:
    case Field::place_name:
      return Scope::place;
    case Field::keyword:
      return Scope::keyword;
    case Field::artist_credit:
    case Field::artist:
    case Field::album_artist_credit:
    case Field::album_artist:
      return Scope::artist;
    case Field::album:
      return Scope::album;
    case Field::genre:
      return Scope::genre;
    case Field::composer:
      return Scope::composer;
    case Field::collection:
    case Field::release:
      break;
  }
  return Scope::anywhere;
}

bool is_in_text(Scope scope) {
  return scope == Scope::anywhere || scope == Scope::name || scope == Scope::title ||
         scope == Scope::description;
}

}  // namespace

ClauseMatcher::ClauseMatcher(const Table& table, const Clause& clause, Deadline& deadline)
    : table_(table), clause_(clause), deadline_(deadline) {
  for (const std::string& word : clause.words) words_.push_back({word, costs_of_terms(word)});
}

std::vector<Cost> ClauseMatcher::costs_of_terms(std::string_view word) const {
  const TermTable& terms = table_.terms();
  const std::string_view texts = terms.all_folded();
  std::vector<Cost> costs;
  for (std::size_t at = 0; (at = find_text(texts, word, at)) != std::string_view::npos; ++at) {
    if (deadline_.passed()) break;
    const TermId term = terms.term_at(at);
    const Field field = terms.field(term);
    if (clause_.scope != Scope::anywhere && clause_.scope != scope_of(field)) continue;
    if (clause_.whole && !is_whole(texts, at, word.size())) continue;
    if (costs.empty()) costs.assign(terms.size(), kNoMatch);
    costs[term] =
        std::min(costs[term], cost_of_hit(grade_of(texts, at, word.size()), rank_of(field)));
  }
  return costs;
}

Cost ClauseMatcher::term_cost(const Word& word, RowNumber number) const {
  Cost best = kNoMatch;
  if (word.term_costs.empty()) return best;
  for (const TermId term : table_.terms_of(number)) best = std::min(best, word.term_costs[term]);
  return best;
}

/// `at` is relative to the row's text.
Cost ClauseMatcher::cost_at(RowNumber number, std::string_view text, std::size_t at,
                            std::size_t length) const {
  if (clause_.whole && !is_whole(text, at, length)) return kNoMatch;
  const Row& row = table_.row(number);
  Scope scope = Scope::description;
  if (at < row.name_bytes) {
    scope = Scope::name;
  } else if (at <= std::size_t{row.name_bytes} + row.title_bytes) {
    scope = Scope::title;
  }
  if (clause_.scope != Scope::anywhere && clause_.scope != scope) return kNoMatch;
  return cost_of_hit(grade_of(text, at, length),
                     scope == Scope::description ? Rank::other : Rank::what);
}

Cost ClauseMatcher::text_cost(const Word& word, RowNumber number) const {
  Cost best = kNoMatch;
  if (!is_in_text(clause_.scope)) return best;
  const std::string_view text = table_.text_of(number);
  for (std::size_t at = 0; (at = find_text(text, word.text, at)) != std::string_view::npos; ++at) {
    best = std::min(best, cost_at(number, text, at, word.text.size()));
  }
  return best;
}

bool ClauseMatcher::is_in_dates(const Row& row) const {
  const DateRange& dates = *clause_.dates;
  if (row.local_date() >= dates.from && row.local_date() < dates.to) return true;
  if (!row.has(Row::kAudio) || row.year == 0) return false;
  // Of the date of a recording, only the year is known.
  using std::chrono::local_days;
  const std::chrono::year year(row.year);
  return LocalTime(local_days(year / 1 / 1)) >= dates.from &&
         LocalTime(local_days((year + std::chrono::years(1)) / 1 / 1)) <= dates.to;
}

Cost ClauseMatcher::cost_of(RowNumber number) const {
  if (clause_.dates && is_in_dates(table_.row(number))) return 0;
  if (words_.empty()) return kNoMatch;
  Cost total = 0;
  for (const Word& word : words_) {
    total = sum(total, std::min(term_cost(word, number), text_cost(word, number)));
    if (total == kNoMatch) break;
  }
  return total;
}

std::vector<Cost> ClauseMatcher::costs_in_all(const Word& word, bool best) const {
  const auto rows = static_cast<RowNumber>(table_.row_count());
  std::vector<Cost> costs(rows, kNoMatch);
  if (!word.term_costs.empty()) {
    for (RowNumber number = 0; number < rows && !deadline_.passed(); ++number) {
      costs[number] = term_cost(word, number);
    }
  }
  if (!is_in_text(clause_.scope)) return costs;
  const std::string_view texts = table_.texts();
  RowNumber number = 0;
  for (std::size_t at = 0; (at = find_text(texts, word.text, at)) != std::string_view::npos;) {
    if (deadline_.passed()) break;
    number = table_.row_at(at, number);
    const std::size_t begin = table_.text_begin(number);
    const Cost cost = cost_at(number, table_.text_of(number), at - begin, word.text.size());
    costs[number] = std::min(costs[number], cost);
    const bool done = costs[number] == 0 || (!best && costs[number] != kNoMatch);
    at = done ? table_.text_begin(std::size_t{number} + 1) : at + 1;
  }
  return costs;
}

std::vector<Cost> ClauseMatcher::costs_of_all(bool best) const {
  const std::size_t rows = table_.row_count();
  std::vector<Cost> costs;
  for (const Word& word : words_) {
    std::vector<Cost> of_word = costs_in_all(word, best);
    if (costs.empty()) {
      costs = std::move(of_word);
    } else {
      std::ranges::transform(costs, of_word, costs.begin(), sum);
    }
  }
  costs.resize(rows, kNoMatch);
  if (clause_.dates) {
    for (std::size_t i = 0; i < rows && !deadline_.passed(); ++i) {
      if (is_in_dates(table_.rows()[i])) costs[i] = 0;
    }
  }
  return costs;
}

bool ClauseMatcher::has_match() const {
  const std::vector<Cost> costs = costs_of_all(false);
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (costs[i] != kNoMatch && !table_.rows()[i].has(Row::kRemoved)) return true;
  }
  return false;
}

}  // namespace audmg::catalogue

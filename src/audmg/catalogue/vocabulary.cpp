// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/vocabulary.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/utf8.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace audmg::catalogue {
namespace {

constexpr std::size_t kLeastLetters = 3;
constexpr std::size_t kMostLetters = 32;
constexpr std::size_t kLettersForTwoTypos = 8;
/// Four bytes each.
constexpr std::size_t kMostBytes = kMostLetters * 4;

/// Returns whether it can be mistyped, and stand for a mistyped word.
bool is_word(std::string_view text) {
  return text.size() >= kLeastLetters && text.size() <= kMostBytes &&
         std::ranges::none_of(text, [](char c) { return is_digit(c) || c == ' '; });
}

/// Precondition: valid UTF-8.
std::u32string code_points(std::string_view text) {
  std::u32string points;
  while (!text.empty()) {
    const std::size_t length = first_utf8_sequence(text).length;
    auto point = static_cast<char32_t>(static_cast<unsigned char>(text.front()));
    if (length > 1) point &= 0x7fU >> length;
    for (std::size_t i = 1; i < length; ++i) {
      point = point << 6U | (static_cast<unsigned char>(text[i]) & 0x3fU);
    }
    points += point;
    text.remove_prefix(length);
  }
  return points;
}

template <class Visit>
void for_each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto end =
        std::ranges::find_if(text, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
    const auto length = static_cast<std::size_t>(end - text.begin());
    if (const auto word = text.substr(0, length); is_word(word)) visit(word);
    text.remove_prefix(std::min(length + 1, text.size()));
  }
}

}  // namespace

std::optional<unsigned> typos_between(std::u32string_view a, std::u32string_view b,
                                      unsigned limit) {
  if (a.size() > kMostLetters || b.size() > kMostLetters) return std::nullopt;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return std::nullopt;
  using Line = std::array<unsigned, kMostLetters + 1>;
  Line before_last{};
  Line last{};
  Line current{};
  std::iota(last.begin(), last.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = static_cast<unsigned>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        current[j] = std::min(current[j], before_last[j - 2] + 1);
      }
    }
    before_last = last;
    last = current;
  }
  const unsigned typos = last[b.size()];
  return typos <= limit ? std::optional(typos) : std::nullopt;
}

std::optional<std::string> Vocabulary::nearest(const Table& table, std::string_view word) {
  if (!is_word(word)) return std::nullopt;
  const std::u32string wanted = code_points(word);
  if (wanted.size() < kLeastLetters || wanted.size() > kMostLetters) return std::nullopt;
  const unsigned limit = wanted.size() >= kLettersForTwoTypos ? 2 : 1;
  const std::lock_guard lock(mutex_);
  if (!counted_) count_all(table);
  const std::string* best = nullptr;
  unsigned best_typos = limit + 1;
  std::int64_t best_count = 0;
  for (const auto& [candidate, count] : counts_) {
    const std::size_t most = word.size() + limit * std::size_t{4};
    if (count <= 0 || candidate.front() != word.front() || candidate.size() > most ||
        candidate.size() + limit * std::size_t{4} < word.size()) {
      continue;
    }
    const std::u32string letters = code_points(candidate);
    if (letters.front() != wanted.front()) continue;
    const auto typos = typos_between(wanted, letters, std::min(limit, best_typos));
    if (!typos) continue;
    const bool better = *typos != best_typos  ? *typos < best_typos
                        : count != best_count ? count > best_count
                                              : candidate < *best;
    if (!better) continue;
    best = &candidate;
    best_typos = *typos;
    best_count = count;
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

void Vocabulary::count(std::string_view text, std::int64_t times) {
  for_each_word(text, [&](std::string_view word) {
    const auto place = counts_.try_emplace(std::string(word), 0).first;
    place->second += times;
    if (place->second == 0) counts_.erase(place);
  });
}

void Vocabulary::count_all(const Table& table) {
  for (RowNumber number = 0; number < table.row_count(); ++number) {
    if (!table.row(number).has(Row::kRemoved)) count(table.text_of(number), 1);
  }
  const TermTable& terms = table.terms();
  for (TermId term = 0; term < terms.size(); ++term) {
    if (terms.uses(term) > 0) count(terms.folded(term), terms.uses(term));
  }
  counted_ = true;
}

void Vocabulary::added(const Table& table, RowNumber number) {
  if (!counted_) return;
  count(table.text_of(number), 1);
  for (const TermId term : table.terms_of(number)) count(table.terms().folded(term), 1);
}

void Vocabulary::removed(const Table& table, RowNumber number) {
  if (!counted_) return;
  count(table.text_of(number), -1);
  for (const TermId term : table.terms_of(number)) count(table.terms().folded(term), -1);
}

std::size_t Vocabulary::bytes() const {
  constexpr std::size_t kNodeBytes = sizeof(std::string) + 3 * sizeof(void*);
  const std::lock_guard lock(mutex_);
  return counts_.size() * kNodeBytes + counts_.bucket_count() * sizeof(void*);
}

}  // namespace audmg::catalogue

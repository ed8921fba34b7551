// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/table.hpp"

#include "audmg/catalogue/entry_fields.hpp"
#include "audmg/catalogue/limits.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/result.hpp"

#include <algorithm>
#include <cstring>

namespace audmg::catalogue {
namespace {

/// Below this, removed rows are not worth the work.
constexpr std::size_t kLeastRemovedRows = 1000;
/// The tail of a UUIDv7 is random.
std::uint64_t id_hash(const IdBytes& id) {
  std::uint64_t hash = 0;
  std::memcpy(&hash, id.data() + sizeof(hash), sizeof(hash));
  return hash * 0x9e3779b97f4a7c15 >> 16U;
}

/// Where the hyphens of a UUID's text are.
constexpr std::array<std::size_t, 4> kHyphens = {8, 13, 18, 23};

}  // namespace

IdBytes to_bytes(const FileId& id) noexcept {
  IdBytes bytes{};
  std::size_t at = 0;
  for (const char c : id.text()) {
    if (c == '-') continue;
    const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
    std::uint8_t& byte = bytes[at / 2];
    byte = static_cast<std::uint8_t>(byte << 4U | digit);
    ++at;
  }
  return bytes;
}

FileId to_file_id(const IdBytes& bytes) {
  std::string text = to_hex(std::as_bytes(std::span(bytes)));
  for (const std::size_t at : kHyphens) text.insert(at, 1, '-');
  const auto id = FileId::parse(text);
  AUDMG_ASSERT(id.has_value());
  return *id;
}

std::uint32_t Row::shown_year() const noexcept {
  if (has(kAudio)) return year;
  const auto day = std::chrono::floor<std::chrono::days>(local_date());
  const int of_date = static_cast<int>(std::chrono::year_month_day(day).year());
  return of_date > 0 ? static_cast<std::uint32_t>(of_date) : 0;
}

std::optional<RowNumber> Table::put(const Entry& entry) {
  const EntryFields fields = fields_of(entry);
  if (live_ >= kMaxEntries || rows_.size() >= 2 * kMaxEntries ||
      texts_.size() + fields.text.size() > kMaxTextBytes ||
      terms_.size() + fields.terms.size() > kMaxTerms ||
      row_terms_.size() + fields.terms.size() > kMaxTermsOfRows) {
    return std::nullopt;
  }
  std::vector<TermId> terms;
  terms.reserve(fields.terms.size());
  for (const auto& [field, text] : fields.terms) {
    const TermId term = terms_.add(field, text);
    // Spellings of one word count once.
    const bool again = std::ranges::any_of(terms, [&](TermId other) {
      return other == term || (terms_.field(other) == field && !terms_.folded(term).empty() &&
                               terms_.folded(other) == terms_.folded(term));
    });
    if (!again) terms.push_back(term);
  }
  if (const auto old = find(fields.row.id)) retire(*old);
  AUDMG_ASSERT(append(fields.row, fields.text, terms));
  return static_cast<RowNumber>(rows_.size() - 1);
}

bool Table::append(const Row& row, std::string_view text, std::span<const TermId> terms) {
  const auto number = static_cast<RowNumber>(rows_.size());
  const auto same_id = [&](RowNumber other) { return rows_[other].id == row.id; };
  const std::uint64_t hash = id_hash(row.id);
  if (RowNumber* const known = index_.find(hash, same_id)) {
    if (!rows_[*known].has(Row::kRemoved)) return false;
    *known = number;
  } else {
    index_.insert(hash, number);
  }
  rows_.push_back(row);
  texts_.append(text);
  text_ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
  row_terms_.insert(row_terms_.end(), terms.begin(), terms.end());
  row_term_ends_.push_back(static_cast<std::uint32_t>(row_terms_.size()));
  for (const TermId term : terms) terms_.count_use(term);
  ++live_;
  return true;
}

std::optional<RowNumber> Table::remove(const FileId& id) {
  const auto number = find(to_bytes(id));
  if (number) retire(*number);
  return number;
}

void Table::retire(RowNumber number) {
  rows_[number].flags = static_cast<std::uint8_t>(rows_[number].flags | Row::kRemoved);
  for (const TermId term : terms_of(number)) terms_.discount_use(term);
  --live_;
}

std::optional<RowNumber> Table::find(const IdBytes& id) const {
  const RowNumber* const number =
      index_.find(id_hash(id), [&](RowNumber other) { return rows_[other].id == id; });
  if (number == nullptr || rows_[*number].has(Row::kRemoved)) return std::nullopt;
  return *number;
}

std::span<const TermId> Table::terms_of(RowNumber number) const noexcept {
  const std::size_t begin = number == 0 ? 0 : row_term_ends_[number - 1];
  return std::span(row_terms_).subspan(begin, row_term_ends_[number] - begin);
}

std::string_view Table::text_of(RowNumber number) const noexcept {
  const std::size_t begin = text_begin(number);
  return std::string_view(texts_).substr(begin, text_ends_[number] - begin);
}

std::string_view Table::name_of(RowNumber number) const noexcept {
  return text_of(number).substr(0, rows_[number].name_bytes);
}

std::string_view Table::title_of(RowNumber number) const noexcept {
  return text_of(number).substr(rows_[number].name_bytes + std::size_t{1},
                                rows_[number].title_bytes);
}

RowNumber Table::row_at(std::size_t offset, RowNumber from) const noexcept {
  // Gallops, because the next hit of a search is often near.
  std::size_t step = 1;
  std::size_t low = from;
  while (low + step < text_ends_.size() && text_ends_[low + step] <= offset) {
    low += step;
    step *= 2;
  }
  const auto begin = text_ends_.begin() + static_cast<std::ptrdiff_t>(low);
  const auto end =
      text_ends_.begin() + static_cast<std::ptrdiff_t>(std::min(low + step + 1, text_ends_.size()));
  return static_cast<RowNumber>(std::upper_bound(begin, end, static_cast<std::uint32_t>(offset)) -
                                text_ends_.begin());
}

std::optional<TermId> Table::first_term(RowNumber number, Field field) const noexcept {
  for (const TermId term : terms_of(number)) {
    if (terms_.field(term) == field) return term;
  }
  return std::nullopt;
}

bool Table::wants_compaction() const noexcept {
  const std::size_t removed = rows_.size() - live_;
  return removed > kLeastRemovedRows && removed > live_ / 4;
}

Table Table::compacted() const {
  Table table;
  table.reserve(live_, texts_.size(), row_terms_.size());
  std::vector<std::optional<TermId>> renamed(terms_.size());
  std::vector<TermId> terms;
  for (RowNumber number = 0; number < rows_.size(); ++number) {
    if (rows_[number].has(Row::kRemoved)) continue;
    terms.clear();
    for (const TermId term : terms_of(number)) {
      auto& name = renamed[term];
      if (!name) name = table.terms_.add(terms_.field(term), terms_.text(term));
      terms.push_back(*name);
    }
    AUDMG_ASSERT(table.append(rows_[number], text_of(number), terms));
  }
  return table;
}

std::size_t Table::bytes() const noexcept {
  return rows_.capacity() * sizeof(Row) + texts_.capacity() +
         (text_ends_.capacity() + row_term_ends_.capacity()) * sizeof(std::uint32_t) +
         row_terms_.capacity() * sizeof(TermId) + terms_.bytes() + index_.bytes();
}

void Table::reserve(std::size_t rows, std::size_t text_bytes, std::size_t row_terms) {
  rows_.reserve(rows);
  text_ends_.reserve(rows);
  row_term_ends_.reserve(rows);
  texts_.reserve(text_bytes);
  row_terms_.reserve(row_terms);
  index_.reserve(rows);
}

}  // namespace audmg::catalogue

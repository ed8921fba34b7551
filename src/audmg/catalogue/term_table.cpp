// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/term_table.hpp"

#include "audmg/catalogue/limits.hpp"
#include "audmg/lib/utf8proc/folded_words.hpp"

#include <algorithm>

namespace audmg::catalogue {
namespace {

constexpr char kBeforeTerm = '\n';

bool is_searched(Field field) { return field != Field::collection && field != Field::release; }

std::uint64_t term_hash(Field field, std::string_view text) {
  return hash_of(text) * 0x9e3779b97f4a7c15 + static_cast<std::uint64_t>(field);
}

void append(std::string& texts, std::vector<std::uint32_t>& ends, std::string_view text) {
  texts.append(1, kBeforeTerm).append(text);
  ends.push_back(static_cast<std::uint32_t>(texts.size()));
}

}  // namespace

TermId TermTable::add(Field field_of_term, std::string_view text_of_term) {
  const std::uint64_t hash = term_hash(field_of_term, text_of_term);
  const auto* const known = index_.find(hash, [&](TermId term) {
    return field(term) == field_of_term && text(term) == text_of_term;
  });
  if (known != nullptr) return *known;
  const auto term = static_cast<TermId>(fields_.size());
  fields_.push_back(field_of_term);
  uses_.push_back(0);
  append(texts_, text_ends_, text_of_term);
  append(folded_, folded_ends_,
         is_searched(field_of_term) ? utf8proc::fold_words(text_of_term, kMaxTermBytes) : "");
  index_.insert(hash, term);
  return term;
}

TermId TermTable::term_at(std::size_t offset) const noexcept {
  const auto end = std::ranges::upper_bound(folded_ends_, static_cast<std::uint32_t>(offset));
  return static_cast<TermId>(end - folded_ends_.begin());
}

void TermTable::reserve(std::size_t terms, std::size_t text_bytes) {
  fields_.reserve(terms);
  uses_.reserve(terms);
  text_ends_.reserve(terms);
  folded_ends_.reserve(terms);
  texts_.reserve(text_bytes);
  folded_.reserve(text_bytes);
  index_.reserve(terms);
}

std::size_t TermTable::bytes() const noexcept {
  return fields_.capacity() * sizeof(Field) + uses_.capacity() * sizeof(std::uint32_t) +
         (text_ends_.capacity() + folded_ends_.capacity()) * sizeof(std::uint32_t) +
         texts_.capacity() + folded_.capacity() + index_.bytes();
}

}  // namespace audmg::catalogue

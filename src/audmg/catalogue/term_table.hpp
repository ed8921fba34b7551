// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/hash_index.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::catalogue {

/// The kind of fact that a term is. The numbers are a part of the snapshot's format.
enum class Field : std::uint8_t {
  camera = 0,
  lens = 1,
  place = 2,       ///< as people see it
  place_name = 3,  ///< another name of it
  keyword = 4,
  artist_credit = 5,  ///< all artists in the form for display
  artist = 6,
  album_artist_credit = 7,
  album_artist = 8,
  album = 9,
  genre = 10,
  composer = 11,
  collection = 12,  ///< its id; not searched
  release = 13,     ///< MusicBrainz's id; not searched
};
inline constexpr std::size_t kFields = 14;

using TermId = std::uint32_t;

/// Texts that many files share, each kept once with its folded form. Terms are added and not
/// removed; making the table anew leaves out those that are not used any more.
class TermTable {
 public:
  /// Returns the term of that field and text, adding it if need be. Precondition: the text is valid
  /// UTF-8.
  [[nodiscard]] TermId add(Field field, std::string_view text);

  [[nodiscard]] std::size_t size() const noexcept { return fields_.size(); }
  [[nodiscard]] Field field(TermId term) const noexcept { return fields_[term]; }
  [[nodiscard]] std::string_view text(TermId term) const noexcept {
    return part(texts_, text_ends_, term);
  }
  [[nodiscard]] std::string_view folded(TermId term) const noexcept {
    return part(folded_, folded_ends_, term);
  }
  /// All folded texts, each after a line feed, for searching; term_at() tells whose text is where.
  [[nodiscard]] std::string_view all_folded() const noexcept { return folded_; }
  [[nodiscard]] TermId term_at(std::size_t offset) const noexcept;

  /// Returns the number of files that have the term.
  [[nodiscard]] std::uint32_t uses(TermId term) const noexcept { return uses_[term]; }
  void count_use(TermId term) noexcept { ++uses_[term]; }
  void discount_use(TermId term) noexcept { --uses_[term]; }

  void reserve(std::size_t terms, std::size_t text_bytes);
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  [[nodiscard]] static std::string_view part(const std::string& texts,
                                             const std::vector<std::uint32_t>& ends,
                                             TermId term) noexcept {
    const std::size_t begin = term == 0 ? 0 : ends[term - 1];
    return std::string_view(texts).substr(begin + 1, ends[term] - begin - 1);
  }

  std::vector<Field> fields_;
  std::vector<std::uint32_t> uses_;
  std::string texts_;
  std::vector<std::uint32_t> text_ends_;
  std::string folded_;
  std::vector<std::uint32_t> folded_ends_;
  HashIndex index_;
};

}  // namespace audmg::catalogue

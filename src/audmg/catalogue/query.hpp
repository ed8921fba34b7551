// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/entry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::catalogue {

/// Where a word is looked for.
enum class Scope : std::uint8_t {
  anywhere,
  name,
  title,
  description,  ///< other text of the entry, too
  keyword,
  place,
  camera,
  lens,
  artist,  ///< album artists, too
  album,
  genre,
  composer,
};

/// A span of local time.
struct DateRange {
  LocalTime from{};  ///< inclusive
  LocalTime to{};    ///< exclusive

  [[nodiscard]] bool operator==(const DateRange&) const = default;
};

/// One demand of a query. A file meets it if all `words` are in it, or if its date lies in `dates`.
struct Clause {
  bool negated = false;  ///< only files that do not meet it
  /// True for a quoted phrase: it begins and ends where words do.
  bool whole = false;
  Scope scope = Scope::anywhere;
  /// As folded_text.hpp makes them, so they may contain blanks; empty for a date that is not to be
  /// looked for as text.
  std::vector<std::string> words{};
  std::optional<DateRange> dates{};
  /// As the person typed it.
  std::string typed{};

  [[nodiscard]] bool operator==(const Clause&) const = default;
};

/// The text of the search box, understood. A file must meet all of its clauses; every file meets an
/// empty query.
struct Query {
  std::vector<Clause> clauses{};

  [[nodiscard]] bool operator==(const Query&) const = default;
};

/// Understands the text of a search box; there is no text that it does not understand:
///   beach sunset        both words, at the beginning of words and inside them, any accents and
///   case "new york"          a phrase -beach              not this word camera:canon        a word
///   of this field; the fields are those of Scope, and keyword has the
///                       short form tag; an unknown field is a word like any other
///   2023, 2023-07, 2023-07-04, 4.7.2023, july 2023, 4 juli 2023, 2019..2021, 2019-2021
///                       files of that time, and files that have the word
///   date:2023, after:2023-07, before:2023     files of that time only; after: is inclusive and
///                       before: is exclusive
/// Names of months are English and German, and may be shortened to three letters. Bytes that are
/// not UTF-8 are replaced. Text beyond kMaxQueryBytes and clauses beyond kMaxClauses are ignored.
[[nodiscard]] Query parse_query(std::string_view text);

}  // namespace audmg::catalogue

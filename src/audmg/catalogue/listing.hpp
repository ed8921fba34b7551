// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/catalogue/filter.hpp"
#include "audmg/catalogue/query.hpp"
#include "audmg/core/deadline.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::catalogue {

/// The value by which a list is sorted. Files without the value come last in either order, and
/// those that are alike come newest upload first.
enum class Sort : std::uint8_t {
  uploaded,
  date,
  name,
  size,
  duration,
  title,
  album,  ///< by disc and track within an album
  /// Whole words before beginnings before insides of words; titles, names, keywords and music
  /// before places before the rest; then by date.
  relevance,
};
enum class Direction : std::uint8_t { ascending, descending };

/// Return the word of the wire ("asc", "desc" for directions), and nothing for another word.
[[nodiscard]] std::string_view to_string(Sort sort) noexcept;
[[nodiscard]] std::optional<Sort> parse_sort(std::string_view text) noexcept;
[[nodiscard]] std::optional<Direction> parse_direction(std::string_view text) noexcept;
/// Returns the direction that is meant when a request names none: ascending for texts.
[[nodiscard]] Direction usual_direction(Sort sort) noexcept;

/// A word that no file has, and the word that was looked for instead.
struct Correction {
  std::string typed;
  std::string used;  ///< folded: lower case, without accents
};

struct ListRequest {
  Query query{};
  Filter filter{};
  Sort sort = Sort::uploaded;
  Direction direction = Direction::descending;
  /// Continues after this position (Listed::position, Month::position); "" begins at the first.
  std::string after{};
  std::size_t limit = 50;  ///< at least 1
};

struct Listed {
  FileId id;
  LocalTime date{};
  std::uint32_t aspect = 0;              ///< width by height in thousandths; 0: unknown
  std::optional<std::uint32_t> color{};  ///< 0xrrggbb
  /// Where a list of the same sort, direction, query and filter continues after this file, although
  /// files may have come and gone meanwhile. Binary; at most kMaxPositionBytes.
  std::string position;
};
inline constexpr std::size_t kMaxPositionBytes = 160;

struct Listing {
  std::vector<Listed> files{};
  bool more = false;  ///< there are further ones after the last of them
  std::vector<Correction> corrections{};
};

/// Returns the files that meet query and filter, in order. A word of the query that no file of the
/// catalogue has is replaced by the most frequent word that is one typo away (two, if it has eight
/// letters or more; the first letter is right). Errors: invalid_argument (`after` is not a position
/// of this sort and direction); deadline_exceeded (retryable). An order that the catalogue has not
/// had yet is made in full, so that the next call finds it.
[[nodiscard]] Result<Listing> list_files(const Catalogue& catalogue, const ListRequest& request,
                                         Deadline deadline = {});

}  // namespace audmg::catalogue

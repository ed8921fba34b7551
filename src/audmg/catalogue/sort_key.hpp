// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/listing.hpp"
#include "audmg/catalogue/table.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::catalogue {

struct SortedBy {
  Sort sort = Sort::uploaded;
  Direction direction = Direction::descending;

  [[nodiscard]] bool operator==(const SortedBy&) const = default;
};

/// The values by which a row is sorted. Texts are cut, so that a key fits into a position.
struct SortKey {
  static constexpr std::size_t kMaxTextBytes = 120;

  bool missing = false;  ///< comes last
  std::int64_t number = 0;
  std::string_view text{};  ///< refers to the table, or to the position
  /// Decides between equal texts; of relevance, the date.
  std::int64_t second = 0;
  IdBytes id{};

  /// Returns a number that never sorts keys otherwise than compare_keys() does, but may be equal
  /// for different keys. Comparing these first saves most of the work.
  [[nodiscard]] std::uint64_t prefix(SortedBy by) const noexcept;
};

/// `cost` counts for relevance only.
[[nodiscard]] SortKey key_of(const Table& table, RowNumber number, Sort sort,
                             std::uint16_t cost = 0) noexcept;

/// Returns which of two keys comes first; equal only for the same file.
[[nodiscard]] std::strong_ordering compare_keys(const SortKey& a, const SortKey& b,
                                                SortedBy by) noexcept;

/// Returns the key as a position (Listed::position).
[[nodiscard]] std::string to_position(const SortKey& key, SortedBy by);
/// Returns nothing if it is not one of this order. The result refers to the position.
[[nodiscard]] std::optional<SortKey> from_position(std::string_view position, SortedBy by) noexcept;

}  // namespace audmg::catalogue

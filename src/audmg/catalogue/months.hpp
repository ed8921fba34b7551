// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/listing.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace audmg::catalogue {

/// The files of one month, by their dates.
struct Month {
  std::chrono::year_month month{};
  std::size_t count = 0;
  /// Position before the month's first file in a list sorted by date in the same direction; it need
  /// not be that of a file.
  std::string position;
};

/// Returns the months that have files which meet query and filter, in that direction.
/// Errors: deadline_exceeded (retryable).
[[nodiscard]] Result<std::vector<Month>> list_months(const Catalogue& catalogue, const Query& query,
                                                     const Filter& filter, Direction direction,
                                                     Deadline deadline = {});

}  // namespace audmg::catalogue

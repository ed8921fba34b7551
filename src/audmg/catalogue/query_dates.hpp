// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/query.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace audmg::catalogue {

/// Returns the time that one word of a query names: "2023", "2023-07", "2023-07-04" (also with dots
/// or slashes), "4.7.2023", or a range of two of these with ".." between them, or of two years with
/// "-". One end of a range with ".." may be missing. Nothing for other words and dates that do not
/// exist. The years are 1800 to 2199.
[[nodiscard]] std::optional<DateRange> parse_dates(std::string_view word);

struct DatesOfWords {
  DateRange dates;
  std::size_t words = 0;  ///< how many of the words name it
};

/// Returns the time that the first two or three words name together: "july 2023", "2023 juli", "4
/// july 2023", "july 4th 2023". Nothing if they do not. Precondition: the words are folded.
[[nodiscard]] std::optional<DatesOfWords> parse_named_dates(std::span<const std::string> words);

}  // namespace audmg::catalogue

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/page_limit.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/number.hpp"
#include "audmg/functions/problems.hpp"

#include <algorithm>
#include <string>

namespace audmg::functions {

Outcome<std::size_t> read_limit(const http::Parameters& query, PageLimits limits) {
  const auto text = query.find("limit");
  if (!text) return limits.standard;
  const std::string rule = "A whole number from 1 to " + std::to_string(limits.most) + '.';
  if (text->empty() || !std::ranges::all_of(*text, is_digit)) {
    return refuse(invalid_field("limit", "invalid", rule));
  }
  const auto limit = parse_whole<std::size_t>(*text, 1, limits.most);
  if (!limit) return refuse(invalid_field("limit", "out_of_range", rule));
  return *limit;
}

http::Problem invalid_cursor() {
  return {.status = 400,
          .code = "invalid_cursor",
          .message = "This cursor is not one of ours for this list. Start without one."};
}

}  // namespace audmg::functions

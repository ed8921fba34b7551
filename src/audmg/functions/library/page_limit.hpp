// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/outcome.hpp"
#include "audmg/http/request.hpp"

#include <cstddef>

namespace audmg::functions {

/// Number of entries on a page: without `limit`, and at most.
struct PageLimits {
  std::size_t standard = 0;
  std::size_t most = 0;
};

/// Reads the parameter `limit`. Problems: 400 validation_failed.
[[nodiscard]] Outcome<std::size_t> read_limit(const http::Parameters& query, PageLimits limits);

/// 400 for a cursor that was not made for this list.
[[nodiscard]] http::Problem invalid_cursor();

}  // namespace audmg::functions

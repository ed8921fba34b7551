// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file_repository.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/http/request.hpp"

#include <cstddef>

namespace audmg::functions {

/// Number of files on a page: without `limit`, and at most.
struct PageLimits {
  std::size_t standard = 0;
  std::size_t most = 0;
};

/// Reads `limit`. Problems: validation_failed.
[[nodiscard]] Outcome<std::size_t> read_limit(const http::Request& request, PageLimits limits);

/// 400 for a cursor that was not made for this list.
[[nodiscard]] http::Problem invalid_cursor();

/// Reads the part of the caller's list that `kind`, `limit` and `cursor` ask for. Problems:
/// validation_failed, invalid_cursor.
[[nodiscard]] Outcome<database::ListFilesRequest> read_file_page(const http::Principal& caller,
                                                                 const http::Request& request,
                                                                 PageLimits limits,
                                                                 const LibraryServices& services);

}  // namespace audmg::functions

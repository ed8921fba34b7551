// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file_repository.hpp"
#include "audmg/functions/library/page_limit.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

namespace audmg::functions {

/// Reads the part of the caller's list that `kind`, `limit` and `cursor` ask for. Problems:
/// validation_failed, invalid_cursor.
[[nodiscard]] Outcome<database::ListFilesRequest> read_file_page(const http::Principal& caller,
                                                                 const http::Request& request,
                                                                 PageLimits limits,
                                                                 const LibraryServices& services);

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/library/listing_request.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"

#include <string>

namespace audmg::functions {

/// Returns the part of the rows that a plain request asks for. Problems: invalid_cursor.
[[nodiscard]] Outcome<database::ListFilesRequest> file_page(const ListingRequest& request,
                                                            const LibraryServices& services);

/// Returns the cursor with which a plain request continues after a file; it is not valid for
/// another owner or kind.
[[nodiscard]] std::string cursor_after(const ListingRequest& request, const FileId& last,
                                       const LibraryServices& services);

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/file_page.hpp"

#include "audmg/functions/library/file_cursor.hpp"
#include "audmg/identity/signer.hpp"

#include <utility>

namespace audmg::functions {

Outcome<database::ListFilesRequest> file_page(const ListingRequest& request,
                                              const LibraryServices& services) {
  database::ListFilesRequest page{.owner = request.owner,
                                  .kind = request.selection.filter.kind,
                                  .before = {},
                                  .limit = request.limit};
  if (request.cursor) {
    auto last = open_cursor(*request.cursor, page.owner, page.kind, services.signer);
    if (!last) return refuse(invalid_cursor());
    page.before = *std::move(last);
  }
  return page;
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/file_page.hpp"

#include "audmg/functions/library/file_cursor.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/identity/signer.hpp"

#include <utility>

namespace audmg::functions {
Outcome<database::ListFilesRequest> read_file_page(const http::Principal& caller,
                                                   const http::Request& request, PageLimits limits,
                                                   const LibraryServices& services) {
  database::ListFilesRequest page;
  page.owner = caller.user;
  if (const auto kind = request.query.find("kind")) {
    page.kind = database::parse_file_kind(*kind);
    if (!page.kind) return refuse(invalid_field("kind", "invalid", "One of image, audio."));
  }
  AUDMG_TRY(page.limit, read_limit(request, limits));
  if (const auto cursor = request.query.find("cursor")) {
    auto last = open_cursor(*cursor, page.owner, page.kind, services.signer);
    if (!last) return refuse(invalid_cursor());
    page.before = *std::move(last);
  }
  return page;
}

}  // namespace audmg::functions

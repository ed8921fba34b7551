// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/file_page.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/number.hpp"
#include "audmg/functions/library/file_cursor.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/identity/signer.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace audmg::functions {

Outcome<std::size_t> read_limit(const http::Request& request, PageLimits limits) {
  const auto text = request.query.find("limit");
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

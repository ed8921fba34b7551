// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/file_page.hpp"

#include "audmg/functions/library/list_position.hpp"

#include <utility>

namespace audmg::functions {
namespace {

/// Lists of rows and lists of catalogues have different positions, and so different cursors.
List plain_cursors_of(const ListingRequest& request) {
  const auto& kind = request.selection.filter.kind;
  return {.purpose = "file_cursor",
          .owner = request.owner.text() + ' ' + (kind ? std::string(to_string(*kind)) : "all")};
}

}  // namespace

Outcome<database::ListFilesRequest> file_page(const ListingRequest& request,
                                              const LibraryServices& services) {
  database::ListFilesRequest page{.owner = request.owner,
                                  .kind = request.selection.filter.kind,
                                  .before = {},
                                  .limit = request.limit};
  AUDMG_TRY(const std::string last,
            read_position(plain_cursors_of(request), request.cursor, services.signer));
  if (last.empty()) return page;
  auto id = FileId::parse(last);
  if (!id) return refuse(invalid_cursor());
  page.before = *std::move(id);
  return page;
}

std::string cursor_after(const ListingRequest& request, const FileId& last,
                         const LibraryServices& services) {
  return seal_position(plain_cursors_of(request), last.text(), services.signer);
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/file_cursor.hpp"
#include "audmg/functions/library/file_page.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/identity/signer.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr PageLimits kLimits{.standard = 50, .most = 200};

}  // namespace

Response retrieve(const http::Principal& caller, const http::Request& request,
                  const LibraryServices& services) {
  AUDMG_TRY(database::ListFilesRequest page, read_file_page(caller, request, kLimits, services));
  const std::size_t limit = page.limit;
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  page.limit = limit + 1;  // the one more tells whether there is a next page
  AUDMG_TRY(auto files, services.files.list_files(page));
  const bool more = files.size() > limit;
  if (more) files.resize(limit);

  json::Writer json;
  json.begin_object().key("files").begin_array();
  for (const database::File& file : files) {
    AUDMG_CHECK(write_file(json, file, FileDetail::listed, binding, services));
  }
  json.end_array();
  if (more) {
    json.field("nextCursor",
               seal_cursor({page.owner, page.kind, files.back().id}, services.signer));
  }
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

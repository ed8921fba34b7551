// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/file_cursor.hpp"
#include "audmg/functions/library/file_page.hpp"
#include "audmg/functions/step.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr PageLimits kLimits{.standard = 50, .most = 200};

Step<http::Response> list(const http::Request& request, Services& services) {
  AUDMG_TRY(database::ListFilesRequest page, read_file_page(request, kLimits, services));
  const std::size_t limit = page.limit;
  AUDMG_TRY(const std::string binding, url_binding(*request.principal, services));
  page.limit = limit + 1;  // the one more tells whether there is a next page
  AUDMG_TRY(auto files, services.files.list_files(page));
  const bool more = files.size() > limit;
  if (more) files.resize(limit);

  json::Writer json;
  json.begin_object().key("files").begin_array();
  for (const database::File& file : files) {
    AUDMG_CHECK(write_file(json, file, binding, services));
  }
  json.end_array();
  if (more) {
    json.field("nextCursor",
               seal_cursor({page.owner, page.kind, files.back().id}, services.signer));
  }
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace

Result<http::Response> retrieve(const http::Request& request, Services& services) {
  AUDMG_ASSERT(request.principal);
  return answer(request, list(request, services));
}

}  // namespace audmg::functions

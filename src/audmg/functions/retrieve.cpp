// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/file_cursor.hpp"
#include "audmg/functions/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/step.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kDefaultLimit = 50;
constexpr std::size_t kMaxLimit = 200;

Step<std::size_t> read_limit(const http::Request& request) {
  const auto text = request.query.find("limit");
  if (!text) return kDefaultLimit;
  std::size_t limit = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
  const bool whole = end == text->data() + text->size() && !text->empty();
  if (whole && error == std::errc::result_out_of_range) limit = 0;
  if (!whole || (error != std::errc{} && error != std::errc::result_out_of_range)) {
    return stop(invalid_field("limit", "invalid", "A whole number from 1 to 200."));
  }
  if (limit < 1 || limit > kMaxLimit) {
    return stop(invalid_field("limit", "out_of_range", "A whole number from 1 to 200."));
  }
  return limit;
}

Step<database::ListFilesRequest> read_page(const http::Request& request, Services& services) {
  database::ListFilesRequest page;
  page.owner = request.principal->user;
  if (const auto kind = request.query.find("kind")) {
    page.kind = database::parse_file_kind(*kind);
    if (!page.kind) return stop(invalid_field("kind", "invalid", "One of image, audio."));
  }
  AUDMG_TRY(page.limit, read_limit(request));
  if (const auto cursor = request.query.find("cursor")) {
    auto last = open_cursor(*cursor, page.owner, page.kind, services.signer);
    if (!last) {
      return stop({.status = 400,
                   .code = "invalid_cursor",
                   .message = "This cursor is not one of ours for this list. Start without one."});
    }
    page.before = *std::move(last);
  }
  return page;
}

Step<http::Response> list(const http::Request& request, Services& services) {
  AUDMG_TRY(database::ListFilesRequest page, read_page(request, services));
  const std::size_t limit = page.limit;
  AUDMG_TRY(const std::string binding, url_binding(*request.principal, services));
  page.limit = limit + 1;  // the one more tells whether there is a next page
  AUDMG_TRY(auto files, services.files.list_files(page));
  const bool more = files.size() > limit;
  if (more) files.resize(limit);

  http::JsonWriter json;
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

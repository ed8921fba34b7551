// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/trash_repository.hpp"
#include "audmg/functions/authorizer.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/list_position.hpp"
#include "audmg/functions/library/page_limit.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/trash/trash_changes.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::functions {
namespace {

constexpr PageLimits kLimits{.standard = 50, .most = 200};

/// "<milliseconds since 1970> <file id>"
std::string place_of(const database::File& file) {
  const TimePoint at = file.trashed_at.value_or(TimePoint{});
  const auto since_epoch =
      std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch());
  return std::to_string(since_epoch.count()) + ' ' + file.id.text();
}

/// Precondition: `place` is one of place_of(), because cursors are signed.
void start_behind(std::string_view place, database::ListTrashRequest& page) {
  const auto milliseconds = parse_whole<std::int64_t>(take_until(place, ' '));
  page.before_time = TimePoint(std::chrono::milliseconds(milliseconds.value_or(0)));
  page.before_id = FileId::parse(place).value_or(FileId());
}

}  // namespace

Response list_trash(const http::Principal& caller, const http::Request& request,
                    const LibraryServices& services) {
  AUDMG_TRY(const std::size_t limit, read_limit(request.query, kLimits));
  const List list{.purpose = "trash", .owner = caller.user.text()};
  AUDMG_TRY(const std::string place,
            read_position(list, request.query.find("cursor"), services.signer));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  database::ListTrashRequest page{.owner = caller.user, .limit = limit + 1};
  if (!place.empty()) start_behind(place, page);
  AUDMG_TRY(auto files, services.trash.list_trash(page));
  // They are the last, because their time is the longest ago.
  std::erase_if(files, is_doomed);
  const bool more = files.size() > limit;
  if (more) files.resize(limit);

  AUDMG_TRY(FileLinks links, FileLinks::begin(trash_binding(binding), services));
  json::Writer json;
  json.begin_object().key("files").begin_array();
  for (const database::File& file : files) {
    AUDMG_CHECK(write_file(json, file, FileDetail::listed, links, services.policies));
  }
  json.end_array();
  if (more) json.field("nextCursor", seal_position(list, place_of(files.back()), services.signer));
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/functions/collections/collection_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/list_position.hpp"
#include "audmg/functions/library/page_limit.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

/// Each collection of the page is counted.
constexpr PageLimits kCollectionPages{.standard = 500, .most = 1000};

}  // namespace

Response list_collections(const http::Principal& caller, const http::Request& request,
                          const LibraryServices& services) {
  AUDMG_TRY(const std::size_t limit, read_limit(request.query, kCollectionPages));
  const List list{.purpose = "collections", .owner = caller.user.text()};
  AUDMG_TRY(const std::string last,
            read_position(list, request.query.find("cursor"), services.signer));
  AUDMG_TRY(const auto collections, services.collections.list_collections(caller.user));
  AUDMG_TRY(const CollectionWriter writer, CollectionWriter::make(caller.user, services));
  // Newest first, and ids sort by age.
  auto at = std::ranges::find_if(collections, [&](const database::Collection& collection) {
    return last.empty() || collection.id.text() < last;
  });
  const auto end =
      at + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(limit), collections.end() - at);
  json::Writer json;
  json.begin_object().key("collections").begin_array();
  for (; at != end; ++at) {
    const auto written = writer.write(json, *at);
    // One that is gone since the list was read.
    if (!written && written.error().code == ErrorCode::not_found) continue;
    AUDMG_CHECK(written);
  }
  json.end_array();
  if (end != collections.end()) {
    json.field("nextCursor", seal_position(list, (end - 1)->id.text(), services.signer));
  }
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/map_cells.hpp"
#include "audmg/core/number.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/files/media_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/listed_files.hpp"
#include "audmg/functions/library/listing_request.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/library/catalogues.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

/// Each cell comes with links to a picture, so there are no more than a screen can show.
constexpr PageLimits kCells{.standard = 100, .most = 500};

Outcome<std::uint32_t> read_zoom(const http::Parameters& query) {
  const auto text = query.find("zoom");
  if (!text) return std::uint32_t{0};
  const auto zoom = parse_whole<std::uint32_t>(*text, 0, catalogue::kMaxMapZoom);
  if (!zoom) {
    return refuse(invalid_field(
        "zoom", "invalid", fmt::format("A whole number from 0 to {}.", catalogue::kMaxMapZoom)));
  }
  return *zoom;
}

void write_bounds(json::Writer& json, const catalogue::Bounds& bounds) {
  json.key("bounds").begin_array();
  for (const std::int32_t edge : {bounds.west, bounds.south, bounds.east, bounds.north}) {
    json.value(catalogue::to_degrees(edge));
  }
  json.end_array();
}

/// A cover that was deleted at this moment leaves its cell without pictures.
Result<void> write_cell(json::Writer& json, const catalogue::MapCell& cell,
                        const database::File* cover, FileLinks& links, const Policies& policies) {
  json.begin_object()
      .field("latitude", catalogue::to_degrees(cell.middle.latitude))
      .field("longitude", catalogue::to_degrees(cell.middle.longitude))
      .field("count", cell.count);
  write_bounds(json, cell.bounds);
  json.field("coverFileId", cell.cover.text());
  if (!cell.place.empty()) json.field("place", cell.place);
  if (cover != nullptr) AUDMG_CHECK(write_thumbnails(json, *cover, links, policies));
  json.end_object();
  return {};
}

Result<std::vector<database::File>> covers_of(const UserId& owner,
                                              const std::vector<catalogue::MapCell>& cells,
                                              const LibraryServices& services) {
  std::vector<FileId> ids;
  ids.reserve(cells.size());
  for (const catalogue::MapCell& cell : cells) ids.push_back(cell.cover);
  return files_in_order(owner, ids, services);
}

}  // namespace

/// Gathers the files of a part of the map in cells, each with its latest picture, so that a client
/// shows a library of any size with one request.
Response map(const http::Principal& caller, const http::Request& request,
             const LibraryServices& services) {
  catalogue::MapRequest wanted;
  AUDMG_TRY(Selection selection, read_selection(request.query, {"zoom", "limit"}));
  wanted.query = std::move(selection.query);
  wanted.filter = std::move(selection.filter);
  AUDMG_TRY(wanted.zoom, read_zoom(request.query));
  AUDMG_TRY(wanted.limit, read_limit(request.query, kCells));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  catalogue::MapCells found;
  {
    AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(caller.user));
    AUDMG_TRY(found, catalogue::map_cells(*catalogue, wanted, catalogue.deadline()));
  }
  AUDMG_TRY(const auto covers, covers_of(caller.user, found.cells, services));
  std::unordered_map<std::string_view, const database::File*> by_id;
  for (const database::File& cover : covers) by_id.emplace(cover.id.text(), &cover);
  AUDMG_TRY(FileLinks links, FileLinks::begin(binding, services));
  json::Writer json;
  json.begin_object().field("count", found.count);
  if (found.bounds) write_bounds(json, *found.bounds);
  json.key("cells").begin_array();
  for (const catalogue::MapCell& cell : found.cells) {
    const auto cover = by_id.find(cell.cover.text());
    AUDMG_CHECK(write_cell(json, cell, cover == by_id.end() ? nullptr : cover->second, links,
                           services.policies));
  }
  json.end_array().field("more", found.more).end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

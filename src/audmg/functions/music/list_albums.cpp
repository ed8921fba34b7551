// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/music.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/entry_page.hpp"
#include "audmg/functions/music/album_json.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/library/catalogues.hpp"

#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr PageLimits kLimits{.standard = 200, .most = 1000};

}  // namespace

Response list_albums(const http::Principal& caller, const http::Request& request,
                     const LibraryServices& services) {
  AUDMG_TRY(const EntryPage page, read_entry_page("albums", caller.user, request.query, kLimits,
                                                  {"artist", "genre"}, services));
  catalogue::AlbumFilter filter;
  filter.artist = request.query.find("artist");
  filter.genre = request.query.find("genre");
  AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(caller.user));
  const auto all = catalogue::list_albums(*catalogue, filter);
  json::Writer json;
  json.begin_object().key("albums").begin_array();
  const std::size_t count = page.size_of(all.size());
  for (std::size_t i = page.first; i < page.first + count; ++i) {
    json.begin_object();
    write_album(json, all[i]);
    json.end_object();
  }
  json.end_array();
  page.write_next(json, all.size(), services);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

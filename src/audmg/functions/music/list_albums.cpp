// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/music.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/entry_page.hpp"
#include "audmg/functions/music/music_json.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/library/catalogues.hpp"

#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr PageLimits kAlbumPages{.standard = 200, .most = 1000};

}  // namespace

Response list_albums(const http::Principal& caller, const http::Request& request,
                     const LibraryServices& services) {
  AUDMG_TRY(const EntryPage page, read_entry_page("albums", caller.user, request.query, kAlbumPages,
                                                  {"artist", "genre"}, services));
  catalogue::AlbumFilter filter;
  filter.artist = request.query.find("artist");
  filter.genre = request.query.find("genre");
  std::vector<catalogue::Album> albums;
  {
    AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(caller.user));
    AUDMG_TRY(albums, catalogue::list_albums(*catalogue, filter, catalogue.deadline()));
  }
  json::Writer json;
  json.begin_object();
  page.write_entries(
      json, "albums", albums,
      [](json::Writer& into, const catalogue::Album& album) {
        into.begin_object();
        write_album(into, album);
        into.end_object();
      },
      services);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

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

constexpr PageLimits kArtistPages{.standard = 200, .most = 1000};

}  // namespace

Response list_artists(const http::Principal& caller, const http::Request& request,
                      const LibraryServices& services) {
  AUDMG_TRY(const EntryPage page,
            read_entry_page("artists", caller.user, request.query, kArtistPages, {}, services));
  std::vector<catalogue::Artist> artists;
  {
    AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(caller.user));
    AUDMG_TRY(artists, catalogue::list_artists(*catalogue, catalogue.deadline()));
  }
  json::Writer json;
  json.begin_object();
  page.write_entries(json, "artists", artists, write_counts<catalogue::Artist>, services);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

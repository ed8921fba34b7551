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

namespace audmg::functions {
namespace {

constexpr PageLimits kLimits{.standard = 200, .most = 1000};

}  // namespace

Response list_genres(const http::Principal& caller, const http::Request& request,
                     const LibraryServices& services) {
  AUDMG_TRY(const EntryPage page,
            read_entry_page("genres", caller.user, request.query, kLimits, {}, services));
  AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(caller.user));
  json::Writer json;
  json.begin_object();
  page.write_entries(json, "genres", catalogue::list_genres(*catalogue),
                     write_counts<catalogue::Genre>, services);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

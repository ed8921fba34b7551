// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/facets.hpp"

#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/listing_request.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/library/catalogues.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr PageLimits kFacetPages{.standard = 100, .most = 1000};

void write_facet(json::Writer& json, std::string_view name,
                 const std::vector<catalogue::Facet>& values) {
  json.key(name).begin_array();
  for (const catalogue::Facet& facet : values) {
    json.begin_object().field("value", facet.value).field("count", facet.count).end_object();
  }
  json.end_array();
}

}  // namespace

Response facets(const http::Principal& caller, const http::Request& request,
                const LibraryServices& services) {
  AUDMG_TRY(const Selection selection, read_selection(request.query, {"limit"}));
  AUDMG_TRY(const std::size_t limit, read_limit(request.query, kFacetPages));
  catalogue::Facets found;
  {
    AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(caller.user));
    AUDMG_TRY(found, catalogue::count_facets(*catalogue, selection.query, selection.filter, limit,
                                             catalogue.deadline()));
  }
  json::Writer json;
  json.begin_object();
  write_facet(json, "camera", found.cameras);
  write_facet(json, "place", found.places);
  write_facet(json, "year", found.years);
  write_facet(json, "keyword", found.keywords);
  write_facet(json, "artist", found.artists);
  write_facet(json, "genre", found.genres);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

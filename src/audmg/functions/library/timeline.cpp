// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/months.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/listing_request.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/library/catalogues.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {

/// The cursors are those of GET /retrieve with `sort=date`, the same filters and the same order.
Response timeline(const http::Principal& caller, const http::Request& request,
                  const LibraryServices& services) {
  ListingRequest listing{.owner = caller.user, .sort = catalogue::Sort::date};
  AUDMG_TRY(listing.selection, read_selection(request.query, {"order"}));
  if (const auto text = request.query.find("order")) {
    const auto direction = catalogue::parse_direction(*text);
    if (!direction) return refuse(invalid_field("order", "invalid", "One of asc, desc."));
    listing.direction = *direction;
  }
  std::vector<catalogue::Month> months;
  {
    AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(caller.user));
    AUDMG_TRY(months,
              catalogue::list_months(*catalogue, listing.selection.query, listing.selection.filter,
                                     listing.direction, catalogue.deadline()));
  }
  json::Writer json;
  json.begin_object().key("months").begin_array();
  for (const catalogue::Month& month : months) {
    json.begin_object()
        .field("month",
               fmt::format("{:04}-{:02}", int{month.month.year()}, unsigned{month.month.month()}))
        .field("count", month.count)
        .field("cursor", cursor_of(listing, month.position, services))
        .end_object();
  }
  json.end_array().end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/listing_request.hpp"

#include "audmg/functions/library/list_position.hpp"
#include "audmg/functions/problems.hpp"

#include <utility>

namespace audmg::functions {
namespace {

using catalogue::Direction;
using catalogue::Sort;

List cursors_of(const ListingRequest& request) {
  return {.purpose = "listing_cursor", .owner = request.text()};
}

/// Photos are looked for along time; a song is wanted by how well it fits.
Sort usual_sort(const Selection& selection) {
  if (selection.query.clauses.empty()) return Sort::uploaded;
  return selection.filter.kind == database::FileKind::audio ? Sort::relevance : Sort::date;
}

}  // namespace

std::string ListingRequest::text() const {
  std::string text = owner.text() + ' ' + std::string(to_string(sort));
  text.append(direction == Direction::ascending ? " asc " : " desc ");
  return text.append(selection.text);
}

bool ListingRequest::is_plain() const {
  catalogue::Filter rest = selection.filter;
  rest.kind.reset();
  return sort == Sort::uploaded && direction == Direction::descending &&
         selection.query.clauses.empty() && rest == catalogue::Filter{};
}

Outcome<ListingRequest> read_listing_request(const UserId& owner, const http::Parameters& query,
                                             PageLimits limits) {
  ListingRequest request{.owner = owner};
  AUDMG_TRY(request.selection, read_selection(query, {"limit", "cursor", "sort", "order"}));
  AUDMG_TRY(request.limit, read_limit(query, limits));
  request.cursor = query.find("cursor");
  request.sort = usual_sort(request.selection);
  if (const auto text = query.find("sort")) {
    const auto sort = catalogue::parse_sort(*text);
    if (!sort) {
      return refuse(
          invalid_field("sort", "invalid",
                        "One of uploaded, date, name, size, duration, title, album, relevance."));
    }
    request.sort = *sort;
  }
  request.direction = catalogue::usual_direction(request.sort);
  if (const auto text = query.find("order")) {
    const auto direction = catalogue::parse_direction(*text);
    if (!direction) return refuse(invalid_field("order", "invalid", "One of asc, desc."));
    request.direction = *direction;
  }
  return request;
}

std::string cursor_of(const ListingRequest& request, std::string_view position,
                      const LibraryServices& services) {
  return seal_position(cursors_of(request), position, services.signer);
}

Outcome<catalogue::Listing> list_page(const library::OpenCatalogue& catalogue,
                                      const ListingRequest& request,
                                      const LibraryServices& services) {
  catalogue::ListRequest list{.query = request.selection.query,
                              .filter = request.selection.filter,
                              .sort = request.sort,
                              .direction = request.direction,
                              .limit = request.limit};
  AUDMG_TRY(list.after, read_position(cursors_of(request), request.cursor, services.signer));
  auto listing = catalogue::list_files(*catalogue, list, catalogue.deadline());
  if (!listing && listing.error().code == ErrorCode::invalid_argument) {
    return refuse(invalid_cursor());
  }
  if (!listing) return std::unexpected(std::move(listing).error());
  return *std::move(listing);
}

}  // namespace audmg::functions

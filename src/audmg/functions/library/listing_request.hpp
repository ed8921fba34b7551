// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/filter.hpp"
#include "audmg/catalogue/listing.hpp"
#include "audmg/catalogue/query.hpp"
#include "audmg/core/id.hpp"
#include "audmg/functions/library/page_limit.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"
#include "audmg/library/catalogues.hpp"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

/// The files that a request asks for: query and filters, without order and page.
struct Selection {
  catalogue::Query query{};
  catalogue::Filter filter{};
  /// All parameters of the selection in a fixed order: equal for equal selections.
  std::string text{};
};

/// Reads `q` and the filters; `others` are the parameters that the function reads itself. Problems:
/// 400 validation_failed, also for a parameter that is none of these.
[[nodiscard]] Outcome<Selection> read_selection(const http::Parameters& query,
                                                std::initializer_list<std::string_view> others);

/// A page of the caller's files.
struct ListingRequest {
  UserId owner;
  Selection selection{};
  catalogue::Sort sort = catalogue::Sort::uploaded;
  catalogue::Direction direction = catalogue::Direction::descending;
  std::size_t limit = 0;
  /// As sent; nothing for the first page.
  std::optional<std::string> cursor{};

  /// Returns all of it but the page: equal for equal lists.
  [[nodiscard]] std::string text() const;
  /// Returns whether the rows' own order answers it: the newest uploads of both kinds or of one.
  [[nodiscard]] bool is_plain() const;
};

/// Reads the parameters of GET /retrieve and GET /outline. Problems: as read_selection().
[[nodiscard]] Outcome<ListingRequest> read_listing_request(const UserId& owner,
                                                           const http::Parameters& query,
                                                           PageLimits limits);

/// Returns the position as opaque, signed text, which is not valid for another owner, selection,
/// sort or direction.
[[nodiscard]] std::string cursor_of(const ListingRequest& request, std::string_view position,
                                    const LibraryServices& services);

/// Lists the page in the catalogue. Problems: 400 invalid_cursor. Errors: those of
/// catalogue::list_files().
[[nodiscard]] Outcome<catalogue::Listing> list_page(const library::OpenCatalogue& catalogue,
                                                    const ListingRequest& request,
                                                    const LibraryServices& services);

}  // namespace audmg::functions

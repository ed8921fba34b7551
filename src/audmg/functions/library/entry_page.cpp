// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/entry_page.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/library/list_position.hpp"
#include "audmg/functions/problems.hpp"

#include <algorithm>

namespace audmg::functions {
namespace {

/// The lists that are made as a whole have one kind of cursor; `list` tells them apart.
List cursors_of(const std::string& list) { return {.purpose = "entry_cursor", .owner = list}; }

}  // namespace

std::size_t EntryPage::size_of(std::size_t count) const {
  return first < count ? std::min(limit, count - first) : 0;
}

void EntryPage::write_next(json::Writer& json, std::size_t count,
                           const LibraryServices& services) const {
  const std::size_t next = first + size_of(count);
  if (next >= count) return;
  json.field("nextCursor", seal_position(cursors_of(list), std::to_string(next), services.signer));
}

Outcome<EntryPage> read_entry_page(std::string_view list, const UserId& owner,
                                   const http::Parameters& query, PageLimits limits,
                                   std::initializer_list<std::string_view> filters,
                                   const LibraryServices& services) {
  EntryPage page;
  page.list = std::string(list) + ' ' + owner.text();
  for (const auto& [name, value] : query.all()) {
    if (name == "limit" || name == "cursor") continue;
    if (std::ranges::find(filters, name) == filters.end()) {
      return refuse(invalid_field(name, "unknown", "There is no such parameter."));
    }
    page.list.append(1, '\0').append(name).append("=").append(value);
  }
  AUDMG_TRY(page.limit, read_limit(query, limits));
  AUDMG_TRY(const std::string place,
            read_position(cursors_of(page.list), query.find("cursor"), services.signer));
  if (place.empty()) return page;
  const auto first = parse_whole<std::size_t>(place);
  if (!first) return refuse(invalid_cursor());
  page.first = *first;
  return page;
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/functions/library/page_limit.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// A page of a list that is made as a whole (artists, albums, the files of a download), which is
/// continued by the number of the entry. What comes or goes meanwhile shifts the entries.
struct EntryPage {
  std::size_t first = 0;
  std::size_t limit = 0;
  /// Everything that the cursor is bound to.
  std::string list{};

  /// Returns the number of entries on the page, of `count` in the list.
  [[nodiscard]] std::size_t size_of(std::size_t count) const;
  /// Writes the entries of the page, each by `write(json, entry)`, as the member `name` of an open
  /// object, and `nextCursor` if others follow.
  template <class Entry, class Write>
  void write_entries(json::Writer& json, std::string_view name, const std::vector<Entry>& all,
                     Write write, const LibraryServices& services) const {
    json.key(name).begin_array();
    for (std::size_t i = first; i < first + size_of(all.size()); ++i) write(json, all[i]);
    json.end_array();
    write_next(json, all.size(), services);
  }
  /// Writes `nextCursor` if entries follow the page.
  void write_next(json::Writer& json, std::size_t count, const LibraryServices& services) const;
};

/// Reads `limit` and `cursor` for the list of that name and the owner; `filters` are the other
/// parameters, which the cursor is bound to. Problems: 400 validation_failed, also for an unknown
/// parameter; invalid_cursor.
[[nodiscard]] Outcome<EntryPage> read_entry_page(std::string_view list, const UserId& owner,
                                                 const http::Parameters& query, PageLimits limits,
                                                 std::initializer_list<std::string_view> filters,
                                                 const LibraryServices& services);

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/entry_page.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/identity/signer.hpp"

#include <algorithm>
#include <optional>

namespace audmg::functions {
namespace {

constexpr std::string_view kPurpose = "entry_cursor";
constexpr std::size_t kMaxCursorBytes = 1024;

}  // namespace

std::size_t EntryPage::size_of(std::size_t count) const {
  return first < count ? std::min(limit, count - first) : 0;
}

void EntryPage::write_next(json::Writer& json, std::size_t count,
                           const LibraryServices& services) const {
  const std::size_t next = first + size_of(count);
  if (next >= count) return;
  const std::string bound = services.signer.fingerprint(kPurpose, list);
  json.field("nextCursor", services.signer.seal(kPurpose, bound + std::to_string(next)));
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
  const auto cursor = query.find("cursor");
  if (!cursor) return page;
  const auto payload =
      cursor->size() > kMaxCursorBytes ? std::nullopt : services.signer.open(kPurpose, *cursor);
  const std::string bound = services.signer.fingerprint(kPurpose, page.list);
  if (!payload || !payload->starts_with(bound)) return refuse(invalid_cursor());
  const auto first = parse_whole<std::size_t>(std::string_view(*payload).substr(bound.size()));
  if (!first) return refuse(invalid_cursor());
  page.first = *first;
  return page;
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/list_position.hpp"

#include "audmg/functions/library/page_limit.hpp"

#include <cstddef>

namespace audmg::functions {
namespace {

/// Longer than any cursor of ours.
constexpr std::size_t kMaxListCursorLength = 1024;

}  // namespace

std::string seal_position(const List& list, std::string_view place,
                          const identity::Signer& signer) {
  return signer.seal(list.purpose, signer.fingerprint(list.purpose, list.owner).append(place));
}

Outcome<std::string> read_position(const List& list, std::optional<std::string_view> cursor,
                                   const identity::Signer& signer) {
  if (!cursor) return std::string();
  if (cursor->size() > kMaxListCursorLength) return refuse(invalid_cursor());
  const auto payload = signer.open(list.purpose, *cursor);
  const std::string before = signer.fingerprint(list.purpose, list.owner);
  if (!payload || !payload->starts_with(before) || payload->size() == before.size()) {
    return refuse(invalid_cursor());
  }
  return payload->substr(before.size());
}

}  // namespace audmg::functions

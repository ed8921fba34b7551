// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection.hpp"

namespace audmg::database {

std::string_view to_string(CollectionKind kind) noexcept {
  return kind == CollectionKind::playlist ? "playlist" : "album";
}

std::optional<CollectionKind> parse_collection_kind(std::string_view text) noexcept {
  for (const CollectionKind kind : {CollectionKind::album, CollectionKind::playlist}) {
    if (text == to_string(kind)) return kind;
  }
  return std::nullopt;
}

}  // namespace audmg::database

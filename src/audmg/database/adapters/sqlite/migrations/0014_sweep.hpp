// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/database.md.
inline constexpr std::string_view kSweep = R"sql(
CREATE TABLE lease_places (
  lease TEXT NOT NULL PRIMARY KEY,
  place TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE owner_tombstones (
  owner  BLOB    NOT NULL PRIMARY KEY CHECK (length(owner) = 16),
  due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/database.md.
inline constexpr std::string_view kIntegrity = R"sql(
ALTER TABLE files ADD COLUMN crc32 INTEGER NOT NULL DEFAULT -1;
ALTER TABLE files ADD COLUMN verified_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN damage TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN sidecar_version INTEGER NOT NULL DEFAULT 0;
CREATE INDEX files_damaged ON files (owner, id) WHERE damage <> '';

CREATE TABLE drive (
  one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  drive_id   TEXT    NOT NULL,
  generation INTEGER NOT NULL
) STRICT;

CREATE TABLE leases (
  name   TEXT    NOT NULL PRIMARY KEY,
  holder TEXT    NOT NULL,
  until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstones (
  object_key TEXT NOT NULL PRIMARY KEY,
  owner      BLOB NOT NULL CHECK (length(owner) = 16),
  file       BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace audmg::database

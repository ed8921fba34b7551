// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/database.md. Adds columns and empty tables only, and no index of an
// existing table: building one would read every row of a large library before the server starts.
inline constexpr std::string_view kOrganise = R"sql(
ALTER TABLE files ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE files ADD COLUMN edits TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN trashed_at INTEGER NOT NULL DEFAULT -1;
ALTER TABLE files ADD COLUMN collections BLOB NOT NULL DEFAULT x'';

CREATE TABLE trash (
  holder BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  since  INTEGER NOT NULL,
  file   BLOB    NOT NULL CHECK (length(file) = 16),
  PRIMARY KEY (holder, since, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX trash_by_time ON trash (since, file);

CREATE TABLE collections (
  owner       BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  id          BLOB    NOT NULL CHECK (length(id) = 16),
  title       TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  description TEXT    NOT NULL,
  cover       BLOB    NOT NULL,
  created_at  INTEGER NOT NULL,
  revision    INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE collection_members (
  owner      BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  collection BLOB NOT NULL,
  position   TEXT NOT NULL,
  file       BLOB NOT NULL CHECK (length(file) = 16),
  PRIMARY KEY (owner, collection, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX collection_members_by_file ON collection_members (owner, collection, file);
)sql";

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/database.md.
inline constexpr std::string_view kCompanions = R"sql(
ALTER TABLE files ADD COLUMN companions TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN modified_at INTEGER NOT NULL DEFAULT -1;
ALTER TABLE uploads ADD COLUMN companion_of BLOB NOT NULL DEFAULT x'';
ALTER TABLE uploads ADD COLUMN modified_at INTEGER NOT NULL DEFAULT -1;

CREATE TABLE companion_objects (
  object_key TEXT NOT NULL PRIMARY KEY,
  owner      BLOB NOT NULL,
  file       BLOB NOT NULL,
  FOREIGN KEY (owner, file) REFERENCES files (owner, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX companion_objects_by_file ON companion_objects (owner, file);
)sql";

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/database.md. Counts the files that are there, once: one walk along the
// table of files, in the order of its key. Companions are lines of text that begin with kind and
// size, at most one of each of two kinds; a cast to INTEGER reads the digits that a text begins
// with.
inline constexpr std::string_view kUsage = R"sql(
CREATE TABLE usage (
  owner BLOB    NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  bytes INTEGER NOT NULL,
  files INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO usage (owner, bytes, files)
  SELECT owner, sum(size), count(*) FROM files GROUP BY owner;
UPDATE usage SET bytes = usage.bytes + more.bytes FROM (
  SELECT owner, sum(
    CAST(substr(one, instr(one, ' ') + 1) AS INTEGER) +
    CAST(substr(other, instr(other, ' ') + 1) AS INTEGER)) AS bytes
  FROM (
    SELECT files.owner AS owner, files.companions AS one,
      substr(files.companions, instr(files.companions, char(10)) + 1) AS other
    FROM (SELECT DISTINCT owner, file FROM companion_objects) AS named
    CROSS JOIN files ON files.owner = named.owner AND files.id = named.file)
  GROUP BY owner) AS more
  WHERE usage.owner = more.owner;

ALTER TABLE uploads ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace audmg::database

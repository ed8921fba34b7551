// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/database.md.
inline constexpr std::string_view kAdministration = R"sql(
ALTER TABLE users ADD COLUMN awaits_confirmation INTEGER NOT NULL DEFAULT 0;

CREATE TABLE chore_runs (
  chore        TEXT    NOT NULL PRIMARY KEY,
  ended_at     INTEGER NOT NULL,
  error        TEXT    NOT NULL,
  figures      TEXT    NOT NULL,
  succeeded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace audmg::database

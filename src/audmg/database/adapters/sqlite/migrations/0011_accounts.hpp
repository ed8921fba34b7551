// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/database.md. Touches no table of files. The log-ins of before go on
// with the hash of their token.
inline constexpr std::string_view kAccounts = R"sql(
ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'user';
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN email_verified_at INTEGER NOT NULL DEFAULT -1;
ALTER TABLE users ADD COLUMN quota INTEGER NOT NULL DEFAULT -1;
ALTER TABLE users ADD COLUMN deletion_due_at INTEGER NOT NULL DEFAULT -1;

ALTER TABLE sessions ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN network TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN last_used_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN authenticated_at INTEGER NOT NULL DEFAULT 0;
UPDATE sessions SET last_used_at = created_at, authenticated_at = created_at;

CREATE TABLE factors (
  user     BLOB    NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  factors  TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE app_passwords (
  owner        BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  id           BLOB    NOT NULL CHECK (length(id) = 16),
  name         TEXT    NOT NULL,
  secret_hash  TEXT    NOT NULL,
  scopes       TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitations (
  id          BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  secret_hash TEXT    NOT NULL,
  role        TEXT    NOT NULL,
  email       TEXT    NOT NULL,
  created_by  BLOB    NOT NULL,
  created_at  INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id            BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  user          BLOB    NOT NULL,
  actor         BLOB    NOT NULL,
  at            INTEGER NOT NULL,
  action        TEXT    NOT NULL,
  network       TEXT    NOT NULL,
  device        TEXT    NOT NULL,
  detail        TEXT    NOT NULL,
  previous_hash TEXT    NOT NULL,
  hash          TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_by_user ON audit (user, id);

CREATE TABLE first_account (
  one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  created_at INTEGER NOT NULL
) STRICT;
INSERT INTO first_account (one, created_at)
  SELECT 1, min(created_at) FROM users HAVING count(*) > 0;
)sql";

}  // namespace audmg::database

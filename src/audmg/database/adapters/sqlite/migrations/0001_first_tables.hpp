// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// The purpose of each table and index: docs/formats/database.md. Never edited once released; a
// change is a new migration.
inline constexpr std::string_view kFirstTables = R"sql(
CREATE TABLE users (
  id                 BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  username           TEXT    NOT NULL,
  username_folded    TEXT    NOT NULL UNIQUE,
  email              TEXT    NOT NULL,
  email_folded       TEXT    NOT NULL UNIQUE,
  password_hash      TEXT    NOT NULL,
  credential_version INTEGER NOT NULL,
  disabled           INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  created_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  owner        BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  id           BLOB    NOT NULL CHECK (length(id) = 16),
  refresh_hash TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE files (
  owner        BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  id           BLOB    NOT NULL CHECK (length(id) = 16),
  kind         TEXT    NOT NULL,
  status       TEXT    NOT NULL,
  size         INTEGER NOT NULL CHECK (size >= 0),
  uploaded_at  INTEGER NOT NULL,
  sha256       BLOB    NOT NULL CHECK (length(sha256) = 32),
  content_type TEXT    NOT NULL,
  object_key   TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX files_by_kind ON files (owner, kind, id);
CREATE UNIQUE INDEX files_by_sha256 ON files (owner, sha256);
CREATE UNIQUE INDEX files_by_object_key ON files (object_key);

CREATE TABLE uploads (
  owner               BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  id                  BLOB    NOT NULL CHECK (length(id) = 16),
  file_name           TEXT    NOT NULL,
  content_type        TEXT    NOT NULL,
  size                INTEGER NOT NULL CHECK (size >= 0),
  sha256              TEXT    NOT NULL,
  object_key          TEXT    NOT NULL,
  multipart_upload_id TEXT    NOT NULL,
  part_size           INTEGER NOT NULL CHECK (part_size >= 0),
  created_at          INTEGER NOT NULL,
  expires_at          INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_end ON uploads (expires_at);

CREATE TABLE idempotency (
  scope       TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  busy_until  INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  status      INTEGER NOT NULL,
  resource_id TEXT    NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_end ON idempotency (expires_at);
)sql";

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// The purpose of each table and index: docs/formats/database.md and queue-message.md.
inline constexpr std::string_view kQueueAndEvents = R"sql(
ALTER TABLE files ADD COLUMN media_record TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN failure_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN processing_token INTEGER NOT NULL DEFAULT 0;

CREATE TABLE messages (
  queue         TEXT    NOT NULL,
  state         TEXT    NOT NULL CHECK (state IN ('visible', 'delayed', 'in_flight', 'dead')),
  id            BLOB    NOT NULL CHECK (length(id) = 16),
  group_id      TEXT    NOT NULL,
  visible_at    INTEGER NOT NULL,
  receive_count INTEGER NOT NULL DEFAULT 0,
  lease         INTEGER NOT NULL DEFAULT 0,
  sent_at       INTEGER NOT NULL,
  last_error    TEXT    NOT NULL DEFAULT '',
  body          TEXT    NOT NULL CHECK (length(CAST(body AS BLOB)) <= 262144),
  PRIMARY KEY (queue, state, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_by_group ON messages (queue, group_id, id) WHERE state = 'visible';
CREATE INDEX messages_by_time ON messages (queue, visible_at)
  WHERE state IN ('delayed', 'in_flight');

CREATE TABLE queues (
  name   TEXT    NOT NULL PRIMARY KEY,
  paused INTEGER NOT NULL CHECK (paused IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  owner  BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  file   BLOB    NOT NULL CHECK (length(file) = 16),
  id     BLOB    NOT NULL CHECK (length(id) = 16),
  type   TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  detail TEXT    NOT NULL
) STRICT;
CREATE INDEX events_by_owner ON events (owner, number);
CREATE INDEX events_by_file ON events (owner, file, number);
CREATE INDEX events_by_time ON events (at);
)sql";

}  // namespace audmg::database

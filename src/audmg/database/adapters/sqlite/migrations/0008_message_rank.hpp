// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/queue-message.md. Messages that wait take turns by group, as before.
inline constexpr std::string_view kMessageRank = R"sql(
ALTER TABLE messages ADD COLUMN lane INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN cost INTEGER NOT NULL DEFAULT 4;
ALTER TABLE messages ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queues ADD COLUMN served INTEGER NOT NULL DEFAULT 0;

UPDATE messages SET rank = 4 * place.number
  FROM (SELECT queue, state, id,
               row_number() OVER (PARTITION BY queue, group_id ORDER BY id) AS number
          FROM messages) AS place
 WHERE messages.queue = place.queue AND messages.state = place.state AND messages.id = place.id;

DROP INDEX messages_by_group;
CREATE INDEX messages_by_rank ON messages (queue, rank, id) WHERE state = 'visible';
CREATE INDEX messages_by_lane ON messages (queue, group_id, lane, rank) WHERE state = 'visible';
)sql";

}  // namespace audmg::database

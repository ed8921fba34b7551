// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/message_order.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/connection.hpp"

#include <cstdint>
#include <string_view>

namespace audmg::sqlite {

/// The columns of `messages` that decide who is served first (docs/formats/queue-message.md).
struct MessageRank {
  /// Messages of one group and lane are handed out in the order of sending.
  std::int64_t lane = 0;
  /// Cost of the message, divided by the share of its priority, in ranks.
  std::int64_t cost = 0;
  /// Receivers take the message with the lowest rank.
  std::int64_t rank = 0;
};

/// Returns the place of a message that becomes visible now, by self-clocked fair queueing: behind
/// the messages of its group and lane, at least its cost behind the message that was handed out
/// last. A message whose lane is empty goes slightly before an equal one of a group that has a
/// backlog. Precondition: the order's cost is within its limits.
[[nodiscard]] Result<MessageRank> next_rank(Connection& connection, std::string_view queue,
                                            std::string_view group_id, const MessageOrder& order);

/// As above, for a message that was ranked before and goes to the end now.
[[nodiscard]] Result<MessageRank> rank_again(Connection& connection, std::string_view queue,
                                             std::string_view group_id, const MessageRank& former);

/// Returns the priority of the messages in a lane.
[[nodiscard]] Priority priority_of_lane(std::int64_t lane) noexcept;

}  // namespace audmg::sqlite

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/message_rank.hpp"

#include "audmg/lib/sqlite/queries.hpp"
#include "audmg/lib/sqlite/statement.hpp"

#include <algorithm>
#include <bit>

namespace audmg::sqlite {
namespace {

/// Cost of the smallest message in ranks; greater than 1, so that there is room for a head start.
constexpr std::int64_t kRanksPerCost = 4;
/// Advantage of the first message in its lane over the next one of an equal backlog.
constexpr std::int64_t kHeadStart = 1;
/// There are fewer bits in a cost, and so fewer lanes of one priority.
constexpr std::int64_t kLanesPerPriority = 32;

constexpr std::string_view kServed =
    "SELECT coalesce((SELECT served FROM queues WHERE name = ?1), 0)";
constexpr std::string_view kLastOfLane =
    "SELECT rank FROM messages INDEXED BY messages_by_lane"
    " WHERE queue = ?1 AND state = 'visible' AND group_id = ?2 AND lane = ?3"
    " ORDER BY rank DESC LIMIT 1";

/// A message of a share n times smaller costs n times as much.
constexpr std::int64_t inverse_share(Priority priority) {
  switch (priority) {
    case Priority::normal:
      return 1;
    case Priority::low:
      return 16;
    case Priority::background:
      return 256;
  }
  return 1;
}

Result<std::int64_t> read_rank(const Statement& row) { return row.integer(0); }

}  // namespace

Result<MessageRank> next_rank(Connection& connection, std::string_view queue,
                              std::string_view group_id, const MessageOrder& order) {
  // One lane for each power of two: small work overtakes large work of the same group.
  return rank_again(connection, queue, group_id,
                    {.lane = static_cast<std::int64_t>(order.priority) * kLanesPerPriority +
                             std::bit_width(order.cost) - 1,
                     .cost = kRanksPerCost * inverse_share(order.priority) * order.cost});
}

Result<MessageRank> rank_again(Connection& connection, std::string_view queue,
                               std::string_view group_id, const MessageRank& former) {
  MessageRank place = former;
  AUDMG_TRY(const auto served, find_row(connection, kServed, read_rank, queue));
  AUDMG_TRY(const auto last,
            find_row(connection, kLastOfLane, read_rank, queue, group_id, former.lane));
  place.rank = served.value_or(0) + former.cost - kHeadStart;
  if (last) place.rank = std::max(place.rank, *last + former.cost);
  return place;
}

Priority priority_of_lane(std::int64_t lane) noexcept {
  return static_cast<Priority>(lane / kLanesPerPriority);
}

}  // namespace audmg::sqlite

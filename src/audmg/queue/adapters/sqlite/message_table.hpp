// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "audmg/queue/adapters/sqlite/receipt.hpp"
#include "audmg/queue/message_queue.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::queue {

/// What a receiver has to know before it takes or waits.
struct Outlook {
  bool paused = false;
  bool has_visible = false;
  /// When the next delay or lease ends; may have passed.
  std::optional<TimePoint> next_due{};

  [[nodiscard]] bool can_receive() const { return has_visible && !paused; }
  [[nodiscard]] bool has_due(TimePoint now) const { return next_due && *next_due <= now; }
  /// Whether who waits because of the other one has to look again.
  [[nodiscard]] bool is_better_than(const Outlook& other) const;
};

/// The rows of one queue in `messages` (docs/formats/queue-message.md) and how messages go from
/// state to state. Each method runs on the connection given; those that change rows on the
/// writer's, inside its transaction.
class MessageTable {
 public:
  explicit MessageTable(std::string queue) : queue_(std::move(queue)) {}

  [[nodiscard]] Result<Outlook> look_ahead(sqlite::Connection& connection) const;
  [[nodiscard]] Result<QueueAttributes> count_messages(sqlite::Connection& connection,
                                                       TimePoint now) const;

  /// After a start: ends all leases, whose receivers died with the earlier process, and delays that
  /// no present clock can have given.
  [[nodiscard]] Result<void> take_over(sqlite::Connection& connection, TimePoint now);
  /// Moves the ends of all delays and leases: the clock was set back by this much.
  [[nodiscard]] Result<void> move_earlier(sqlite::Connection& connection,
                                          std::chrono::milliseconds by);
  /// Messages whose delay or lease is over become visible, or dead after their last receive. True
  /// when there may be more: it does a bounded number.
  [[nodiscard]] Result<bool> settle_some(sqlite::Connection& connection, TimePoint now);
  /// Leases visible messages, one of each group in turn, unless the queue is paused. Its cost does
  /// not grow with the number of messages.
  [[nodiscard]] Result<std::vector<Message>> claim(sqlite::Connection& connection,
                                                   const ReceiveMessageRequest& request,
                                                   TimePoint now);
  /// Errors: conflict when the lease is over.
  [[nodiscard]] Result<void> remove(sqlite::Connection& connection, const Receipt& receipt,
                                    TimePoint now);
  /// Renews the lease or ends it: see MessageQueue::change_message_visibility(). Errors: conflict
  /// when the lease is over.
  [[nodiscard]] Result<void> change_visibility(sqlite::Connection& connection,
                                               const Receipt& receipt,
                                               std::chrono::milliseconds timeout,
                                               std::string_view error, TimePoint now);
  /// Makes it visible after `delay`, as if this receive had not been. Errors: conflict when the
  /// lease is over.
  [[nodiscard]] Result<void> put_back(sqlite::Connection& connection, const Receipt& receipt,
                                      std::chrono::milliseconds delay, TimePoint now);

 private:
  [[nodiscard]] Result<std::vector<Message>> claim_next(sqlite::Connection& connection,
                                                        TimePoint lease_end);

  const std::string queue_;
  // The group that was served last. Only the writer's thread uses it; a restart may begin anywhere.
  std::string turn_;
};

}  // namespace audmg::queue

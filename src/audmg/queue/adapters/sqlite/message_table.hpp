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

/// The state of a queue that a receiver needs before it takes messages or waits.
struct Outlook {
  bool paused = false;
  bool has_visible = false;
  /// End of the next delay or lease; may have passed.
  std::optional<TimePoint> next_due{};

  [[nodiscard]] bool can_receive() const { return has_visible && !paused; }
  [[nodiscard]] bool has_due(TimePoint now) const { return next_due && *next_due <= now; }
  /// Returns whether a receiver that waits because of `other` has to look again.
  [[nodiscard]] bool is_better_than(const Outlook& other) const;
};

/// The rows of one queue in `messages` (docs/formats/queue-message.md) and their changes of state.
/// Each method runs on the given connection; methods that change rows need the writer's connection,
/// inside its transaction.
class MessageTable {
 public:
  explicit MessageTable(std::string queue) : queue_(std::move(queue)) {}

  [[nodiscard]] Result<Outlook> look_ahead(sqlite::Connection& connection) const;
  [[nodiscard]] Result<QueueAttributes> count_messages(sqlite::Connection& connection,
                                                       TimePoint now) const;

  /// Call after a start. Ends all leases, because their receivers died with the earlier process,
  /// and all delays that end too late to have been set by the present clock.
  [[nodiscard]] Result<void> take_over(sqlite::Connection& connection, TimePoint now);
  /// Moves the ends of all delays and leases earlier by this much, because the clock was set back.
  [[nodiscard]] Result<void> move_earlier(sqlite::Connection& connection,
                                          std::chrono::milliseconds by);
  /// Makes messages whose delay or lease is over visible, or dead after their last receive. Does a
  /// bounded number; returns true when there may be more.
  [[nodiscard]] Result<bool> settle_some(sqlite::Connection& connection, TimePoint now);
  /// Leases the visible messages of lowest rank, unless the queue is paused. The cost does not grow
  /// with the number of messages.
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
  /// Makes the message visible after `delay`, as if it had not been received this time. Errors:
  /// conflict when the lease is over.
  [[nodiscard]] Result<void> put_back(sqlite::Connection& connection, const Receipt& receipt,
                                      std::chrono::milliseconds delay, TimePoint now);

 private:
  [[nodiscard]] Result<std::vector<Message>> claim_next(sqlite::Connection& connection,
                                                        TimePoint lease_end) const;

  const std::string queue_;
};

}  // namespace audmg::queue

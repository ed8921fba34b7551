// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/named_queue.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/queue/queue_administration.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::app {

/// Most jobs that list() returns at once; with their last errors they fit into one reply of the
/// control socket.
inline constexpr std::size_t kMaxJobsPerPage = 100;

/// An operator's view of a message in a queue.
struct MessageView {
  std::string id;
  std::string queue;
  queue::MessageState state = queue::MessageState::visible;
  /// The id of the user that the work is for.
  std::string group;
  std::uint32_t receive_count = 0;
  /// Time since it was sent; 0 when the clock was set back.
  std::chrono::seconds age{0};
  /// RFC 3339.
  std::string sent_at;
  /// RFC 3339 time at which it could be received, can be received again, or was found dead.
  std::string visible_at;
  /// Error of the last failed attempt; "" if none has failed.
  std::string last_error;
  /// Empty in lists.
  std::string body{};
};

struct ListJobsRequest {
  std::string queue;
  /// Unset means all states.
  std::optional<queue::MessageState> state;
  /// The id of a job, to list those sent after it; "" starts from the oldest.
  std::string after;
};

struct JobPage {
  /// Oldest first, at most kMaxJobsPerPage; empty behind the end.
  std::vector<MessageView> jobs;
  /// Nothing is received from the queue until it is resumed.
  bool paused = false;
};

/// The operator's actions on the queues of this process. Error messages are written for the
/// operator. All methods may block. Errors of all: not_found when there is no such queue or job,
/// unavailable, out_of_space, internal.
class Jobs {
 public:
  /// The queues that `queues` refers to, clock and logger must outlive it; the span itself is
  /// copied.
  Jobs(std::span<const NamedQueue> queues, const Clock& clock, telemetry::Logger& logger);

  /// Errors: invalid_argument when `after` is not an id.
  [[nodiscard]] Result<JobPage> list(const ListJobsRequest& request);
  /// Returns the job with its body. Searches every queue; ids are unique.
  [[nodiscard]] Result<MessageView> show(std::string_view id);
  /// Makes the job receivable at once, as if it had never been received, whether it is dead or not;
  /// returns its queue. Errors: conflict while it is being worked on.
  [[nodiscard]] Result<std::string> retry(std::string_view id);
  /// Moves all dead jobs back; returns how many.
  [[nodiscard]] Result<std::uint64_t> redrive(std::string_view queue);
  /// Jobs that are being worked on when the queue is paused may finish. Survives a restart.
  [[nodiscard]] Result<void> set_paused(std::string_view queue, bool paused);

 private:
  struct Found {
    const NamedQueue* queue = nullptr;
    queue::MessageSummary message;
  };
  [[nodiscard]] Result<const NamedQueue*> get_queue(std::string_view name) const;
  [[nodiscard]] Result<Found> get_message(std::string_view id) const;
  [[nodiscard]] MessageView job_of(const NamedQueue& queue, queue::MessageSummary message) const;

  const std::vector<NamedQueue> queues_;
  const Clock& clock_;
  telemetry::Logger& logger_;
};

}  // namespace audmg::app

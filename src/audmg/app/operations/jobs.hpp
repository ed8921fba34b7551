// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/queue/queue_administration.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::app {

/// Most jobs that list() gives at once; with their last errors they fit into one answer of the
/// control socket.
inline constexpr std::size_t kMaxJobsPerPage = 100;

/// What an operator sees of a message in a queue.
struct Job {
  std::string id;
  std::string queue;
  queue::MessageState state = queue::MessageState::visible;
  /// Whose work it is: a user's id.
  std::string group;
  std::uint32_t receive_count = 0;
  /// Since it was sent; 0 for a clock that was set back.
  std::chrono::seconds age{0};
  /// RFC 3339.
  std::string sent_at;
  /// RFC 3339: when it could be received, can be again, or was found dead.
  std::string visible_at;
  /// Of the last attempt that failed; "" when none did.
  std::string last_error;
  /// Empty in lists.
  std::string body{};
};

struct ListJobsRequest {
  std::string queue;
  /// Nothing: all states.
  std::optional<queue::MessageState> state;
  /// The id of a job: those sent after it; "": from the oldest.
  std::string after;
};

struct JobPage {
  /// Oldest first, at most kMaxJobsPerPage; none behind the end.
  std::vector<Job> jobs;
  /// Nothing is received from the queue until it is resumed.
  bool paused = false;
};

/// What an operator may do with the queues. Two ways lead there, as with Accounts. Messages of
/// errors are written for the operator. All methods may block. Errors of all: not_found when there
/// is no such queue or job, unavailable, out_of_space, internal.
class Jobs {
 public:
  Jobs() = default;
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;
  virtual ~Jobs() = default;

  /// Errors: invalid_argument when `after` is no id.
  [[nodiscard]] virtual Result<JobPage> list(const ListJobsRequest& request) = 0;
  /// With its body. Every queue is looked through; ids are unique.
  [[nodiscard]] virtual Result<Job> show(std::string_view id) = 0;
  /// The job can be received at once, as if it never had been, dead or not; in which queue. Errors:
  /// conflict while it is being worked on.
  [[nodiscard]] virtual Result<std::string> retry(std::string_view id) = 0;
  /// Moves all dead jobs back; how many.
  [[nodiscard]] virtual Result<std::uint64_t> redrive(std::string_view queue) = 0;
  /// Pausing lets jobs that are being worked on end. Survives a restart.
  [[nodiscard]] virtual Result<void> set_paused(std::string_view queue, bool paused) = 0;
};

}  // namespace audmg::app

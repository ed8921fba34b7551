// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/queue/message_queue.hpp"

#include <chrono>

namespace audmg::functions {

/// Tells when a message comes back after its job failed.
struct GivenBack {
  /// When it can be received again, unless the queue did not answer: then when its lease ends.
  std::chrono::milliseconds wait{0};
  /// True if the job lacked means, which is not the message's fault: this receive does not count.
  bool lacks_means = false;
};

/// Gives back a message whose job failed, and logs why: with a delay that grows with each receive
/// (to hours for an alarm), or, where the route waits out shortages and `error` reports one,
/// uncounted with a delay that grows with the age of the message. All runtimes give messages back
/// by this function. May block.
GivenBack give_back(const JobRoute& route, const queue::Message& message, const Error& error,
                    queue::MessageQueue& queue, const CommonServices& services);

}  // namespace audmg::functions

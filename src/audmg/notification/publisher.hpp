// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/notification/event.hpp"

namespace audmg::notification {

/// Tells subscribers outside the drive about events: one HTTP endpoint, one mailbox, one SNS topic.
/// May block for some seconds; thread-safe.
class Publisher {
 public:
  Publisher() = default;
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;
  virtual ~Publisher() = default;

  /// Returns when the subscriber has accepted the event. Errors: unavailable or deadline_exceeded
  /// (retryable), invalid_argument (the subscriber refuses this event permanently), internal.
  [[nodiscard]] virtual Result<void> publish(const Event& event) = 0;
};

}  // namespace audmg::notification

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/notification/publisher.hpp"

#include <mutex>
#include <vector>

namespace audmg::notification {

/// Keeps the events instead of publishing them.
class RecordingPublisher final : public Publisher {
 public:
  Result<void> publish(const Event& event) override {
    const std::scoped_lock lock(mutex_);
    events_.push_back(event);
    return {};
  }

  [[nodiscard]] std::vector<Event> events() const {
    const std::scoped_lock lock(mutex_);
    return events_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Event> events_;
};

}  // namespace audmg::notification

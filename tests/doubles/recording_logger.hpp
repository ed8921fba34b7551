// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

namespace audmg::telemetry {

/// Keeps the names of the events and all text that was logged with them.
class RecordingLogger final : public Logger {
 public:
  void log(Level, std::string_view event,
           std::initializer_list<Attribute> attributes) noexcept override {
    const std::scoped_lock lock(mutex_);
    events_.emplace_back(event);
    for (const Attribute& attribute : attributes) {
      if (const auto* text = std::get_if<std::string_view>(&attribute.value)) text_ += *text;
      text_ += '\n';
    }
  }
  void flush() noexcept override {
    const std::scoped_lock lock(mutex_);
    ++flushes_;
  }

  [[nodiscard]] bool has(std::string_view event) const {
    const std::scoped_lock lock(mutex_);
    return std::ranges::find(events_, event) != events_.end();
  }
  [[nodiscard]] std::string text() const {
    const std::scoped_lock lock(mutex_);
    return text_;
  }
  [[nodiscard]] int flushes() const {
    const std::scoped_lock lock(mutex_);
    return flushes_;
  }

 private:
  mutable std::mutex mutex_;
  int flushes_ = 0;
  std::vector<std::string> events_;
  std::string text_;
};

}  // namespace audmg::telemetry

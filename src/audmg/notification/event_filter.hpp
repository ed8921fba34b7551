// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::notification {

/// The types of events that a subscriber wants: "file.failed", "alarm.*", "*".
class EventFilter {
 public:
  /// Errors: invalid_argument, naming the first invalid pattern.
  [[nodiscard]] static Result<EventFilter> parse(const std::vector<std::string>& patterns);

  [[nodiscard]] bool matches(std::string_view type) const noexcept;

 private:
  explicit EventFilter(std::vector<std::string> patterns) : patterns_(std::move(patterns)) {}
  std::vector<std::string> patterns_;
};

}  // namespace audmg::notification

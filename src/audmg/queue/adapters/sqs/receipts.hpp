// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace audmg::queue::sqs {

/// The receipts that this process holds, each until its time is over. Thread-safe.
class Receipts {
 public:
  explicit Receipts(const Clock& clock) : clock_(clock) {}

  /// Also forgets those whose time is over.
  void add(const std::string& handle, TimePoint until);
  /// Whether it was held and good; it is not any more.
  [[nodiscard]] bool take(std::string_view handle);
  [[nodiscard]] bool holds(std::string_view handle) const;

 private:
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, TimePoint, std::less<>> until_;
};

}  // namespace audmg::queue::sqs

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace audmg::queue::sqs {

/// The receipts that this process holds, each until it expires. Thread-safe.
class Receipts {
 public:
  explicit Receipts(const Clock& clock) : clock_(clock) {}

  /// Also forgets receipts that have expired.
  void add(const std::string& handle, TimePoint until);
  /// Removes the receipt; returns whether it was held and had not expired.
  [[nodiscard]] bool take(std::string_view handle);
  [[nodiscard]] bool holds(std::string_view handle) const;

 private:
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, TimePoint, std::less<>> until_;
};

}  // namespace audmg::queue::sqs

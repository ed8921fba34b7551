// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/telemetry/exposition.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace audmg::telemetry {

/// Outcome of one invocation of a function.
struct Invocation {
  std::string_view function;
  std::chrono::nanoseconds duration{};
  /// Lambda's "error": the function failed (5xx).
  bool error = false;
  /// Lambda's "throttle": refused before it ran (429, or 503 for want of a free worker).
  bool throttle = false;
};

/// Counts events under the names that Lambda uses. Never blocks for long; thread-safe.
class Metrics {
 public:
  Metrics() = default;
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  virtual ~Metrics() = default;

  virtual void record_invocation(const Invocation& invocation) noexcept = 0;
  virtual void add_bytes(std::uint64_t received, std::uint64_t sent) noexcept = 0;
  virtual void set_gauge(std::string_view name, double value) noexcept = 0;
  /// Null when this adapter does not support it.
  [[nodiscard]] virtual const Exposition* exposition() const noexcept { return nullptr; }
};

}  // namespace audmg::telemetry

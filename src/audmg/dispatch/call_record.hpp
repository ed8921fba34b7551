// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/call.hpp"
#include "audmg/telemetry/logger.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <chrono>
#include <cstdint>

namespace audmg::dispatch {

/// The facts about a finished call that only the runtime knows.
struct CallEnd {
  /// 0 means that nothing was sent.
  int status = 0;
  std::chrono::steady_clock::duration duration{};
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
};

/// Writes one log record, and another one if a known user was refused something, and counts the
/// call in the metrics. Never holds a query string or a token.
void record_call(const Call& call, const CallEnd& end, telemetry::Logger& logger,
                 telemetry::Metrics& metrics) noexcept;

}  // namespace audmg::dispatch

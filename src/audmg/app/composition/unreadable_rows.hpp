// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/unreadable_rows.hpp"
#include "audmg/telemetry/logger.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <atomic>
#include <cstdint>
#include <string_view>

namespace audmg::app {

/// Logs the rows that lists pass over because they cannot be read, as `row_not_readable`, and
/// counts them in the gauge `unreadable_rows`: one row counts each time that a list meets it.
/// Thread-safe.
class UnreadableRows {
 public:
  /// References must outlive it.
  UnreadableRows(telemetry::Logger& logger, telemetry::Metrics& metrics)
      : logger_(logger), metrics_(metrics) {}

  void report(const Error& error) {
    logger_.log(telemetry::Level::error, "row_not_readable",
                {{"error", std::string_view(error.message)}});
    metrics_.set_gauge(kGauge, static_cast<double>(++met_));
  }

 private:
  static constexpr std::string_view kGauge = "unreadable_rows";

  telemetry::Logger& logger_;
  telemetry::Metrics& metrics_;
  std::atomic<std::uint64_t> met_ = 0;
};

}  // namespace audmg::app

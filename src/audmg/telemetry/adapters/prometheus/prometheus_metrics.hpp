// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/telemetry/metrics.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace audmg::telemetry {

/// Counts in memory and returns the Prometheus text format: audmg_function_invocations_total,
/// _errors_total, _throttles_total and _duration_seconds by label "function",
/// audmg_http_received_bytes_total, audmg_http_sent_bytes_total, gauges as audmg_<name>,
/// audmg_build_info, and the process_* metrics that every Prometheus client has. Series of
/// `functions` exist from the start, so that recording looks nothing up under a lock; other
/// function names are counted as "other", so that a client cannot create series.
[[nodiscard]] std::unique_ptr<Metrics> make_prometheus_metrics(
    std::span<const std::string_view> functions);

}  // namespace audmg::telemetry

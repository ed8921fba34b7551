// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/telemetry/metrics.hpp"

#include <memory>

namespace audmg::app {

/// Makes metrics in Prometheus text for all functions, and for the data plane, which is counted
/// like a function.
[[nodiscard]] std::unique_ptr<telemetry::Metrics> make_server_metrics();

}  // namespace audmg::app

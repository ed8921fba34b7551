// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/telemetry/metrics.hpp"

#include <memory>

namespace audmg::app {

/// Prometheus text of all functions, and of the data plane, which is none but counted like one.
[[nodiscard]] std::unique_ptr<telemetry::Metrics> make_server_metrics();

}  // namespace audmg::app

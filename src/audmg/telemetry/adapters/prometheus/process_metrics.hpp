// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::telemetry {

/// Returns the kernel's figures for this process, in the Prometheus text format and under the names
/// that every Prometheus client library uses. Figures that cannot be read are left out.
[[nodiscard]] std::string process_exposition();

}  // namespace audmg::telemetry

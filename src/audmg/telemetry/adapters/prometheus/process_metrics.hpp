// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::telemetry {

/// What the kernel knows of this process, in the Prometheus text format and under the names that
/// every Prometheus client library uses. What cannot be read is left out.
[[nodiscard]] std::string process_exposition();

}  // namespace audmg::telemetry

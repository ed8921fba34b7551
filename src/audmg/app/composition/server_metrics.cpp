// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/server_metrics.hpp"

#include "audmg/app/composition/logging_and_policies.hpp"
#include "audmg/telemetry/adapters/prometheus/prometheus_metrics.hpp"

#include <string_view>
#include <vector>

namespace audmg::app {

std::unique_ptr<telemetry::Metrics> make_server_metrics() {
  std::vector<std::string_view> functions = function_names();
  functions.insert(functions.end(), {"get_object", "put_part"});
  return telemetry::make_prometheus_metrics(functions);
}

}  // namespace audmg::app

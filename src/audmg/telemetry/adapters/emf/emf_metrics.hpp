// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <memory>
#include <string>

namespace audmg::telemetry {

struct EmfOptions {
  /// Destination of the lines; must outlive the metrics and is not closed.
  int descriptor = 1;
  std::string name_space = "AudmgDrive";
  /// The only dimension, because each further one would be another metric to pay for.
  std::string stage;
};

/// Writes metrics as lines of CloudWatch's Embedded Metric Format ("Specification: Embedded metric
/// format" in the CloudWatch user guide), from which CloudWatch Logs makes metrics. Names are those
/// of the Prometheus text: a counter's value is the amount added, a duration is one sample. Each
/// invocation is one line, written before the call returns, with the function's name as a property
/// that Logs Insights can query; bytes go into the next line. `clock` must outlive the result.
[[nodiscard]] std::unique_ptr<Metrics> make_emf_metrics(EmfOptions options, const Clock& clock);

}  // namespace audmg::telemetry

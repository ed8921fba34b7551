// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::telemetry {

/// Metrics that a scraper fetches from this process. An optional ability: other metrics leave the
/// process by themselves. Thread-safe.
class Exposition {
 public:
  Exposition() = default;
  Exposition(const Exposition&) = delete;
  Exposition& operator=(const Exposition&) = delete;
  virtual ~Exposition() = default;

  /// All counts as they are now, in the Prometheus exposition format.
  [[nodiscard]] virtual std::string text() const = 0;
};

}  // namespace audmg::telemetry

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::telemetry {

/// Metrics that a scraper fetches from this process. An optional ability: other adapters send their
/// metrics themselves. Thread-safe.
class Exposition {
 public:
  Exposition() = default;
  Exposition(const Exposition&) = delete;
  Exposition& operator=(const Exposition&) = delete;
  virtual ~Exposition() = default;

  /// Returns all current counts in the Prometheus exposition format.
  [[nodiscard]] virtual std::string text() const = 0;
};

}  // namespace audmg::telemetry

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace audmg::telemetry {

/// Adds to every record what the process is doing. An optional ability of a logger, for a process
/// that does one thing at a time, as in AWS Lambda.
class LogContext {
 public:
  LogContext() = default;
  LogContext(const LogContext&) = delete;
  LogContext& operator=(const LogContext&) = delete;
  virtual ~LogContext() = default;

  /// Appends these attributes to each record, after its own, until the next call. Two threads must
  /// not call it at once; others may log meanwhile.
  virtual void set(std::vector<std::pair<std::string, std::string>> attributes) = 0;
};

}  // namespace audmg::telemetry

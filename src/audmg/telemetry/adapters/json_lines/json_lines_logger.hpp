// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/telemetry/logger.hpp"

#include <memory>

namespace audmg::telemetry {

struct JsonLinesOptions {
  /// Where the lines go; must outlive the logger and is not closed.
  int descriptor = 1;
  /// Records below are not written.
  Level level = Level::info;
};

/// Writes each record as one line of JSON: {"time":...,"level":...,"event":...,<attributes>}. A
/// record leaves the process within kMaxLineAge, at flush() and when the logger is destroyed. Lines
/// that a reader does not take in are dropped beyond kMaxWaitingBytes and counted in a record
/// "log_records_dropped". `clock` must outlive the logger.
[[nodiscard]] std::unique_ptr<Logger> make_json_lines_logger(const JsonLinesOptions& options,
                                                             const Clock& clock);

}  // namespace audmg::telemetry

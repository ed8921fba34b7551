// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/telemetry/logger.hpp"

#include <memory>

namespace audmg::telemetry {

struct JsonLinesOptions {
  /// Destination of the lines; must outlive the logger and is not closed.
  int descriptor = 1;
  /// Lowest level that is written.
  Level level = Level::info;
};

/// Writes each record as one line of JSON: {"time":...,"level":...,"event":...,<attributes>}. A
/// record leaves the process within kMaxLineAge, at flush() and when the logger is destroyed. When
/// the reader does not keep up, lines beyond kMaxWaitingBytes are dropped and counted in a record
/// "log_records_dropped". `clock` must outlive the logger.
[[nodiscard]] std::unique_ptr<Logger> make_json_lines_logger(const JsonLinesOptions& options,
                                                             const Clock& clock);

}  // namespace audmg::telemetry

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/telemetry/log_context.hpp"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace audmg::telemetry {

enum class Level { debug, info, warning, error };

/// One named value of a log record. The views need to stay valid only during the call.
struct Attribute {
  /// A constant of the program: ASCII letters and digits, which need no escapes.
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

/// Takes log records. Never blocks for long, never fails, thread-safe. Never put secrets, tokens,
/// passwords or signed query strings into a record.
class Logger {
 public:
  Logger() = default;
  Logger(const Logger&) = delete;
  Logger& operator=(const Logger&) = delete;
  virtual ~Logger() = default;

  /// `event` is a stable snake_case word of the program ("request", "server_started").
  virtual void log(Level level, std::string_view event,
                   std::initializer_list<Attribute> attributes) noexcept = 0;
  /// Sends out everything logged so far before it returns.
  virtual void flush() noexcept = 0;
  /// Null when this logger does not support it.
  [[nodiscard]] virtual LogContext* context() noexcept { return nullptr; }
};

}  // namespace audmg::telemetry

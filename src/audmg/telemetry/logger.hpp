// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace audmg::telemetry {

enum class Level { debug, info, warning, error };

/// One named value of a log record. The views need to live only during the call.
struct Attribute {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

/// Takes log records. Never blocks for long, never fails, thread-safe. Secrets, tokens, passwords
/// and signed query strings must not be put into a record.
class Logger {
 public:
  Logger() = default;
  Logger(const Logger&) = delete;
  Logger& operator=(const Logger&) = delete;
  virtual ~Logger() = default;

  /// `event` is a stable snake_case word ("request", "server_started").
  virtual void log(Level level, std::string_view event,
                   std::initializer_list<Attribute> attributes) noexcept = 0;
  /// What every record has from now on, behind its own attributes, until the next call: for a
  /// process that does one thing at a time and says which. No two threads may call it at once.
  virtual void set_context(std::vector<std::pair<std::string, std::string>> context) = 0;
  /// Everything logged so far has left the process.
  virtual void flush() noexcept = 0;
};

}  // namespace audmg::telemetry

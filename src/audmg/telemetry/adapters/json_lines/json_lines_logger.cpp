// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/json_lines/json_lines_logger.hpp"

#include "audmg/telemetry/adapters/json_lines/line_writer.hpp"
#include "audmg/telemetry/adapters/json_lines/printable_text.hpp"

#include <array>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

namespace audmg::telemetry {
namespace {

constexpr std::string_view level_word(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "error";
}

/// Appends the time; only the milliseconds are formatted anew while the second is the same.
void append_time(std::string& out, TimePoint now) {
  thread_local std::int64_t cached_second = -1;
  thread_local std::string cached_text;
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  if (second.time_since_epoch().count() != cached_second) {
    cached_text = format_rfc3339(now);
    cached_second = second.time_since_epoch().count();
  }
  constexpr std::size_t kMillisecondsAndZone = 4;  // "123Z"
  out.append(cached_text, 0, cached_text.size() - kMillisecondsAndZone);
  const auto milliseconds = static_cast<unsigned>((now - second).count());
  out += static_cast<char>('0' + milliseconds / 100);
  out += static_cast<char>('0' + milliseconds / 10 % 10);
  out += static_cast<char>('0' + milliseconds % 10);
  out += 'Z';
}

template <class Number>
void append_number(std::string& out, Number number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  out.append(text.data(), end);
}

void append_value(std::string& out, const decltype(Attribute::value)& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    append_printable_string(out, *text);
  } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    append_number(out, *integer);
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    out += *flag ? "true" : "false";
  } else if (const auto* real = std::get_if<double>(&value); std::isfinite(*real)) {
    append_number(out, *real);
  } else {
    out += "null";  // JSON has no infinity.
  }
}

class JsonLinesLogger final : public Logger, private LogContext {
 public:
  JsonLinesLogger(const JsonLinesOptions& options, const Clock& clock)
      : level_(options.level), clock_(clock), writer_(options.descriptor) {}

  ~JsonLinesLogger() override { report_dropped(); }

  void log(Level level, std::string_view event,
           std::initializer_list<Attribute> attributes) noexcept override {
    if (level < level_) return;
    try {
      thread_local std::string line;
      line.clear();
      line += R"({"time":")";
      append_time(line, clock_.now());
      line += R"(","level":")";
      line += level_word(level);
      line += R"(","event":")";
      line += event;
      line += '"';
      for (const Attribute& attribute : attributes) {
        line += ",\"";
        line += attribute.name;
        line += "\":";
        append_value(line, attribute.value);
      }
      if (has_context_) {
        const std::scoped_lock lock(context_mutex_);
        line += context_;
      }
      line += "}\n";
      writer_.append(line);
    } catch (...) {
      // Out of memory: the record is lost, the request is not.
    }
  }

  LogContext* context() noexcept override { return this; }

  void set(std::vector<std::pair<std::string, std::string>> attributes) override {
    std::string text;
    for (const auto& [name, value] : attributes) {
      text += ',';
      append_printable_string(text, name);
      text += ':';
      append_printable_string(text, value);
    }
    const std::scoped_lock lock(context_mutex_);
    context_ = std::move(text);
    has_context_ = !context_.empty();
  }

  void flush() noexcept override {
    report_dropped();
    try {
      writer_.flush();
    } catch (...) {
      // As in log().
    }
  }

 private:
  void report_dropped() noexcept {
    const std::uint64_t dropped = writer_.take_dropped();
    if (dropped == 0) return;
    log(Level::warning, "log_records_dropped", {{"count", static_cast<std::int64_t>(dropped)}});
  }

  const Level level_;
  const Clock& clock_;
  /// A server never has one, and logs from many threads.
  std::atomic<bool> has_context_ = false;
  std::mutex context_mutex_;
  /// JSON members, each after a comma.
  std::string context_;
  LineWriter writer_;
};

}  // namespace

std::unique_ptr<Logger> make_json_lines_logger(const JsonLinesOptions& options,
                                               const Clock& clock) {
  return std::make_unique<JsonLinesLogger>(options, clock);
}

}  // namespace audmg::telemetry

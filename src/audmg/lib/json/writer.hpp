// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::json {

/// Appends `text` to `out` as a JSON string with its quotes. Control characters are escaped, each
/// maximal invalid piece of UTF-8 becomes U+FFFD, and everything else is unchanged.
void append_string(std::string& out, std::string_view text);

/// As append_string(), but without the quotes, for callers that compose a string from pieces.
void append_characters(std::string& out, std::string_view text);

/// Writes one JSON text by appending; adds commas itself. The caller keeps begin and end calls in
/// pairs and calls key() before each value in an object.
///
///     Writer json;
///     json.begin_object().field("message", "Done.").key("files").begin_array();
///     for (const auto& file : files) write_file(json, file);
///     return json_response(200, std::move(json.end_array().end_object()).take());
class Writer {
 public:
  Writer() = default;
  /// Reserves room for a text of about that many bytes.
  explicit Writer(std::size_t expected_bytes) { out_.reserve(expected_bytes); }

  Writer& begin_object() { return open('{'); }
  Writer& end_object() { return close('}'); }
  Writer& begin_array() { return open('['); }
  Writer& end_array() { return close(']'); }
  Writer& key(std::string_view name);

  Writer& value(std::string_view text);
  Writer& value(const char* text) { return value(std::string_view(text)); }
  Writer& value(const std::string& text) { return value(std::string_view(text)); }
  Writer& value(std::same_as<bool> auto truth) { return literal(truth ? "true" : "false"); }
  Writer& value(std::nullptr_t) { return literal("null"); }
  /// Writes the shortest text that reads back as the same number; null for infinity and NaN, which
  /// JSON cannot express.
  Writer& value(std::same_as<double> auto number) { return fraction(number); }
  template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>)
  Writer& value(T number) {
    if constexpr (std::signed_integral<T>) {
      return signed_number(number);
    } else {
      return unsigned_number(number);
    }
  }

  /// Writes a value that already is JSON text.
  Writer& raw(std::string_view json) { return literal(json); }

  /// Calls key() and value().
  template <class T>
  Writer& field(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  [[nodiscard]] const std::string& text() const& noexcept { return out_; }
  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  Writer& open(char bracket);
  Writer& close(char bracket);
  Writer& literal(std::string_view word);
  Writer& signed_number(std::int64_t number);
  Writer& unsigned_number(std::uint64_t number);
  Writer& fraction(double number);
  [[nodiscard]] bool needs_comma() const noexcept;
  void separate();

  std::string out_;
};

}  // namespace audmg::json

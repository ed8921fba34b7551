// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::http {

/// Appends `text` to `out` as a JSON string with its quotes. Control characters are escaped, each
/// maximal invalid piece of UTF-8 becomes U+FFFD, everything else stays as it is.
void append_json_string(std::string& out, std::string_view text);

/// Writes one JSON text by appending; commas come by themselves. The caller keeps begin and end in
/// pairs and writes key() before each value in an object.
///
///     JsonWriter json;
///     json.begin_object().field("message", "Done.").key("files").begin_array();
///     for (const auto& file : files) write_file(json, file);
///     return json_response(200, std::move(json.end_array().end_object()).take());
class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(std::same_as<bool> auto truth) { return literal(truth ? "true" : "false"); }
  JsonWriter& value(std::nullptr_t) { return literal("null"); }
  template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>)
  JsonWriter& value(T number) {
    if constexpr (std::signed_integral<T>) {
      return signed_number(number);
    } else {
      return unsigned_number(number);
    }
  }

  /// key() and value() in one.
  template <class T>
  JsonWriter& field(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  [[nodiscard]] const std::string& text() const& noexcept { return out_; }
  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& literal(std::string_view word);
  JsonWriter& signed_number(std::int64_t number);
  JsonWriter& unsigned_number(std::uint64_t number);
  void separate();

  std::string out_;
};

}  // namespace audmg::http

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace audmg::json {

class Value;
struct Member;
using Array = std::vector<Value>;
using Object = std::vector<Member>;

/// One JSON value (RFC 8259), read-only once parsed. Strings are valid UTF-8 and may contain NUL;
/// they are wiped on destruction, because one may be a password.
class Value {
 public:
  using Content = std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double,
                               std::string, Array, Object>;

  Value() = default;
  explicit Value(Content content);
  Value(const Value&) = default;
  Value(Value&&) noexcept = default;
  Value& operator=(const Value&) = default;
  Value& operator=(Value&&) noexcept = default;
  ~Value();

  [[nodiscard]] bool is_null() const noexcept;
  /// Returns true for any number, even one with a fraction or an exponent.
  [[nodiscard]] bool is_number() const noexcept;
  /// Returns true for integers, and for any number of magnitude 2^63 or more, which cannot have a
  /// fraction; false for 1.0 and 1e3.
  [[nodiscard]] bool is_whole_number() const noexcept;
  /// Null when the value is of another type.
  [[nodiscard]] const std::string* as_string() const noexcept;
  [[nodiscard]] const Array* as_array() const noexcept;
  [[nodiscard]] const Object* as_object() const noexcept;
  [[nodiscard]] std::optional<bool> as_bool() const noexcept;
  /// Returns the value of an integer from 0 to 2^64-1; nothing for any other value.
  [[nodiscard]] std::optional<std::uint64_t> as_unsigned() const noexcept;
  /// Returns the value of any number, rounded to the nearest double; always finite.
  [[nodiscard]] std::optional<double> as_number() const noexcept;
  /// Returns the member of that name; null when there is none or this is not an object.
  [[nodiscard]] const Value* find(std::string_view name) const noexcept;
  /// For callers that handle every type.
  [[nodiscard]] const Content& content() const noexcept { return content_; }

 private:
  Content content_;
};

struct Member {
  std::string name;
  Value value;
};

// Below Member, because a variant may move its content only when that type is complete.
inline Value::Value(Content content) : content_(std::move(content)) {}

struct Limits {
  std::size_t max_bytes = 64 * 1024;
  /// Nesting depth of arrays and objects.
  std::size_t max_depth = 32;
};

/// Reason why a text is not JSON, and the number of bytes before the place where that showed.
struct ParseError {
  std::size_t position = 0;
  std::string reason;
};

/// Parses one document. Rejects everything outside RFC 8259 (comments, trailing commas, NaN),
/// invalid UTF-8, lone surrogates, numbers too large for a double, an object that has the same
/// member name twice (two readers could pick different ones), text over the limits, and anything
/// but white space after the value.
[[nodiscard]] std::expected<Value, ParseError> parse(std::string_view text, const Limits& limits);

}  // namespace audmg::json

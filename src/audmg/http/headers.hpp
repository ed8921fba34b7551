// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::http {

/// Header fields in the order they were added. Names are case-insensitive (RFC 9110 section 5.1).
/// For small lists only: look-ups are linear.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  /// Makes room for that many fields in one piece of memory.
  void reserve(std::size_t count) { fields_.reserve(count); }
  /// Adds a field; existing fields of the same name stay.
  void add(std::string name, std::string value);
  /// Replaces every field of that name by this one.
  void set(std::string_view name, std::string value);
  /// Returns the first field of that name; nothing when there is none.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;
  [[nodiscard]] const std::vector<Field>& fields() const noexcept { return fields_; }

 private:
  std::vector<Field> fields_;
};

}  // namespace audmg::http

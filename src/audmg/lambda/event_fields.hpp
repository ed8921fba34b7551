// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"

#include <string>
#include <string_view>

namespace audmg::lambda {

/// Reads the members of one object of an event. A null member counts as absent, because AWS writes
/// many absent members that way. A member of another type is recorded as an error, and the reader
/// continues as if it were absent. Views point into the document.
class EventFields {
 public:
  /// `value` may be null or of any type; `place` names it in errors.
  EventFields(const json::Value* value, std::string_view place);

  /// Returns "" when absent.
  [[nodiscard]] std::string_view text(std::string_view name);
  /// Records an error when absent or empty.
  [[nodiscard]] std::string_view required_text(std::string_view name);
  /// Returns false when absent.
  [[nodiscard]] bool truth(std::string_view name);
  /// Return null when absent.
  [[nodiscard]] const json::Value* object(std::string_view name);
  [[nodiscard]] const json::Array* array(std::string_view name);

  /// Errors: invalid_argument, for the first recorded error.
  [[nodiscard]] Result<void> check() const;

 private:
  const json::Value* find(std::string_view name) const;
  void reject(std::string_view name, std::string_view what);

  const json::Value* value_;
  std::string_view place_;
  std::string error_;
};

/// Parses an event within the limits. Errors: invalid_argument.
[[nodiscard]] Result<json::Value> parse_event(std::string_view text);

}  // namespace audmg::lambda

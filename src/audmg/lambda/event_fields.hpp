// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"

#include <string>
#include <string_view>

namespace audmg::lambda {

/// Reads the members of one object of an event. A member that is null counts as absent, which is
/// how AWS writes many of them; one of another type is remembered as an error, and the reader goes
/// on with a value as if it were absent. Views look into the document.
class EventFields {
 public:
  /// `value` may be null or of any type; `place` names it in errors.
  EventFields(const json::Value* value, std::string_view place);

  /// "" when absent.
  [[nodiscard]] std::string_view text(std::string_view name);
  /// An error when absent or empty.
  [[nodiscard]] std::string_view required_text(std::string_view name);
  /// False when absent.
  [[nodiscard]] bool truth(std::string_view name);
  /// Null when absent.
  [[nodiscard]] const json::Value* object(std::string_view name);
  [[nodiscard]] const json::Array* array(std::string_view name);

  /// Errors: invalid_argument, for the first that was found.
  [[nodiscard]] Result<void> check() const;

 private:
  const json::Value* find(std::string_view name) const;
  void reject(std::string_view name, std::string_view what);

  const json::Value* value_;
  std::string_view place_;
  std::string error_;
};

/// An event within the limits. Errors: invalid_argument.
[[nodiscard]] Result<json::Value> parse_event(std::string_view text);

}  // namespace audmg::lambda

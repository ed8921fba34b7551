// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/wipe.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/lib/json/document.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::http {

/// Reads the members that a function knows and collects what is wrong with them, so that one
/// response names every bad field. Unknown members are ignored; null counts as missing. Reading a
/// bad field returns an empty value: call problem() before using any. Must not outlive its body.
class FieldReader {
 public:
  explicit FieldReader(const JsonBody& body) : object_(body.object()) {}

  /// Codes: missing, wrong_type.
  [[nodiscard]] std::string required_string(std::string_view name);
  /// As required_string(), for values that must not stay in memory.
  [[nodiscard]] SecretText required_secret(std::string_view name);
  /// Codes: missing, wrong_type (also for 1.0 and 1e3), out_of_range (negative, over 2^64-1).
  [[nodiscard]] std::uint64_t required_unsigned(std::string_view name);
  [[nodiscard]] bool required_bool(std::string_view name);
  /// Reads an array of strings. Codes: missing, wrong_type, too_short (no element), too_long (more
  /// than `most`).
  [[nodiscard]] std::vector<std::string> required_strings(std::string_view name, std::size_t most);
  /// Returns the value of a member that is an object; null when there is none. Codes: missing,
  /// wrong_type.
  [[nodiscard]] const json::Value* required_object(std::string_view name);
  [[nodiscard]] std::optional<std::string> optional_string(std::string_view name);
  [[nodiscard]] std::optional<std::uint64_t> optional_unsigned(std::string_view name);
  [[nodiscard]] std::optional<bool> optional_bool(std::string_view name);

  /// Adds an error that the function itself found: too_short, too_long, invalid, out_of_range...
  void reject(std::string_view name, std::string_view code, std::string message);
  /// Returns whether that field is already known to be bad and needs no further checks.
  [[nodiscard]] bool rejected(std::string_view name) const noexcept;

  /// Returns 400 validation_failed with all of errors[], or nothing when every field is valid.
  [[nodiscard]] std::optional<Problem> problem() const;

 private:
  [[nodiscard]] const json::Value* find(std::string_view name, bool required);

  const json::Value& object_;
  std::vector<FieldProblem> errors_;
};

}  // namespace audmg::http

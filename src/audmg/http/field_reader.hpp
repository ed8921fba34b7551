// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/wipe.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/lib/json/document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::http {

/// Reads the members a function knows and collects what is wrong with them, so that one answer
/// names every bad field. Unknown members are ignored; null counts as missing. A reader whose field
/// was wrong returns an empty value: ask problem() before using any of them. Must not outlive its
/// body.
class FieldReader {
 public:
  explicit FieldReader(const JsonBody& body) : object_(body.object()) {}

  /// Codes: missing, wrong_type.
  [[nodiscard]] std::string required_string(std::string_view name);
  /// The same for what must not stay in memory.
  [[nodiscard]] SecretText required_secret(std::string_view name);
  /// Codes: missing, wrong_type (also for 1.0 and 1e3), out_of_range (negative, over 2^64-1).
  [[nodiscard]] std::uint64_t required_unsigned(std::string_view name);
  [[nodiscard]] bool required_bool(std::string_view name);
  [[nodiscard]] std::optional<std::string> optional_string(std::string_view name);
  [[nodiscard]] std::optional<std::uint64_t> optional_unsigned(std::string_view name);
  [[nodiscard]] std::optional<bool> optional_bool(std::string_view name);

  /// Adds what the function itself found wrong: too_short, too_long, invalid, out_of_range...
  void reject(std::string_view name, std::string_view code, std::string message);
  /// Whether that field was found wrong so far, so that it is not checked further.
  [[nodiscard]] bool rejected(std::string_view name) const noexcept;

  /// 400 validation_failed with all of errors[], or nothing when every field is right.
  [[nodiscard]] std::optional<Problem> problem() const;

 private:
  [[nodiscard]] const json::Value* find(std::string_view name, bool required);

  const json::Value& object_;
  std::vector<FieldProblem> errors_;
};

}  // namespace audmg::http

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/field_reader.hpp"

#include "audmg/core/text.hpp"

#include <algorithm>
#include <utility>

namespace audmg::http {

const json::Value* FieldReader::find(std::string_view name, bool required) {
  const json::Value* value = object_.find(name);
  if (value != nullptr && !value->is_null()) return value;
  if (required) reject(name, "missing", "This field is required.");
  return nullptr;
}

std::optional<std::string> FieldReader::optional_string(std::string_view name) {
  const json::Value* value = find(name, false);
  if (value == nullptr) return std::nullopt;
  if (const std::string* text = value->as_string()) return *text;
  reject(name, "wrong_type", "This field must be a string.");
  return std::nullopt;
}

std::optional<std::uint64_t> FieldReader::optional_unsigned(std::string_view name) {
  const json::Value* value = find(name, false);
  if (value == nullptr) return std::nullopt;
  if (const auto number = value->as_unsigned()) return number;
  if (value->is_whole_number()) {
    reject(name, "out_of_range", "This field must be from 0 to 18446744073709551615.");
  } else {
    reject(name, "wrong_type", "This field must be a whole number.");
  }
  return std::nullopt;
}

std::optional<bool> FieldReader::optional_bool(std::string_view name) {
  const json::Value* value = find(name, false);
  if (value == nullptr) return std::nullopt;
  if (const auto truth = value->as_bool()) return truth;
  reject(name, "wrong_type", "This field must be true or false.");
  return std::nullopt;
}

std::string FieldReader::required_string(std::string_view name) {
  return find(name, true) == nullptr ? std::string() : optional_string(name).value_or("");
}

SecretText FieldReader::required_secret(std::string_view name) {
  const json::Value* value = find(name, true);
  if (value == nullptr) return {};
  if (const std::string* text = value->as_string()) return SecretText(*text);
  reject(name, "wrong_type", "This field must be a string.");
  return {};
}

std::vector<std::string> FieldReader::required_strings(std::string_view name, std::size_t most) {
  const json::Value* value = find(name, true);
  if (value == nullptr) return {};
  const json::Array* const array = value->as_array();
  const auto is_string = [](const json::Value& each) { return each.as_string() != nullptr; };
  std::vector<std::string> strings;
  if (array == nullptr || !std::ranges::all_of(*array, is_string)) {
    reject(name, "wrong_type", "This field must be an array of strings.");
  } else if (array->empty()) {
    reject(name, "too_short", "This field must have at least one element.");
  } else if (array->size() > most) {
    reject(name, "too_long", "This field must have at most " + std::to_string(most) + " elements.");
  } else {
    for (const json::Value& each : *array) strings.push_back(*each.as_string());
  }
  return strings;
}

const json::Value* FieldReader::required_object(std::string_view name) {
  const json::Value* value = find(name, true);
  if (value == nullptr || value->as_object() != nullptr) return value;
  reject(name, "wrong_type", "This field must be an object.");
  return nullptr;
}

std::uint64_t FieldReader::required_unsigned(std::string_view name) {
  return find(name, true) == nullptr ? 0 : optional_unsigned(name).value_or(0);
}

bool FieldReader::required_bool(std::string_view name) {
  return find(name, true) != nullptr && optional_bool(name).value_or(false);
}

void FieldReader::reject(std::string_view name, std::string_view code, std::string message) {
  errors_.push_back({std::string(name), std::string(code), std::move(message)});
}

bool FieldReader::rejected(std::string_view name) const noexcept {
  return std::ranges::find(errors_, name, &FieldProblem::field) != errors_.end();
}

std::optional<Problem> FieldReader::problem() const {
  if (errors_.empty()) return std::nullopt;
  return Problem{.status = 400,
                 .code = "validation_failed",
                 .message = "Some fields are missing or wrong; errors names each of them.",
                 .errors = errors_};
}

}  // namespace audmg::http

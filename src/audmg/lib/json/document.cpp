// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/document.hpp"

#include "audmg/core/wipe.hpp"
#include "audmg/lib/json/flat_document.hpp"

#include <algorithm>
#include <cmath>

namespace audmg::json {
namespace {

Value value_of(FlatValue flat);

struct Build {
  FlatValue flat;

  template <class Scalar>
  Value::Content operator()(Scalar scalar) const {
    return scalar;
  }
  Value::Content operator()(std::string_view text) const { return std::string(text); }
  Value::Content operator()(FlatValue::Array) const {
    Array array;
    array.reserve(flat.size());
    flat.for_each([&](std::string_view, FlatValue element) { array.push_back(value_of(element)); });
    return array;
  }
  Value::Content operator()(FlatValue::Object) const {
    Object object;
    object.reserve(flat.size());
    flat.for_each([&](std::string_view name, FlatValue member) {
      object.push_back({.name = std::string(name), .value = value_of(member)});
    });
    return object;
  }
};

/// As deep as the text, whose depth the parser limited.
Value value_of(FlatValue flat) { return Value(std::visit(Build{flat}, flat.content())); }

}  // namespace

Value::~Value() {
  if (auto* text = std::get_if<std::string>(&content_)) wipe(*text);
}

bool Value::is_null() const noexcept { return std::holds_alternative<std::nullptr_t>(content_); }

bool Value::is_number() const noexcept {
  return std::holds_alternative<std::int64_t>(content_) ||
         std::holds_alternative<std::uint64_t>(content_) ||
         std::holds_alternative<double>(content_);
}

bool Value::is_whole_number() const noexcept {
  constexpr double kFirstWithoutFraction = 9223372036854775808.0;  // 2^63
  if (const double* value = std::get_if<double>(&content_)) {
    return std::abs(*value) >= kFirstWithoutFraction;
  }
  return is_number();
}

const std::string* Value::as_string() const noexcept { return std::get_if<std::string>(&content_); }
const Array* Value::as_array() const noexcept { return std::get_if<Array>(&content_); }
const Object* Value::as_object() const noexcept { return std::get_if<Object>(&content_); }

std::optional<bool> Value::as_bool() const noexcept {
  if (const bool* value = std::get_if<bool>(&content_)) return *value;
  return std::nullopt;
}

std::optional<std::uint64_t> Value::as_unsigned() const noexcept {
  if (const auto* value = std::get_if<std::uint64_t>(&content_)) return *value;
  const auto* value = std::get_if<std::int64_t>(&content_);
  if (value != nullptr && *value >= 0) return static_cast<std::uint64_t>(*value);
  return std::nullopt;
}

std::optional<double> Value::as_number() const noexcept {
  if (const double* value = std::get_if<double>(&content_)) {
    return std::isfinite(*value) ? std::optional(*value) : std::nullopt;
  }
  if (const auto* value = std::get_if<std::int64_t>(&content_)) {
    return static_cast<double>(*value);
  }
  if (const auto* value = std::get_if<std::uint64_t>(&content_)) {
    return static_cast<double>(*value);
  }
  return std::nullopt;
}

const Value* Value::find(std::string_view name) const noexcept {
  const Object* object = as_object();
  if (object == nullptr) return nullptr;
  const auto member = std::ranges::find(*object, name, &Member::name);
  return member == object->end() ? nullptr : &member->value;
}

std::expected<Value, ParseError> parse(std::string_view text, const Limits& limits) {
  const auto flat = FlatDocument::read(text, limits);
  if (!flat) return std::unexpected(flat.error());
  return value_of(flat->root());
}

}  // namespace audmg::json

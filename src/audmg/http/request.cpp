// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/request.hpp"

namespace audmg::http {

std::string_view to_string(Method method) noexcept {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::delete_:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  return "GET";
}

std::optional<Method> parse_method(std::string_view text) noexcept {
  using enum Method;
  for (const Method known : {get, head, post, put, patch, delete_, options}) {
    if (to_string(known) == text) return known;
  }
  return std::nullopt;
}

void Parameters::add(std::string name, std::string value) {
  values_.emplace_back(std::move(name), std::move(value));
}

std::optional<std::string_view> Parameters::find(std::string_view name) const noexcept {
  for (const auto& [parameter_name, value] : values_) {
    if (parameter_name == name) return value;
  }
  return std::nullopt;
}

}  // namespace audmg::http

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/headers.hpp"

#include "audmg/core/text.hpp"

namespace audmg::http {

void Headers::add(std::string name, std::string value) {
  fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string_view name, std::string value) {
  std::erase_if(fields_, [&](const Field& field) { return equals_ignore_case(field.first, name); });
  fields_.emplace_back(std::string(name), std::move(value));
}

std::optional<std::string_view> Headers::find(std::string_view name) const noexcept {
  for (const auto& [field_name, value] : fields_) {
    if (equals_ignore_case(field_name, name)) return value;
  }
  return std::nullopt;
}

}  // namespace audmg::http

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/parameterized_value.hpp"

#include "audmg/core/percent.hpp"
#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::http {
namespace {

/// Takes a quoted string off the front of `text`, which begins with its quote.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return value;
    }
    const bool escapes =
        text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
    if (escapes) ++i;
    value.push_back(text[i]);
  }
  return std::nullopt;
}

/// Takes the value of a parameter and the separator before the next one.
std::optional<std::string> take_parameter_value(std::string_view& text) {
  text = trim_left(text);
  if (text.starts_with('"')) {
    auto value = take_quoted(text);
    if (!value) return std::nullopt;
    text = trim(text);
    if (!text.empty() && text.front() != ';') return std::nullopt;
    return value;
  }
  const std::string_view raw = text.substr(0, text.find(';'));
  text.remove_prefix(raw.size());
  const std::string_view value = trim(raw);
  if (value.empty() || value.find_first_of(" \t\"") != std::string_view::npos) return std::nullopt;
  return std::string(value);
}

}  // namespace

const std::string* ParameterizedValue::find(std::string_view name) const noexcept {
  for (const auto& [parameter_name, parameter_value] : parameters) {
    if (parameter_name == name) return &parameter_value;
  }
  return nullptr;
}

std::optional<ParameterizedValue> parse_parameterized_value(std::string_view text) {
  if (std::ranges::any_of(text, [](char c) { return is_control(c) && c != '\t'; })) {
    return std::nullopt;
  }
  ParameterizedValue parsed;
  parsed.value = trim(text.substr(0, text.find(';')));
  text.remove_prefix(std::min(text.find(';'), text.size()));
  while (true) {
    // Here `text` is empty or begins with ";". Empty parameters are harmless and seen in the wild.
    text = trim_left(text, "; \t");
    if (text.empty()) return parsed;
    const std::size_t equals = text.find_first_of("=;\"");
    if (equals == std::string_view::npos || text[equals] != '=') return std::nullopt;
    std::string name = lower_case(trim(text.substr(0, equals)));
    if (name.empty() || parsed.find(name) != nullptr) return std::nullopt;
    text.remove_prefix(equals + 1);
    auto value = take_parameter_value(text);
    if (!value) return std::nullopt;
    parsed.parameters.emplace_back(std::move(name), std::move(*value));
  }
}

std::optional<std::string> decode_extended_value(std::string_view text) {
  const std::size_t charset_end = text.find('\'');
  if (charset_end == std::string_view::npos) return std::nullopt;
  const std::size_t language_end = text.find('\'', charset_end + 1);
  if (language_end == std::string_view::npos) return std::nullopt;
  if (!equals_ignore_case(text.substr(0, charset_end), "utf-8")) return std::nullopt;
  auto decoded = percent_decode(text.substr(language_end + 1), Plus::literal);
  if (!decoded || !count_code_points(*decoded)) return std::nullopt;
  return decoded;
}

}  // namespace audmg::http

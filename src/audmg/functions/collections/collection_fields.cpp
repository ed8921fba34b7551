// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/collections/collection_fields.hpp"

#include "audmg/core/ascii.hpp"

#include <algorithm>
#include <string_view>

namespace audmg::functions {
namespace {

bool is_line_end_or_tab(char c) noexcept { return c == '\n' || c == '\r' || c == '\t'; }

std::optional<std::string> read_text(http::FieldReader& fields, std::string_view name,
                                     std::size_t max_bytes, bool has_lines) {
  auto text = fields.optional_string(name);
  if (!text) return text;
  const auto is_refused = [has_lines](char c) {
    return is_control(c) && !(has_lines && is_line_end_or_tab(c));
  };
  if (text->size() > max_bytes) {
    fields.reject(name, "too_long",
                  "This field has at most " + std::to_string(max_bytes) + " bytes of UTF-8.");
  } else if (std::ranges::any_of(*text, is_refused)) {
    fields.reject(name, "invalid", "This field has no control characters.");
  }
  return text;
}

}  // namespace

std::optional<std::string> read_title(http::FieldReader& fields) {
  auto title = read_text(fields, "title", kMaxCollectionTitleBytes, false);
  if (title && title->empty()) fields.reject("title", "too_short", "A collection needs a title.");
  return title;
}

std::optional<std::string> read_description(http::FieldReader& fields) {
  return read_text(fields, "description", kMaxCollectionDescriptionBytes, true);
}

}  // namespace audmg::functions

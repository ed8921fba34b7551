// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/collections/collection_fields.hpp"

#include "audmg/library/edit_fields.hpp"

#include <string_view>

namespace audmg::functions {
namespace {

std::optional<std::string> read_text(http::FieldReader& fields, std::string_view name,
                                     const library::TextRule& rule) {
  auto text = fields.optional_string(name);
  if (!text) return text;
  if (const auto wrong = library::fault_of(*text, rule)) {
    fields.reject(name, wrong->code, wrong->message);
  }
  return text;
}

}  // namespace

std::optional<std::string> read_title(http::FieldReader& fields) {
  auto title = read_text(fields, "title", {.max_bytes = library::kMaxTitleBytes});
  if (title && title->empty()) fields.reject("title", "too_short", "A collection needs a title.");
  return title;
}

std::optional<std::string> read_description(http::FieldReader& fields) {
  return read_text(
      fields, "description",
      {.max_bytes = library::kMaxEditedDescriptionBytes, .lines = library::Lines::many});
}

}  // namespace audmg::functions

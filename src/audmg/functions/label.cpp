// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/label.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/text.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxLabelBytes = 100;

}  // namespace

std::string read_label(std::string_view field, const std::optional<std::string>& typed,
                       http::FieldReader& fields) {
  const std::string label(trim(typed.value_or("")));
  if (fields.rejected(field)) return label;
  if (label.empty()) {
    fields.reject(field, "missing", "This field is required.");
  } else if (label.size() > kMaxLabelBytes) {
    fields.reject(field, "too_long", "This field has more than 100 bytes.");
  } else if (std::ranges::any_of(label, is_control)) {
    fields.reject(field, "invalid", "This field has control characters.");
  }
  return label;
}

}  // namespace audmg::functions

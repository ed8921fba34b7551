// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/edge_fields.hpp"

#include "audmg/core/text.hpp"

namespace audmg::lambda {

bool EdgeFields::take(std::string_view name, std::string_view value) {
  Field* const field = equals_ignore_case(name, "X-Audmg-Edge")     ? &edge_
                       : equals_ignore_case(name, "X-Audmg-Client") ? &client_
                                                                    : nullptr;
  if (field == nullptr) return false;
  field->value = value;
  ++field->count;
  return true;
}

std::string_view EdgeFields::client(std::string_view mark, std::string_view peer) const {
  const bool is_ours = !mark.empty() && edge_.count == 1 && edge_.value == mark;
  return is_ours && client_.count == 1 && !client_.value.empty() ? client_.value : peer;
}

}  // namespace audmg::lambda

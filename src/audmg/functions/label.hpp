// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/field_reader.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

/// Returns the name that a user gives to a passkey or an app password, without blanks around it.
/// Adds to `fields` what is wrong with it. Codes: missing, too_long (over 100 bytes), invalid
/// (control characters).
[[nodiscard]] std::string read_label(std::string_view field,
                                     const std::optional<std::string>& typed,
                                     http::FieldReader& fields);

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/field_reader.hpp"

#include <optional>
#include <string>

namespace audmg::functions {

/// Read `title`, one line of text that is not empty, and `description`, any text, as long as those
/// of files may be; nothing when the request does not have them. Codes: wrong_type, too_short,
/// too_long, invalid (control characters).
[[nodiscard]] std::optional<std::string> read_title(http::FieldReader& fields);
[[nodiscard]] std::optional<std::string> read_description(http::FieldReader& fields);

}  // namespace audmg::functions

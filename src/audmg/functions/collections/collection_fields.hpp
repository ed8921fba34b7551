// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/field_reader.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace audmg::functions {

inline constexpr std::size_t kMaxCollectionTitleBytes = 512;
inline constexpr std::size_t kMaxCollectionDescriptionBytes = 16'384;

/// Read `title`, one line of text that is not empty, and `description`, any text; nothing when the
/// request does not have them. Codes: wrong_type, too_short, too_long, invalid (control
/// characters).
[[nodiscard]] std::optional<std::string> read_title(http::FieldReader& fields);
[[nodiscard]] std::optional<std::string> read_description(http::FieldReader& fields);

}  // namespace audmg::functions

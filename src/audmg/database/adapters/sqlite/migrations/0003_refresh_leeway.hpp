// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/database.md.
inline constexpr std::string_view kRefreshLeeway = R"sql(
ALTER TABLE sessions ADD COLUMN previous_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN previous_until INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace audmg::database

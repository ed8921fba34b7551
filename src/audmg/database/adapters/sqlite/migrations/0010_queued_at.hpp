// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/database.md.
inline constexpr std::string_view kQueuedAt = R"sql(
ALTER TABLE files ADD COLUMN queued_at INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace audmg::database

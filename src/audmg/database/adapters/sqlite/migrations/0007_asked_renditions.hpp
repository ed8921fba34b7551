// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::database {

// Described in docs/formats/database.md.
inline constexpr std::string_view kAskedRenditions = R"sql(
ALTER TABLE files ADD COLUMN asked_renditions TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN renditions_asked_at INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/connection.hpp"
#include "audmg/client/export_index.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <filesystem>

namespace audmg::client {

/// Writes collections.json into the folder of an export: albums and playlists with their files in
/// order, and the favorites, as paths below the folder. Returns the number of collections. Errors:
/// those of Connection::call(), error_of() and fail_errno().
[[nodiscard]] Result<std::uint64_t> write_collections(Connection& drive, const ExportIndex& index,
                                                      const std::filesystem::path& folder);

}  // namespace audmg::client

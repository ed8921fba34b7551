// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/connection.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace audmg::database {

/// "AUDM" in the file's header (PRAGMA application_id), so that another program's database is never
/// mistaken for one of ours.
inline constexpr std::int64_t kApplicationId = 0x4155444d;

/// Returns the steps from an empty file to this program's schema, in order; step n makes version n.
[[nodiscard]] std::span<const std::string_view> all_migrations() noexcept;

/// Refuses a database that is not ours or that a newer program wrote; changes nothing. Errors:
/// conflict.
[[nodiscard]] Result<void> check_origin(sqlite::Connection& connection,
                                        std::span<const std::string_view> migrations);

/// Applies the missing steps, each in its own transaction together with the new version number.
/// Precondition: check_origin() agreed.
[[nodiscard]] Result<void> migrate(sqlite::Connection& connection,
                                   std::span<const std::string_view> migrations);

}  // namespace audmg::database

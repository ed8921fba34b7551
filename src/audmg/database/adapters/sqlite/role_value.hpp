// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/user_repository.hpp"
#include "audmg/lib/sqlite/statement.hpp"

#include <string_view>

namespace audmg::database {

/// Returns the value of a column `role`.
[[nodiscard]] constexpr std::string_view role_value(Role role) noexcept {
  return role == Role::admin ? "admin" : "user";
}

/// A word of a later version gives no rights.
[[nodiscard]] inline Role read_role(const sqlite::Statement& row, int column) {
  return row.text(column) == role_value(Role::admin) ? Role::admin : Role::user;
}

}  // namespace audmg::database

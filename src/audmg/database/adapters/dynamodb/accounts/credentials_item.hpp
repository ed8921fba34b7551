// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"

#include <string_view>

namespace audmg::database::dynamodb {

inline constexpr std::string_view kPasswordHash = "password_hash";

/// Returns the item of a user's credentials without factors.
[[nodiscard]] Item credentials_item(const UserId& user, std::string_view password_hash);

[[nodiscard]] std::unexpected<Error> no_such_user();

}  // namespace audmg::database::dynamodb

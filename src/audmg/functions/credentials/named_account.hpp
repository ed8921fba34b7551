// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/http/field_reader.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

/// Reads the members by which people name their account: "username", or else "email". Either may
/// hold a username or an address. Returns its normal_account_name(); an address has an @. Rejects
/// what is missing or not of that form.
[[nodiscard]] std::string read_account_name(http::FieldReader& fields);

/// Finds a user by username, or by address if there is an @ in `name`. Errors: those of the
/// repository.
[[nodiscard]] Result<std::optional<database::User>> find_named_account(
    std::string_view name, database::UserRepository& users);

}  // namespace audmg::functions

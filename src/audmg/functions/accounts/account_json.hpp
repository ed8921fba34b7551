// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/usage_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/identity/factors.hpp"
#include "audmg/lib/json/writer.hpp"

namespace audmg::functions {

/// Adds the members that the user and admins see of an account, to an open object.
void write_account(json::Writer& json, const database::User& user, const database::Usage& usage,
                   const Policies& policies);

/// Adds the member "factors" to an open object: how many there are of each kind.
void write_factor_counts(json::Writer& json, const identity::Factors& factors);

}  // namespace audmg::functions

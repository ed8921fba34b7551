// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/services.hpp"

#include <cstdint>
#include <expected>
#include <optional>

namespace audmg::database {
struct User;
}  // namespace audmg::database

namespace audmg::functions {

/// The most bytes that a user's files may take; nothing: no limit.
using Quota = std::optional<std::uint64_t>;

/// Returns the user's own quota, or else what the deployment gives everybody.
[[nodiscard]] Quota quota_of(const database::User& user, const Policies& policies);

/// Does the same for the user with that id. Errors: not_found; those of the user repository.
[[nodiscard]] Result<Quota> find_quota(const UserId& user, const AccountServices& services);

/// Refuses, before anything is stored, what would surely be refused afterwards. Problems: 413
/// quota_exceeded when `bytes` more do not fit. Errors: those of the usage repository.
[[nodiscard]] Outcome<void> check_room(const UserId& user, std::uint64_t bytes, const Quota& quota,
                                       const AccountServices& services);

/// Returns the problem 413 quota_exceeded of a user whose quota a repository has found too small,
/// or the error of the usage repository.
[[nodiscard]] std::unexpected<Refusal> refuse_over_quota(const UserId& user, const Quota& quota,
                                                         const AccountServices& services);

}  // namespace audmg::functions

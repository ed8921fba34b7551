// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/accounts/user_quota.hpp"

#include "audmg/database/usage_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/problems.hpp"

namespace audmg::functions {

Quota quota_of(const database::User& user, const Policies& policies) {
  return user.quota ? user.quota : policies.user_quota;
}

Result<Quota> find_quota(const UserId& user, const AccountServices& services) {
  AUDMG_TRY(const auto found, services.users.find_user(user));
  if (!found) return fail(ErrorCode::not_found, "no such user");
  return quota_of(*found, services.policies);
}

Outcome<void> check_room(const UserId& user, std::uint64_t bytes, const Quota& quota,
                         const AccountServices& services) {
  if (!quota) return {};
  AUDMG_TRY(const database::Usage usage, services.usage.find_usage(user));
  if (database::fits(usage, bytes, quota)) return {};
  return refuse(quota_exceeded(usage.bytes, usage.reserved, *quota));
}

std::unexpected<Refusal> refuse_over_quota(const UserId& user, const Quota& quota,
                                           const AccountServices& services) {
  const auto usage = services.usage.find_usage(user);
  if (!usage) return std::unexpected(Refusal(usage.error()));
  return refuse(quota_exceeded(usage->bytes, usage->reserved, quota.value_or(0)));
}

}  // namespace audmg::functions

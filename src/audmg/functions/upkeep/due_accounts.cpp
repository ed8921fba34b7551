// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/due_accounts.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/remove_account.hpp"
#include "audmg/functions/credentials/audit_log.hpp"

#include <chrono>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kUsersPerPage = 200;
constexpr std::chrono::days kAuditLifetime{366};

bool is_due(const database::User& user, TimePoint now) {
  return user.deletion_due_at && *user.deletion_due_at <= now;
}

}  // namespace

Result<void> remove_due_accounts(const std::stop_token& stop, const AccountServices& services) {
  const TimePoint now = services.clock.now();
  AUDMG_CHECK(services.audit.delete_entries_before(now - kAuditLifetime));
  UserId after;
  while (!stop.stop_requested()) {
    AUDMG_TRY(const std::vector<database::User> page,
              services.users.list_users(after, kUsersPerPage));
    if (page.empty()) return {};
    for (const database::User& user : page) {
      if (!is_due(user, now)) continue;
      // The owner may have kept the account since the page was read.
      AUDMG_TRY(const auto present, services.users.find_user(user.id));
      if (!present || !is_due(*present, now)) continue;
      AUDMG_CHECK(remove_account(user.id, services));
      note_audit({.action = "account_deleted", .user = user.id}, services);
    }
    after = page.back().id;
  }
  return {};
}

}  // namespace audmg::functions

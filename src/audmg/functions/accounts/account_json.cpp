// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/accounts/account_json.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/functions/accounts/user_quota.hpp"

namespace audmg::functions {

void write_account(json::Writer& json, const database::User& user, const database::Usage& usage,
                   const Policies& policies) {
  json.field("userId", user.id.text())
      .field("username", user.username)
      .field("email", user.email)
      .field("emailVerified", user.email_verified_at.has_value())
      .field("role", user.role == database::Role::admin ? "admin" : "user")
      .field("createdAt", format_rfc3339(user.created_at));
  if (!user.language.empty()) json.field("language", user.language);
  json.key("usage")
      .begin_object()
      .field("bytes", usage.bytes)
      .field("files", usage.files)
      .field("reserved", usage.reserved)
      .end_object();
  if (const Quota quota = quota_of(user, policies)) json.field("quota", *quota);
  json.field("hasOwnQuota", user.quota.has_value());
  if (user.deletion_due_at) {
    json.key("deletion")
        .begin_object()
        .field("at", format_rfc3339(*user.deletion_due_at))
        .end_object();
  }
}

void write_factor_counts(json::Writer& json, const identity::Factors& factors) {
  json.key("factors")
      .begin_object()
      .field("totp", factors.totp.has_value())
      .field("passkeys", factors.passkeys.size())
      .field("recoveryCodes", factors.recovery_hashes.size())
      .end_object();
}

}  // namespace audmg::functions

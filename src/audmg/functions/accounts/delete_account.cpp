// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/remove_account.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/lib/json/writer.hpp"

#include <optional>
#include <utility>

namespace audmg::functions {
namespace {

/// A change whose reply was lost is made once more, which leaves the same time.
Result<void> schedule_deletion(const UserId& user, TimePoint due_at,
                               const AccountServices& services) {
  const database::UserChange change{.deletion_due_at = std::optional(due_at)};
  auto made = services.users.change_user(user, change);
  if (!made && made.error().code == ErrorCode::unknown_outcome) {
    made = services.users.change_user(user, change);
  }
  if (!made) return std::unexpected(std::move(made).error());
  return {};
}

}  // namespace

/// 202 with the time of the deletion, which can be undone until then; with `permanent=true`, or
/// where there is no grace, 204 and everything is gone.
Response delete_account(const http::Principal& caller, const http::Request& request,
                        const AccountServices& services) {
  AUDMG_CHECK(require_recent_authentication(caller, services));
  AUDMG_CHECK(keep_one_admin(caller.user, services));
  const bool permanent = request.query.find("permanent").value_or("") == "true";
  const auto grace = services.policies.account_grace;
  if (permanent || grace.count() == 0) {
    AUDMG_CHECK(remove_account(caller.user, services));
    note_audit({.action = "account_deleted", .user = caller.user}, request, services);
    return http::Response{.status = 204, .headers = {}, .body = {}};
  }
  const TimePoint due_at = services.clock.now() + grace;
  AUDMG_CHECK(schedule_deletion(caller.user, due_at, services));
  note_audit({.action = "deletion_asked", .user = caller.user}, request, services);
  json::Writer json;
  json.begin_object()
      .key("deletion")
      .begin_object()
      .field("at", format_rfc3339(due_at))
      .end_object()
      .end_object();
  return http::json_response(202, std::move(json).take());
}

}  // namespace audmg::functions

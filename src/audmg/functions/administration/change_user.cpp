// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/account_json.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/lib/json/writer.hpp"

#include <optional>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

struct Wanted {
  database::UserChange change;
  std::optional<bool> disabled;
};

Outcome<Wanted> read_wanted(const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse_patch(request));
  http::FieldReader fields(body);
  Wanted wanted{.change = {}, .disabled = fields.optional_bool("disabled")};
  if (const auto role = fields.optional_string("role")) {
    if (*role != "user" && *role != "admin") {
      fields.reject("role", "invalid", "Choose user or admin.");
    }
    wanted.change.role = *role == "admin" ? database::Role::admin : database::Role::user;
  }
  if (const auto quota = fields.optional_unsigned("quota")) wanted.change.quota.emplace(*quota);
  if (body.has_null("quota")) wanted.change.quota.emplace(std::nullopt);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return wanted;
}

bool takes_admin_away(const Wanted& wanted) {
  return wanted.disabled.value_or(false) || wanted.change.role == database::Role::user;
}

std::string detail_of(const Wanted& wanted) {
  json::Writer json;
  json.begin_object();
  if (wanted.change.role) {
    json.field("role", *wanted.change.role == database::Role::admin ? "admin" : "user");
  }
  if (wanted.disabled) json.field("disabled", *wanted.disabled);
  if (const auto& quota = wanted.change.quota) {
    json.key("quota");
    if (*quota) {
      json.value(**quota);
    } else {
      json.value("default");
    }
  }
  return std::move(json.end_object()).take();
}

/// Notes each of the two changes once it is made: the second may fail.
Outcome<void> carry_out(const UserId& user, const Wanted& wanted, const http::Principal& caller,
                        const http::Request& request, const AccountServices& services) {
  const auto note = [&](const Wanted& done) {
    note_audit({.action = "account_changed_by_admin",
                .user = user,
                .actor = caller.user,
                .detail = detail_of(done)},
               request, services);
  };
  if (wanted.change.role || wanted.change.quota) {
    AUDMG_CHECK(services.users.change_user(user, wanted.change));
    note({.change = wanted.change, .disabled = {}});
  }
  if (wanted.disabled) {
    AUDMG_CHECK(services.users.set_disabled(user, *wanted.disabled));
    services.credential_cache.forget_user(user);
    note({.change = {}, .disabled = wanted.disabled});
  }
  return {};
}

}  // namespace

/// Makes a user an admin or no longer one; disables or enables the account; sets the user's quota,
/// or with null the one that everybody has.
Response change_user(const http::Principal& caller, const http::Request& request,
                     const AccountServices& services) {
  AUDMG_CHECK(require_admin(caller, services));
  AUDMG_CHECK(require_recent_authentication(caller, services));
  const auto id = UserId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return refuse(not_found());
  AUDMG_TRY(const Wanted wanted, read_wanted(request));
  if (takes_admin_away(wanted)) {
    AUDMG_CHECK(keep_one_admin(*id, services));
  }
  AUDMG_CHECK(carry_out(*id, wanted, caller, request, services));
  AUDMG_TRY(const auto user, services.users.find_user(*id));
  if (!user) return refuse(not_found());
  AUDMG_TRY(const database::Usage usage, services.usage.find_usage(*id));
  json::Writer json;
  json.begin_object();
  write_account(json, *user, usage, services.policies);
  json.field("disabled", user->disabled).end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

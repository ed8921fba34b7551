// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/account_json.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/lib/json/writer.hpp"

#include <optional>
#include <utility>

namespace audmg::functions {
namespace {

Outcome<database::UserChange> read_change(const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse_patch(request));
  http::FieldReader fields(body);
  database::UserChange change{.language = fields.optional_string("language")};
  if (body.has_null("language")) change.language = "";
  if (change.language && !change.language->empty() && *change.language != "en" &&
      *change.language != "de") {
    fields.reject("language", "invalid", "Choose en or de.");
  }
  if (body.has_null("deletion")) {
    change.deletion_due_at = std::optional<TimePoint>{};
  } else if (body.object().find("deletion") != nullptr) {
    fields.reject("deletion", "invalid", "null keeps the account; DELETE /account deletes it.");
  }
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return change;
}

}  // namespace

/// Sets the language of mails, or keeps an account that was about to be deleted.
Response change_account(const http::Principal& caller, const http::Request& request,
                        const AccountServices& services) {
  AUDMG_TRY(const database::UserChange change, read_change(request));
  AUDMG_CHECK(services.users.change_user(caller.user, change));
  if (change.deletion_due_at) {
    note_audit({.action = "deletion_undone", .user = caller.user}, request, services);
  }
  AUDMG_TRY(const auto user, services.users.find_user(caller.user));
  if (!user) return refuse(unauthorized());
  AUDMG_TRY(const database::Usage usage, services.usage.find_usage(user->id));
  json::Writer json;
  json.begin_object();
  write_account(json, *user, usage, services.policies);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/app_password_repository.hpp"
#include "audmg/functions/app_passwords/app_password_json.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/label.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/app_password_tokens.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::array kScopes = {Scope::delete_, Scope::edit, Scope::read, Scope::upload};

/// Returns the words in alphabetical order, each once.
std::string read_scopes(http::FieldReader& fields) {
  std::vector<std::string> words = fields.required_strings("scopes", kScopes.size());
  std::ranges::sort(words);
  const auto repeated = std::ranges::unique(words);
  words.erase(repeated.begin(), repeated.end());
  std::string scopes;
  for (const std::string& word : words) {
    const bool known = std::ranges::any_of(
        kScopes, [&](Scope scope) { return to_string(scope) == std::string_view(word); });
    if (!known && !fields.rejected("scopes")) {
      fields.reject("scopes", "invalid", "Choose from read, upload, edit and delete.");
    }
    scopes.append(scopes.empty() ? "" : " ").append(word);
  }
  return scopes;
}

std::optional<TimePoint> read_end(http::FieldReader& fields, TimePoint now) {
  const auto text = fields.optional_string("expiresAt");
  if (!text) return std::nullopt;
  const auto end = parse_date_time(*text);
  if (!end) {
    fields.reject("expiresAt", "invalid", "Write a time as 2027-01-31T12:00:00Z.");
  } else if (*end <= now) {
    fields.reject("expiresAt", "out_of_range", "This time is over.");
  }
  return end;
}

}  // namespace

/// The answer is the only place where the secret is ever shown, so a repeated request makes another
/// one.
Response create_app_password(const http::Principal& caller, const http::Request& request,
                             const AccountServices& services) {
  AUDMG_CHECK(require_recent_authentication(caller, services));
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const TimePoint now = services.clock.now();
  database::AppPassword made{.id = AppPasswordId::make(now),
                             .owner = caller.user,
                             .name = read_label("name", fields.optional_string("name"), fields),
                             .scopes = read_scopes(fields),
                             .created_at = now,
                             .expires_at = read_end(fields, now)};
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  const auto token = identity::make_app_password_token(caller.user, made.id);
  made.secret_hash = token.hash();
  if (const auto created = services.app_passwords.create_app_password(made); !created) {
    if (created.error().code != ErrorCode::too_large) return std::unexpected(created.error());
    return refuse({.status = 409,
                   .code = "too_many_app_passwords",
                   .message = "Your account has 100 app passwords. Remove one first."});
  }
  queue_notice(
      {.kind = AccountMailKind::app_password_created, .user = caller.user, .subject = made.name},
      services);
  note_audit({.action = "app_password_created", .user = caller.user}, request, services);
  json::Writer json;
  json.begin_object();
  write_app_password(json, made);
  json.field("secret", token.text()).end_object();
  return http::json_response(201, std::move(json).take());
}

}  // namespace audmg::functions

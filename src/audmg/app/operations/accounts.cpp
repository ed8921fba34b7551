// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/accounts.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/remove_account.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/invitation_token.hpp"
#include "audmg/functions/credentials/link_tokens.hpp"
#include "audmg/functions/credentials/password_check.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/integrity/made_objects.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/identity/account_rules.hpp"
#include "audmg/identity/account_text.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <utility>

namespace audmg::app {
namespace {

using database::User;

/// Upload sessions looked through when a user is removed.
constexpr std::size_t kMaxUploads = 1'000'000;
constexpr TimePoint kEndOfTime{std::chrono::milliseconds{253'402'300'799'000}};  // the year 9999

std::unexpected<Error> refuse(std::string_view field, const identity::RuleViolation& violation) {
  return fail(ErrorCode::invalid_argument, fmt::format("{}: {}", field, violation.message));
}

/// Returns the detail of an entry of the audit log that says who did it.
std::string by_operator(const std::function<void(json::Writer&)>& add_more = {}) {
  json::Writer json;
  json.begin_object().field("by", "operator");
  if (add_more) add_more(json);
  return std::move(json.end_object()).take();
}

}  // namespace

Accounts::Accounts(const functions::Services& services, std::stop_token stop)
    : services_(services), stop_(std::move(stop)) {}

Result<std::string> Accounts::add(const NewAccount& account) {
  const TimePoint now = services_.clock.now();
  database::NewUser made;
  User& user = made.user;
  user.id = UserId::make(now);
  user.username = identity::normal_account_name(account.username);
  user.email = identity::normal_account_name(account.email);
  if (const auto bad = identity::check_username(user.username)) return refuse("username", *bad);
  if (const auto bad = identity::check_email(user.email)) return refuse("email", *bad);
  if (const auto bad = identity::check_password(account.password.text(), user.username, user.email,
                                                services_.policies.min_password)) {
    return refuse("password", *bad);
  }
  user.created_at = now;
  user.email_verified_at = now;
  AUDMG_TRY(made.password_hash, services_.passwords.hash(account.password.text()));
  AUDMG_TRY(const auto outcome, services_.users.create_user(made, nullptr));
  switch (outcome) {
    case database::CreateUserOutcome::created:
      break;
    case database::CreateUserOutcome::not_first:
    case database::CreateUserOutcome::invitation_gone:
      return fail(ErrorCode::internal, "an account that needs no invitation was refused");
    case database::CreateUserOutcome::username_taken:
      return fail(ErrorCode::already_exists,
                  fmt::format("the username {} is taken", user.username));
    case database::CreateUserOutcome::email_taken:
      return fail(ErrorCode::already_exists,
                  fmt::format("the e-mail address {} is taken", user.email));
  }
  functions::note_audit({.action = "account_added", .user = user.id, .detail = by_operator()},
                        services_);
  return user.id.text();
}

Result<std::vector<Account>> Accounts::list(std::string_view after) {
  const auto id = UserId::parse(after);
  if (!id && !after.empty()) return fail(ErrorCode::invalid_argument, "not a user's id");
  AUDMG_TRY(const auto users,
            services_.users.list_users(id.value_or(UserId()), kMaxAccountsPerPage));
  std::vector<Account> accounts;
  accounts.reserve(users.size());
  for (const User& user : users) {
    accounts.push_back({.id = user.id.text(),
                        .username = user.username,
                        .email = user.email,
                        .created_at = format_rfc3339(user.created_at),
                        .disabled = user.disabled,
                        .admin = user.role == database::Role::admin});
  }
  return accounts;
}

Result<void> Accounts::set_password(const NewPassword& change) {
  AUDMG_TRY(const User user, get_user(change.user));
  const std::string& password = change.password.text();
  if (const auto bad = identity::check_password(password, user.username, user.email,
                                                services_.policies.min_password)) {
    return refuse("password", *bad);
  }
  AUDMG_CHECK(functions::set_password({.user = user.id, .password = password}, services_));
  functions::note_audit({.action = "password_changed", .user = user.id, .detail = by_operator()},
                        services_);
  return {};
}

Result<std::string> Accounts::make_reset_link(std::string_view name) {
  AUDMG_TRY(const User user, get_user(name));
  const std::string token =
      functions::make_link_token(functions::LinkPurpose::reset_password, user, {}, services_);
  functions::note_audit({.action = "reset_link_made", .user = user.id, .detail = by_operator()},
                        services_);
  return functions::page_path("/reset", token);
}

Result<functions::TakenFactors> Accounts::reset_factors(const FactorReset& reset) {
  AUDMG_TRY(const User user, get_user(reset.user));
  const auto note = [&](const functions::TakenFactors& taken) {
    functions::note_audit(
        {.action = "factors_reset", .user = user.id, .detail = by_operator([&](json::Writer& json) {
                                                       functions::write_taken_factors(json, taken);
                                                     })},
        services_);
  };
  return functions::take_factors_away(user.id, reset.keep_passkeys, note, services_);
}

Result<std::string> Accounts::invite(bool admin) {
  AUDMG_TRY(
      const functions::InvitationToken token,
      functions::invite({.role = admin ? database::Role::admin : database::Role::user}, services_));
  functions::note_audit({.action = "invitation_created", .detail = by_operator()}, services_);
  return functions::page_path("/join", token.text());
}

Result<void> Accounts::set_role(const NewRole& role) {
  AUDMG_TRY(const User user, get_user(role.user));
  AUDMG_CHECK(services_.users.change_user(
      user.id, {.role = role.admin ? database::Role::admin : database::Role::user}));
  functions::note_audit(
      {.action = "role_changed", .user = user.id, .detail = by_operator([&](json::Writer& json) {
                                                    json.field("role",
                                                               role.admin ? "admin" : "user");
                                                  })},
      services_);
  return {};
}

Result<void> Accounts::set_disabled(std::string_view name, bool disabled) {
  AUDMG_TRY(const User user, get_user(name));
  AUDMG_CHECK(services_.users.set_disabled(user.id, disabled));
  services_.credential_cache.forget_user(user.id);
  functions::note_audit({.action = disabled ? "account_disabled" : "account_enabled",
                         .user = user.id,
                         .detail = by_operator()},
                        services_);
  return {};
}

Result<std::uint64_t> Accounts::remove(std::string_view name) {
  AUDMG_TRY(const User user, get_user(name));
  // From here on the user can neither read nor add anything.
  AUDMG_CHECK(services_.users.set_disabled(user.id, true));
  services_.credential_cache.forget_user(user.id);
  AUDMG_CHECK(abort_uploads(user.id));
  AUDMG_TRY(const std::uint64_t files, count_originals(user.id));
  AUDMG_CHECK(functions::remove_account(user.id, services_));
  functions::note_audit({.action = "account_deleted", .user = user.id, .detail = by_operator()},
                        services_);
  if (const auto deleted = functions::delete_made_objects(user.id, services_); !deleted) {
    services_.logger.log(telemetry::Level::warning, "objects_left_behind",
                         {{"userId", std::string_view(user.id.text())},
                          {"error", std::string_view(deleted.error().message)}});
  }
  // While a backup holds the objects, the sweep does this after it.
  if (auto cleared = functions::clear_tombstones(stop_, services_); !cleared) {
    cleared.error().message =
        "the user is gone, but not yet all of the files' bytes; the server's hourly sweep "
        "removes them: " +
        cleared.error().message;
    return std::unexpected(std::move(cleared).error());
  }
  return files;
}

Result<User> Accounts::get_user(std::string_view typed) {
  const std::string name = identity::normal_account_name(typed);
  AUDMG_TRY(auto user, name.contains('@') ? services_.users.find_user_by_email(name)
                                          : services_.users.find_user_by_username(name));
  if (!user) return fail(ErrorCode::not_found, fmt::format("there is no user {}", name));
  return *std::move(user);
}

Result<void> Accounts::abort_uploads(const UserId& owner) {
  AUDMG_TRY(const auto uploads, services_.uploads.list_expired_uploads(kEndOfTime, kMaxUploads));
  for (const database::Upload& upload : uploads) {
    if (upload.owner != owner) continue;
    AUDMG_CHECK(
        services_.multipart.abort_multipart_upload(upload.object_key, upload.multipart_upload_id));
  }
  return {};
}

Result<std::uint64_t> Accounts::count_originals(const UserId& owner) {
  storage::ListObjectsRequest request;
  request.prefix = functions::original_key(owner, "");
  std::uint64_t count = 0;
  for (;;) {
    AUDMG_TRY(const auto objects, services_.objects.list_objects(request));
    if (objects.empty()) return count;
    count += objects.size();
    request.start_after = objects.back().key;
  }
}

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/accounts.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/upkeep/made_objects.hpp"
#include "audmg/identity/account_rules.hpp"
#include "audmg/identity/account_text.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
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

}  // namespace

Accounts::Accounts(const functions::Services& services, std::stop_token stop)
    : services_(services), stop_(std::move(stop)) {}

Result<std::string> Accounts::add(const NewAccount& account) {
  const TimePoint now = services_.clock.now();
  User user;
  user.id = UserId::make(now);
  user.username = identity::normal_account_name(account.username);
  user.email = identity::normal_account_name(account.email);
  if (const auto bad = identity::check_username(user.username)) return refuse("username", *bad);
  if (const auto bad = identity::check_email(user.email)) return refuse("email", *bad);
  if (const auto bad =
          identity::check_password(account.password.text(), user.username, user.email)) {
    return refuse("password", *bad);
  }
  user.created_at = now;
  AUDMG_TRY(user.password_hash, services_.passwords.hash(account.password.text()));
  AUDMG_TRY(const auto outcome, services_.users.create_user(user));
  switch (outcome) {
    case database::CreateUserOutcome::created:
      break;
    case database::CreateUserOutcome::username_taken:
      return fail(ErrorCode::already_exists,
                  fmt::format("the username {} is taken", user.username));
    case database::CreateUserOutcome::email_taken:
      return fail(ErrorCode::already_exists,
                  fmt::format("the e-mail address {} is taken", user.email));
  }
  log("user_added", user.id);
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
                        .disabled = user.disabled});
  }
  return accounts;
}

Result<void> Accounts::set_password(const NewPassword& change) {
  AUDMG_TRY(const User user, get_user(change.user));
  const std::string& password = change.password.text();
  if (const auto bad = identity::check_password(password, user.username, user.email)) {
    return refuse("password", *bad);
  }
  AUDMG_TRY(const std::string hash, services_.passwords.hash(password));
  AUDMG_CHECK(services_.users.set_password_hash(user.id, hash));
  services_.credential_cache.forget_user(user.id);
  log("user_password_set", user.id);
  return {};
}

Result<void> Accounts::set_disabled(std::string_view name, bool disabled) {
  AUDMG_TRY(const User user, get_user(name));
  AUDMG_CHECK(services_.users.set_disabled(user.id, disabled));
  services_.credential_cache.forget_user(user.id);
  log(disabled ? "user_disabled" : "user_enabled", user.id);
  return {};
}

Result<std::uint64_t> Accounts::remove(std::string_view name) {
  AUDMG_TRY(const User user, get_user(name));
  // From here on the user can neither read nor add anything.
  AUDMG_CHECK(services_.users.set_disabled(user.id, true));
  services_.credential_cache.forget_user(user.id);
  AUDMG_CHECK(abort_uploads(user.id));
  AUDMG_TRY(const std::uint64_t files, count_originals(user.id));
  AUDMG_CHECK(services_.users.delete_user(user.id));
  services_.credential_cache.forget_user(user.id);
  log("user_deleted", user.id);
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

void Accounts::log(std::string_view event, const UserId& user) {
  services_.logger.log(telemetry::Level::info, event, {{"userId", std::string_view(user.text())}});
}

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"

#include "audmg/database/account_name.hpp"
#include "audmg/database/adapters/sqlite/completion.hpp"
#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/role_value.hpp"
#include "audmg/database/adapters/sqlite/tombstone_rows.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace audmg::database {
namespace {

#define AUDMG_USER_COLUMNS                                               \
  "id, username, email, credential_version, disabled, created_at, role," \
  " language, email_verified_at, quota, deletion_due_at, awaits_confirmation"
constexpr std::string_view kFindById = "SELECT " AUDMG_USER_COLUMNS " FROM users WHERE id = ?1";
constexpr std::string_view kFindByUsername =
    "SELECT " AUDMG_USER_COLUMNS " FROM users WHERE username_folded = ?1";
constexpr std::string_view kFindByEmail =
    "SELECT " AUDMG_USER_COLUMNS " FROM users WHERE email_folded = ?1";
constexpr std::string_view kListUsers =
    "SELECT " AUDMG_USER_COLUMNS " FROM users WHERE id > ?1 ORDER BY id LIMIT ?2";
constexpr std::string_view kInsertUser =
    "INSERT INTO users (" AUDMG_USER_COLUMNS
    ", username_folded, email_folded, password_hash)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
#undef AUDMG_USER_COLUMNS
constexpr std::string_view kUpdate =
    "UPDATE users SET email = ?2, email_folded = ?3, role = ?4, language = ?5,"
    " email_verified_at = ?6, quota = ?7, deletion_due_at = ?8 WHERE id = ?1";
constexpr std::string_view kSetDisabled =
    "UPDATE users SET disabled = ?2, credential_version = credential_version + 1 WHERE id = ?1";
constexpr std::string_view kEndSessions = "DELETE FROM sessions WHERE owner = ?1";
// All of the user's rows but those of the audit log go with the user (ON DELETE CASCADE).
constexpr std::string_view kDeleteUser = "DELETE FROM users WHERE id = ?1";
constexpr std::string_view kDeleteIdempotency = "DELETE FROM idempotency WHERE scope = ?1";
constexpr std::string_view kCountFirst = "SELECT count(*) FROM first_account";
constexpr std::string_view kNoteFirst =
    "INSERT OR IGNORE INTO first_account (one, created_at) VALUES (1, ?1)";
constexpr std::string_view kUseInvitation =
    "DELETE FROM invitations WHERE id = ?1 AND expires_at > ?2";
constexpr std::string_view kCountSuchInvitations =
    "SELECT count(*) FROM invitations WHERE id = ?1 AND expires_at > ?2";

constexpr std::int64_t kNoQuota = -1;

/// A quota that the column cannot hold is as good as the largest that it can.
std::int64_t quota_value(const std::optional<std::uint64_t>& quota) {
  if (!quota) return kNoQuota;
  return static_cast<std::int64_t>(
      std::min<std::uint64_t>(*quota, std::numeric_limits<std::int64_t>::max()));
}

Result<User> read_user(const sqlite::Statement& row) {
  User user;
  AUDMG_TRY(user.id, read_id<UserId>(row, 0));
  user.username = row.text(1);
  user.email = row.text(2);
  user.credential_version = row.integer(3);
  user.disabled = row.integer(4) != 0;
  user.created_at = read_time(row, 5);
  user.role = read_role(row, 6);
  user.language = row.text(7);
  user.email_verified_at = read_optional_time(row, 8);
  if (row.integer(9) != kNoQuota) user.quota = static_cast<std::uint64_t>(row.integer(9));
  user.deletion_due_at = read_optional_time(row, 10);
  user.awaits_confirmation = row.integer(11) != 0;
  return user;
}

Result<bool> has_first(sqlite::Connection& connection) {
  AUDMG_TRY(const auto accounts, find_row(connection, kCountFirst, sqlite::read_count));
  return accounts != 0;
}

/// Returns what forbids the account, in the order in which it may be told; nothing otherwise.
Result<std::optional<CreateUserOutcome>> find_obstacle(sqlite::Connection& connection,
                                                       const NewUser& user) {
  if (user.only_first) {
    AUDMG_TRY(const bool had_account, has_first(connection));
    if (had_account) return CreateUserOutcome::not_first;
  }
  if (!user.invitation.empty()) {
    AUDMG_TRY(const auto open,
              find_row(connection, kCountSuchInvitations, sqlite::read_count,
                       IdBytes(user.invitation), milliseconds(user.user.created_at)));
    if (open != 1) return CreateUserOutcome::invitation_gone;
  }
  AUDMG_TRY(const auto same_username, find_row(connection, kFindByUsername, read_user,
                                               fold_account_name(user.user.username)));
  if (same_username) return CreateUserOutcome::username_taken;
  AUDMG_TRY(const auto same_email,
            find_row(connection, kFindByEmail, read_user, fold_account_name(user.user.email)));
  if (same_email) return CreateUserOutcome::email_taken;
  return std::nullopt;
}

Result<void> insert_user(sqlite::Connection& connection, const NewUser& made) {
  const User& user = made.user;
  AUDMG_TRY(const auto first, change_rows(connection, kNoteFirst, milliseconds(user.created_at)));
  AUDMG_CHECK(change_rows(connection, kInsertUser, IdBytes(user.id), user.username, user.email,
                          user.credential_version, user.disabled, milliseconds(user.created_at),
                          role_value(first == 1 ? Role::admin : user.role), user.language,
                          optional_time_value(user.email_verified_at), quota_value(user.quota),
                          optional_time_value(user.deletion_due_at), user.awaits_confirmation,
                          fold_account_name(user.username), fold_account_name(user.email),
                          made.password_hash));
  if (made.invitation.empty()) return {};
  AUDMG_CHECK(change_rows(connection, kUseInvitation, IdBytes(made.invitation),
                          milliseconds(user.created_at)));
  return {};
}

void apply(const UserChange& change, User& user) {
  if (change.email) user.email = *change.email;
  if (change.email_verified_at) user.email_verified_at = *change.email_verified_at;
  if (change.role) user.role = *change.role;
  if (change.language) user.language = *change.language;
  if (change.quota) user.quota = *change.quota;
  if (change.deletion_due_at) user.deletion_due_at = *change.deletion_due_at;
}

class SqliteUserRepository final : public UserRepository {
 public:
  explicit SqliteUserRepository(Connections connections) : connections_(connections) {}

  Result<CreateUserOutcome> create_user(const NewUser& user,
                                        const IdempotentCompletion* completion) override {
    return connections_.writer.write(
        [&](sqlite::Connection& connection) -> Result<CreateUserOutcome> {
          AUDMG_TRY(const auto obstacle, find_obstacle(connection, user));
          if (obstacle) return *obstacle;
          AUDMG_CHECK(insert_user(connection, user));
          if (completion != nullptr) {
            AUDMG_CHECK(note_completion(connection, completion->key, completion->status,
                                        user.user.id.text()));
          }
          return CreateUserOutcome::created;
        });
  }

  Result<bool> had_account() override {
    return connections_.readers.read(
        [](sqlite::Connection& connection) { return has_first(connection); });
  }

  Result<std::optional<User>> find_user(const UserId& id) override {
    return find_one(kFindById, IdBytes(id));
  }

  Result<std::optional<User>> find_user_by_username(std::string_view username) override {
    return find_one(kFindByUsername, fold_account_name(username));
  }

  Result<std::optional<User>> find_user_by_email(std::string_view email) override {
    return find_one(kFindByEmail, fold_account_name(email));
  }

  Result<std::vector<User>> list_users(const UserId& after, std::size_t limit) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_rows(connection, kListUsers, read_user, IdBytes(after), limit);
    });
  }

  Result<ChangeUserOutcome> change_user(const UserId& id, const UserChange& change) override {
    return connections_.writer.write(
        [&](sqlite::Connection& connection) -> Result<ChangeUserOutcome> {
          AUDMG_TRY(auto user, find_row(connection, kFindById, read_user, IdBytes(id)));
          if (!user) return fail(ErrorCode::not_found, "no such user");
          if (change.if_email && *change.if_email != user->email) {
            return ChangeUserOutcome::other_email;
          }
          apply(change, *user);
          const std::string email = fold_account_name(user->email);
          AUDMG_TRY(const auto same_email, find_row(connection, kFindByEmail, read_user, email));
          if (same_email && same_email->id != id) return ChangeUserOutcome::email_taken;
          AUDMG_CHECK(change_rows(
              connection, kUpdate, IdBytes(id), user->email, email, role_value(user->role),
              user->language, optional_time_value(user->email_verified_at),
              quota_value(user->quota), optional_time_value(user->deletion_due_at)));
          return ChangeUserOutcome::changed;
        });
  }

  Result<void> set_disabled(const UserId& id, bool disabled) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(const auto changed, change_rows(connection, kSetDisabled, IdBytes(id), disabled));
      if (changed == 0) return fail(ErrorCode::not_found, "no such user");
      if (disabled) {
        AUDMG_CHECK(change_rows(connection, kEndSessions, IdBytes(id)));
      }
      return {};
    });
  }

  Result<void> delete_user(const UserId& id) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(bury_all_of(connection, id));
      AUDMG_TRY(const auto changed, change_rows(connection, kDeleteUser, IdBytes(id)));
      if (changed == 0) return fail(ErrorCode::not_found, "no such user");
      AUDMG_CHECK(change_rows(connection, kDeleteIdempotency, id.text()));
      return {};
    });
  }

 private:
  template <class Value>
  Result<std::optional<User>> find_one(std::string_view sql, const Value& value) {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return find_row(connection, sql, read_user, value);
    });
  }

  Connections connections_;
};

}  // namespace

std::unique_ptr<UserRepository> make_user_repository(Connections connections) {
  return std::make_unique<SqliteUserRepository>(connections);
}

}  // namespace audmg::database

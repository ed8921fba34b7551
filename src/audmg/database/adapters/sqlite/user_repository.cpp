// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/account_name.hpp"
#include "audmg/database/adapters/sqlite/completion.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/tombstone_rows.hpp"

#include <utility>

namespace audmg::database {
namespace {

#define AUDMG_USER_COLUMNS \
  "id, username, email, password_hash, credential_version, disabled, created_at"
constexpr std::string_view kFindById = "SELECT " AUDMG_USER_COLUMNS " FROM users WHERE id = ?1";
constexpr std::string_view kFindByUsername =
    "SELECT " AUDMG_USER_COLUMNS " FROM users WHERE username_folded = ?1";
constexpr std::string_view kFindByEmail =
    "SELECT " AUDMG_USER_COLUMNS " FROM users WHERE email_folded = ?1";
constexpr std::string_view kList =
    "SELECT " AUDMG_USER_COLUMNS " FROM users WHERE id > ?1 ORDER BY id LIMIT ?2";
#undef AUDMG_USER_COLUMNS
constexpr std::string_view kInsert =
    "INSERT INTO users (id, username, username_folded, email, email_folded, password_hash,"
    " credential_version, disabled, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view kSetPasswordHash =
    "UPDATE users SET password_hash = ?2, credential_version = credential_version + 1"
    " WHERE id = ?1";
constexpr std::string_view kSetDisabled =
    "UPDATE users SET disabled = ?2, credential_version = credential_version + 1 WHERE id = ?1";
constexpr std::string_view kEndSessions = "DELETE FROM sessions WHERE owner = ?1";
// Sessions, upload sessions and files go with the user (ON DELETE CASCADE).
constexpr std::string_view kDelete = "DELETE FROM users WHERE id = ?1";
constexpr std::string_view kDeleteIdempotency = "DELETE FROM idempotency WHERE scope = ?1";

Result<User> read_user(const sqlite::Statement& row) {
  User user;
  AUDMG_TRY(user.id, read_id<UserId>(row, 0));
  user.username = row.text(1);
  user.email = row.text(2);
  user.password_hash = row.text(3);
  user.credential_version = row.integer(4);
  user.disabled = row.integer(5) != 0;
  user.created_at = read_time(row, 6);
  return user;
}

class SqliteUserRepository final : public UserRepository {
 public:
  explicit SqliteUserRepository(Connections connections) : connections_(connections) {}

  Result<CreateUserOutcome> create_user(const User& user,
                                        const IdempotentCompletion* completion) override {
    return connections_.writer.write(
        [&](sqlite::Connection& connection) -> Result<CreateUserOutcome> {
          const std::string username = fold_account_name(user.username);
          const std::string email = fold_account_name(user.email);
          AUDMG_TRY(const auto same_username,
                    find_row(connection, kFindByUsername, read_user, username));
          if (same_username) return CreateUserOutcome::username_taken;
          AUDMG_TRY(const auto same_email, find_row(connection, kFindByEmail, read_user, email));
          if (same_email) return CreateUserOutcome::email_taken;
          AUDMG_CHECK(sqlite::change_rows(connection, kInsert, sqlite::IdBytes(user.id),
                                          user.username, username, user.email, email,
                                          user.password_hash, user.credential_version,
                                          user.disabled, sqlite::milliseconds(user.created_at)));
          if (completion != nullptr) {
            AUDMG_CHECK(
                note_completion(connection, completion->key, completion->status, user.id.text()));
          }
          return CreateUserOutcome::created;
        });
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
      return list_rows(connection, kList, read_user, IdBytes(after), limit);
    });
  }

  Result<void> set_password_hash(const UserId& id, std::string_view password_hash) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(const auto changed,
                change_rows(connection, kSetPasswordHash, IdBytes(id), password_hash));
      if (changed == 0) return fail(ErrorCode::not_found, "no such user");
      AUDMG_CHECK(change_rows(connection, kEndSessions, IdBytes(id)));
      return {};
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
      AUDMG_TRY(const auto changed, change_rows(connection, kDelete, IdBytes(id)));
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

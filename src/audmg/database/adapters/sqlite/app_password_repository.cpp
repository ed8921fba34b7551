// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/app_password_repository.hpp"

#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

namespace audmg::database {
namespace {

#define AUDMG_APP_PASSWORD_COLUMNS \
  "a.id, a.owner, a.name, a.secret_hash, a.scopes, a.created_at, a.expires_at, a.last_used_at"
constexpr std::string_view kFindAppPassword =
    "SELECT " AUDMG_APP_PASSWORD_COLUMNS
    ", u.username, u.disabled, u.credential_version FROM app_passwords AS a"
    " JOIN users AS u ON u.id = a.owner WHERE a.owner = ?1 AND a.id = ?2";
constexpr std::string_view kListAppPasswords =
    "SELECT " AUDMG_APP_PASSWORD_COLUMNS
    " FROM app_passwords AS a WHERE a.owner = ?1 ORDER BY a.id";
#undef AUDMG_APP_PASSWORD_COLUMNS
constexpr std::string_view kCountAppPasswords =
    "SELECT count(*) FROM app_passwords WHERE owner = ?1";
constexpr std::string_view kInsertAppPassword =
    "INSERT INTO app_passwords (id, owner, name, secret_hash, scopes, created_at, expires_at,"
    " last_used_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view kNoteUse =
    "UPDATE app_passwords SET last_used_at = ?3 WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kDeleteAppPassword =
    "DELETE FROM app_passwords WHERE owner = ?1 AND id = ?2";

Result<AppPassword> read_app_password(const sqlite::Statement& row) {
  AppPassword one;
  AUDMG_TRY(one.id, read_id<AppPasswordId>(row, 0));
  AUDMG_TRY(one.owner, read_id<UserId>(row, 1));
  one.name = row.text(2);
  one.secret_hash = row.text(3);
  one.scopes = row.text(4);
  one.created_at = read_time(row, 5);
  one.expires_at = read_optional_time(row, 6);
  one.last_used_at = read_optional_time(row, 7);
  return one;
}

Result<LiveAppPassword> read_live_app_password(const sqlite::Statement& row) {
  LiveAppPassword live;
  AUDMG_TRY(live.app_password, read_app_password(row));
  live.username = row.text(8);
  live.user_disabled = row.integer(9) != 0;
  live.credential_version = row.integer(10);
  return live;
}

class SqliteAppPasswordRepository final : public AppPasswordRepository {
 public:
  explicit SqliteAppPasswordRepository(Connections connections) : connections_(connections) {}

  Result<void> create_app_password(const AppPassword& one) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(const auto count,
                find_row(connection, kCountAppPasswords, sqlite::read_count, IdBytes(one.owner)));
      if (count >= static_cast<std::int64_t>(kMaxAppPasswords)) {
        return fail(ErrorCode::too_large, "too many app passwords");
      }
      AUDMG_CHECK(change_rows(connection, kInsertAppPassword, IdBytes(one.id), IdBytes(one.owner),
                              one.name, one.secret_hash, one.scopes, milliseconds(one.created_at),
                              optional_time_value(one.expires_at),
                              optional_time_value(one.last_used_at)));
      return {};
    });
  }

  Result<std::optional<LiveAppPassword>> find_app_password(const UserId& owner,
                                                           const AppPasswordId& id) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return find_row(connection, kFindAppPassword, read_live_app_password, IdBytes(owner),
                      IdBytes(id));
    });
  }

  Result<std::vector<AppPassword>> list_app_passwords(const UserId& owner) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_rows(connection, kListAppPasswords, read_app_password, IdBytes(owner));
    });
  }

  Result<void> note_use(const UserId& owner, const AppPasswordId& id, TimePoint at) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kNoteUse, IdBytes(owner), IdBytes(id), milliseconds(at)));
      return {};
    });
  }

  Result<bool> delete_app_password(const UserId& owner, const AppPasswordId& id) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<bool> {
      AUDMG_TRY(const auto removed,
                change_rows(connection, kDeleteAppPassword, IdBytes(owner), IdBytes(id)));
      return removed > 0;
    });
  }

 private:
  Connections connections_;
};

}  // namespace

std::unique_ptr<AppPasswordRepository> make_app_password_repository(Connections connections) {
  return std::make_unique<SqliteAppPasswordRepository>(connections);
}

}  // namespace audmg::database

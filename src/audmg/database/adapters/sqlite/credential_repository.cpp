// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/credential_repository.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"

namespace audmg::database {
namespace {

constexpr std::string_view kFindCredentials =
    "SELECT u.password_hash, coalesce(f.factors, ''), coalesce(f.revision, 0)"
    " FROM users AS u LEFT JOIN factors AS f ON f.user = u.id WHERE u.id = ?1";
constexpr std::string_view kSetPasswordHash =
    "UPDATE users SET password_hash = ?2, credential_version = credential_version + 1"
    " WHERE id = ?1";
constexpr std::string_view kEndOtherSessions = "DELETE FROM sessions WHERE owner = ?1 AND id <> ?2";
constexpr std::string_view kReplacePasswordHash =
    "UPDATE users SET password_hash = ?2 WHERE id = ?1";
constexpr std::string_view kReplaceFactors =
    "INSERT INTO factors (user, revision, factors) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (user) DO UPDATE SET revision = ?2, factors = ?3";

Result<Credentials> read_credentials(const sqlite::Statement& row) {
  return Credentials{.password_hash = std::string(row.text(0)),
                     .factors = std::string(row.text(1)),
                     .factors_revision = row.integer(2)};
}

Result<Credentials> get_credentials(sqlite::Connection& connection, const UserId& user) {
  AUDMG_TRY(auto found, find_row(connection, kFindCredentials, read_credentials, IdBytes(user)));
  if (!found) return fail(ErrorCode::not_found, "no such user");
  return *std::move(found);
}

class SqliteCredentialRepository final : public CredentialRepository {
 public:
  explicit SqliteCredentialRepository(Connections connections) : connections_(connections) {}

  Result<Credentials> find_credentials(const UserId& user) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) { return get_credentials(connection, user); });
  }

  Result<void> set_password_hash(const UserId& user, std::string_view password_hash,
                                 const SessionId& kept) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(const auto changed,
                change_rows(connection, kSetPasswordHash, IdBytes(user), password_hash));
      if (changed == 0) return fail(ErrorCode::not_found, "no such user");
      AUDMG_CHECK(change_rows(connection, kEndOtherSessions, IdBytes(user), IdBytes(kept)));
      return {};
    });
  }

  Result<bool> replace_password_hash(const UserId& user, std::string_view present,
                                     std::string_view next) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<bool> {
      AUDMG_TRY(const Credentials stored, get_credentials(connection, user));
      if (stored.password_hash != present) return false;
      AUDMG_CHECK(change_rows(connection, kReplacePasswordHash, IdBytes(user), next));
      return true;
    });
  }

  Result<bool> replace_factors(const UserId& user, std::int64_t revision,
                               std::string_view factors) override {
    if (factors.size() > kMaxFactorsBytes) return fail(ErrorCode::too_large, "too many factors");
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<bool> {
      AUDMG_TRY(const Credentials stored, get_credentials(connection, user));
      if (stored.factors_revision != revision) return false;
      AUDMG_CHECK(change_rows(connection, kReplaceFactors, IdBytes(user), revision + 1, factors));
      return true;
    });
  }

 private:
  Connections connections_;
};

}  // namespace

std::unique_ptr<CredentialRepository> make_credential_repository(Connections connections) {
  return std::make_unique<SqliteCredentialRepository>(connections);
}

}  // namespace audmg::database

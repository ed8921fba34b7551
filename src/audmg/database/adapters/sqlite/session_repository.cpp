// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/repositories.hpp"

#include <utility>

namespace audmg::database {
namespace {

constexpr std::string_view kInsert =
    "INSERT INTO sessions (owner, id, refresh_hash, created_at, expires_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kFind =
    "SELECT s.id, s.owner, s.refresh_hash, s.created_at, s.expires_at, u.disabled,"
    " u.credential_version FROM sessions AS s JOIN users AS u ON u.id = s.owner"
    " WHERE s.owner = ?1 AND s.id = ?2";
constexpr std::string_view kFindForRotation =
    "SELECT refresh_hash, expires_at, previous_hash, previous_until FROM sessions"
    " WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kRotate =
    "UPDATE sessions SET refresh_hash = ?3, expires_at = ?4, previous_hash = ?5,"
    " previous_until = ?6 WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kDelete = "DELETE FROM sessions WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kDeleteExpired =
    "DELETE FROM sessions WHERE (owner, id) IN"
    " (SELECT owner, id FROM sessions WHERE expires_at < ?1 ORDER BY expires_at LIMIT 1000)";

Result<LiveSession> read_live_session(const sqlite::Statement& row) {
  LiveSession live;
  AUDMG_TRY(live.session.id, read_id<SessionId>(row, 0));
  AUDMG_TRY(live.session.owner, read_id<UserId>(row, 1));
  live.session.refresh_hash = row.text(2);
  live.session.created_at = read_time(row, 3);
  live.session.expires_at = read_time(row, 4);
  live.user_disabled = row.integer(5) != 0;
  live.credential_version = row.integer(6);
  return live;
}

/// The columns that decide on a presented hash.
struct Family {
  std::string current;
  TimePoint expires_at;
  std::string previous;
  TimePoint previous_until;
};

Result<Family> read_family(const sqlite::Statement& row) {
  return Family{std::string(row.text(0)), read_time(row, 1), std::string(row.text(2)),
                read_time(row, 3)};
}

class SqliteSessionRepository final : public SessionRepository {
 public:
  explicit SqliteSessionRepository(Connections connections) : connections_(connections) {}

  Result<void> create_session(const Session& session) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kInsert, IdBytes(session.owner), IdBytes(session.id),
                              session.refresh_hash, milliseconds(session.created_at),
                              milliseconds(session.expires_at)));
      return {};
    });
  }

  Result<RotateOutcome> rotate_refresh_token(const RotateRequest& request) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<RotateOutcome> {
      const IdBytes owner(request.owner);
      const IdBytes id(request.id);
      AUDMG_TRY(const auto family, find_row(connection, kFindForRotation, read_family, owner, id));
      if (!family || family->expires_at <= request.now) return RotateOutcome::unknown;
      const bool is_current = family->current == request.presented_hash;
      const bool is_late =
          family->previous == request.presented_hash && request.now < family->previous_until;
      if (!is_current && !is_late) {
        AUDMG_CHECK(change_rows(connection, kDelete, owner, id));
        return RotateOutcome::reused;
      }
      const TimePoint until = is_current ? request.now + request.leeway : family->previous_until;
      AUDMG_CHECK(change_rows(connection, kRotate, owner, id, request.next_hash,
                              milliseconds(request.expires_at), request.presented_hash,
                              milliseconds(until)));
      return RotateOutcome::rotated;
    });
  }

  Result<std::optional<LiveSession>> find_session(const UserId& owner,
                                                  const SessionId& id) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return find_row(connection, kFind, read_live_session, IdBytes(owner), IdBytes(id));
    });
  }

  Result<void> delete_session(const UserId& owner, const SessionId& id) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kDelete, IdBytes(owner), IdBytes(id)));
      return {};
    });
  }

  Result<void> delete_expired_sessions(TimePoint now) override {
    return delete_in_pieces(connections_.writer, kDeleteExpired, now);
  }

 private:
  Connections connections_;
};

}  // namespace

std::unique_ptr<SessionRepository> make_session_repository(Connections connections) {
  return std::make_unique<SqliteSessionRepository>(connections);
}

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/session_repository.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"

#include <algorithm>
#include <utility>

namespace audmg::database {
namespace {

#define AUDMG_SESSION_COLUMNS                                                          \
  "s.id, s.owner, s.generation, s.refresh_hash, s.created_at, s.expires_at, s.device," \
  " s.network, s.last_used_at, s.authenticated_at"
constexpr std::string_view kFindSession =
    "SELECT " AUDMG_SESSION_COLUMNS
    ", u.disabled, u.credential_version FROM sessions AS s JOIN users AS u ON u.id = s.owner"
    " WHERE s.owner = ?1 AND s.id = ?2";
constexpr std::string_view kListSessions =
    "SELECT " AUDMG_SESSION_COLUMNS
    " FROM sessions AS s WHERE s.owner = ?1 AND s.expires_at > ?2"
    " ORDER BY s.id LIMIT 1000";
#undef AUDMG_SESSION_COLUMNS
constexpr std::string_view kInsertSession =
    "INSERT INTO sessions (id, owner, generation, refresh_hash, created_at, expires_at, device,"
    " network, last_used_at, authenticated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view kFindForRenewal =
    "SELECT generation, refresh_hash, previous_hash, previous_until, created_at, expires_at"
    " FROM sessions WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kRenew =
    "UPDATE sessions SET generation = ?3, previous_until = ?4, expires_at = ?5,"
    " last_used_at = ?6, network = ?7 WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kStamp =
    "UPDATE sessions SET authenticated_at = ?3 WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kDeleteSession = "DELETE FROM sessions WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kDeleteOthers = "DELETE FROM sessions WHERE owner = ?1 AND id <> ?2";
constexpr std::string_view kDeleteExpiredSessions =
    "DELETE FROM sessions WHERE (owner, id) IN"
    " (SELECT owner, id FROM sessions WHERE expires_at < ?1 ORDER BY expires_at LIMIT 1000)";

Result<Session> read_session(const sqlite::Statement& row) {
  Session session;
  AUDMG_TRY(session.id, read_id<SessionId>(row, 0));
  AUDMG_TRY(session.owner, read_id<UserId>(row, 1));
  session.generation = row.integer(2);
  session.refresh_hash = row.text(3);
  session.created_at = read_time(row, 4);
  session.expires_at = read_time(row, 5);
  session.device = row.text(6);
  session.network = row.text(7);
  session.last_used_at = read_time(row, 8);
  session.authenticated_at = read_time(row, 9);
  return session;
}

Result<LiveSession> read_live_session(const sqlite::Statement& row) {
  LiveSession live;
  AUDMG_TRY(live.session, read_session(row));
  live.user_disabled = row.integer(10) != 0;
  live.credential_version = row.integer(11);
  return live;
}

/// The columns that decide on a presented token.
struct Family {
  std::int64_t generation = 0;
  /// The token of generation 0, and the one that it had replaced by the rules of before
  /// generations.
  std::string hash;
  std::string hash_before;
  /// End of the leeway of the token before the valid one.
  TimePoint leeway_end;
  TimePoint created_at;
  TimePoint expires_at;
};

Result<Family> read_family(const sqlite::Statement& row) {
  return Family{.generation = row.integer(0),
                .hash = std::string(row.text(1)),
                .hash_before = std::string(row.text(2)),
                .leeway_end = read_time(row, 3),
                .created_at = read_time(row, 4),
                .expires_at = read_time(row, 5)};
}

bool has_expired(const Family& family, const RenewRequest& request) {
  return family.expires_at <= request.now ||
         family.created_at + request.max_lifetime <= request.now;
}

/// Judges a token of before generations, which only its hash identifies.
RenewOutcome judge_hash(const Family& family, const RenewRequest& request) {
  const std::string& presented = request.presented_hash;
  const bool is_last = !presented.empty() && presented == family.hash;
  const bool is_before = !presented.empty() && presented == family.hash_before;
  if (!is_last && !is_before) return RenewOutcome::unknown;
  const bool is_late = request.now >= family.leeway_end;
  if (family.generation == 0) {
    return is_last || !is_late ? RenewOutcome::renewed : RenewOutcome::reused;
  }
  return family.generation == 1 && !is_late ? RenewOutcome::repeated : RenewOutcome::reused;
}

RenewOutcome judge(const Family& family, const RenewRequest& request) {
  if (has_expired(family, request)) return RenewOutcome::unknown;
  if (request.generation == 0) return judge_hash(family, request);
  if (request.generation >= family.generation) return RenewOutcome::renewed;
  const bool is_last = request.generation + 1 == family.generation;
  return is_last && request.now < family.leeway_end ? RenewOutcome::repeated : RenewOutcome::reused;
}

class SqliteSessionRepository final : public SessionRepository {
 public:
  explicit SqliteSessionRepository(Connections connections) : connections_(connections) {}

  Result<void> create_session(const Session& session) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kInsertSession, IdBytes(session.id),
                              IdBytes(session.owner), session.generation, session.refresh_hash,
                              milliseconds(session.created_at), milliseconds(session.expires_at),
                              session.device, session.network, milliseconds(session.last_used_at),
                              milliseconds(session.authenticated_at)));
      return {};
    });
  }

  Result<RenewOutcome> renew_session(const RenewRequest& request) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<RenewOutcome> {
      const IdBytes owner(request.owner);
      const IdBytes id(request.id);
      AUDMG_TRY(const auto family, find_row(connection, kFindForRenewal, read_family, owner, id));
      if (!family) return RenewOutcome::unknown;
      const RenewOutcome outcome = judge(*family, request);
      if (outcome == RenewOutcome::reused) {
        AUDMG_CHECK(change_rows(connection, kDeleteSession, owner, id));
      }
      if (outcome != RenewOutcome::renewed) return outcome;
      // The leeway of a token that was replaced before generations runs on.
      const bool was_replaced = request.generation == 0 && request.presented_hash != family->hash;
      const TimePoint leeway_end = was_replaced ? family->leeway_end : request.now + request.leeway;
      const TimePoint end =
          std::min<TimePoint>(request.expires_at, family->created_at + request.max_lifetime);
      AUDMG_CHECK(change_rows(connection, kRenew, owner, id, request.generation + 1,
                              milliseconds(leeway_end), milliseconds(end),
                              milliseconds(request.now), request.network));
      return outcome;
    });
  }

  Result<std::optional<LiveSession>> find_session(const UserId& owner,
                                                  const SessionId& id) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return find_row(connection, kFindSession, read_live_session, IdBytes(owner), IdBytes(id));
    });
  }

  Result<std::vector<Session>> list_sessions(const UserId& owner, TimePoint now) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_rows(connection, kListSessions, read_session, IdBytes(owner), milliseconds(now));
    });
  }

  Result<void> stamp_session(const UserId& owner, const SessionId& id,
                             TimePoint authenticated_at) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(const auto changed, change_rows(connection, kStamp, IdBytes(owner), IdBytes(id),
                                                milliseconds(authenticated_at)));
      if (changed == 0) return fail(ErrorCode::not_found, "no such session");
      return {};
    });
  }

  Result<void> delete_session(const UserId& owner, const SessionId& id) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kDeleteSession, IdBytes(owner), IdBytes(id)));
      return {};
    });
  }

  Result<void> delete_other_sessions(const UserId& owner, const SessionId& kept) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kDeleteOthers, IdBytes(owner), IdBytes(kept)));
      return {};
    });
  }

  Result<void> delete_expired_sessions(TimePoint now) override {
    return delete_in_pieces(connections_.writer, kDeleteExpiredSessions, now);
  }

 private:
  Connections connections_;
};

}  // namespace

std::unique_ptr<SessionRepository> make_session_repository(Connections connections) {
  return std::make_unique<SqliteSessionRepository>(connections);
}

}  // namespace audmg::database

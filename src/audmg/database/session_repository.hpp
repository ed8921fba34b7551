// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::database {

/// One log-in: a family of refresh tokens, of which only the last generation is valid, and for a
/// moment the one before it.
struct Session {
  SessionId id;
  UserId owner;
  /// Generation of the valid refresh token, from 1; 0: the family's only token so far is one with
  /// the hash below.
  std::int64_t generation = 1;
  /// SHA-256 of the secret of the token of generation 0, lower-case hexadecimal, in sessions from
  /// before tokens had generations; else empty.
  std::string refresh_hash{};
  TimePoint created_at;
  TimePoint expires_at;
  /// The client's name for itself (User-Agent), for the owner's list.
  std::string device{};
  /// The truncated address of the last use.
  std::string network{};
  TimePoint last_used_at{};
  /// Time of the last proof of a credential in this session.
  TimePoint authenticated_at{};
};

struct RenewRequest {
  SessionId id;
  UserId owner;
  /// Generation of the presented token.
  std::int64_t generation = 0;
  /// Hash of the secret of a token of generation 0; else empty.
  std::string presented_hash{};
  TimePoint now;
  /// The session's new end, unless `max_lifetime` after its creation is earlier.
  TimePoint expires_at;
  /// A session that is older has expired.
  std::chrono::seconds max_lifetime{};
  /// Time for which the presented token stays valid beside its successor, because its holder may
  /// not receive the reply.
  std::chrono::seconds leeway{0};
  std::string network{};
};

enum class RenewOutcome {
  renewed,   ///< the successor of the presented token is valid now
  repeated,  ///< it was already: the presented token is within its leeway
  reused,    ///< the presented token was replaced long ago; the session is gone (RFC 9700 4.14)
  unknown,   ///< no such session, another owner's, expired, or a hash that was never its own
};

/// A session with the facts about its owner that the authorizer needs, read at one instant.
struct LiveSession {
  Session session;
  bool user_disabled = false;
  std::int64_t credential_version = 0;
};

/// Log-in sessions. All methods may block and are thread-safe; writes are durable when they return.
/// Errors of all methods: unavailable, out_of_space, internal.
class SessionRepository {
 public:
  SessionRepository() = default;
  SessionRepository(const SessionRepository&) = delete;
  SessionRepository& operator=(const SessionRepository&) = delete;
  virtual ~SessionRepository() = default;

  /// Errors: not_found when the owner is gone.
  [[nodiscard]] virtual Result<void> create_session(const Session& session) = 0;
  /// Compares and swaps in one step. The caller has verified that the token was issued, so a
  /// generation later than the stored one shows that the records went back in time (a restored
  /// backup): the session goes on from there. `leeway` counts from the first use of a token and is
  /// not prolonged by repetition.
  [[nodiscard]] virtual Result<RenewOutcome> renew_session(const RenewRequest& request) = 0;
  /// Returns nothing for an unknown session or another owner's; an expired one is still found.
  [[nodiscard]] virtual Result<std::optional<LiveSession>> find_session(const UserId& owner,
                                                                        const SessionId& id) = 0;
  /// Lists the owner's sessions that have not expired, at most 1,000, in order of creation.
  [[nodiscard]] virtual Result<std::vector<Session>> list_sessions(const UserId& owner,
                                                                   TimePoint now) = 0;
  /// Notes that a credential was shown. Errors: not_found.
  [[nodiscard]] virtual Result<void> stamp_session(const UserId& owner, const SessionId& id,
                                                   TimePoint authenticated_at) = 0;
  /// An absent session is success.
  [[nodiscard]] virtual Result<void> delete_session(const UserId& owner, const SessionId& id) = 0;
  /// Ends all of the owner's sessions but `kept`.
  [[nodiscard]] virtual Result<void> delete_other_sessions(const UserId& owner,
                                                           const SessionId& kept) = 0;
  /// Removes sessions that ended before `now`.
  [[nodiscard]] virtual Result<void> delete_expired_sessions(TimePoint now) = 0;
};

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace audmg::database {

/// One log-in: a family of refresh tokens, of which only the current one is valid, and for a moment
/// the one before it.
struct Session {
  SessionId id;
  UserId owner;
  /// SHA-256 of the current refresh token's secret, lower-case hexadecimal. The token itself is
  /// never stored.
  std::string refresh_hash;
  TimePoint created_at;
  TimePoint expires_at;
};

struct RotateRequest {
  SessionId id;
  UserId owner;
  std::string presented_hash;
  std::string next_hash;
  TimePoint now;
  /// The session's new end.
  TimePoint expires_at;
  /// Time for which the presented hash stays valid beside the next one, because its holder may not
  /// receive the reply.
  std::chrono::seconds leeway{0};
};

enum class RotateOutcome {
  rotated,
  reused,   ///< the presented hash is not valid (any more); the session is gone (RFC 9700 4.14)
  unknown,  ///< no such session, another owner's, or expired
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
  /// Compares and swaps in one step. Presenting the previous hash within its leeway also rotates:
  /// it invalidates the hash in the lost reply and does not extend the leeway. So of two calls with
  /// the same presented hash, without leeway, one is rotated, the other reused.
  [[nodiscard]] virtual Result<RotateOutcome> rotate_refresh_token(
      const RotateRequest& request) = 0;
  /// Returns nothing for an unknown session or another owner's; an expired one is still found.
  [[nodiscard]] virtual Result<std::optional<LiveSession>> find_session(const UserId& owner,
                                                                        const SessionId& id) = 0;
  /// An absent session is success.
  [[nodiscard]] virtual Result<void> delete_session(const UserId& owner, const SessionId& id) = 0;
  /// Removes sessions that ended before `now`.
  [[nodiscard]] virtual Result<void> delete_expired_sessions(TimePoint now) = 0;
};

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace audmg::database {

/// One log-in: a family of refresh tokens of which exactly one is good at a time.
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
};

enum class RotateOutcome {
  rotated,
  reused,   ///< the presented hash is not the current one; the session is gone now (RFC 9700 4.14)
  unknown,  ///< no such session, another owner's, or expired
};

/// A session with what the authorizer needs of its owner, read at one instant.
struct LiveSession {
  Session session;
  bool user_disabled = false;
  std::int64_t credential_version = 0;
};

/// Log-in sessions. All methods may block and are thread-safe; writes are durable when they return.
/// Errors of all: unavailable, out_of_space, internal.
class SessionRepository {
 public:
  SessionRepository() = default;
  SessionRepository(const SessionRepository&) = delete;
  SessionRepository& operator=(const SessionRepository&) = delete;
  virtual ~SessionRepository() = default;

  /// Errors: not_found when the owner is gone.
  [[nodiscard]] virtual Result<void> create_session(const Session& session) = 0;
  /// Compares and swaps in one step: of two calls with the same presented hash one is rotated, the
  /// other reused.
  [[nodiscard]] virtual Result<RotateOutcome> rotate_refresh_token(
      const RotateRequest& request) = 0;
  /// Nothing for an unknown session or another owner's; an expired one is still found.
  [[nodiscard]] virtual Result<std::optional<LiveSession>> find_session(const UserId& owner,
                                                                        const SessionId& id) = 0;
  /// An absent session is success.
  [[nodiscard]] virtual Result<void> delete_session(const UserId& owner, const SessionId& id) = 0;
  /// Removes sessions that ended before `now`.
  [[nodiscard]] virtual Result<void> delete_expired_sessions(TimePoint now) = 0;
};

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/identity/access_tokens.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace audmg::identity {

/// A credential that was found valid counts as valid for this time without another look at its
/// record. Revocation (log-out, password change, disable) takes effect everywhere after this time,
/// and at once in the process that revokes. API Gateway caches its authorizer's results likewise.
inline constexpr std::chrono::milliseconds kLiveness{1000};

/// Remembers for kLiveness which access tokens and users were found valid, so that a busy client
/// costs one look-up per second. Bounded; never blocks for long; thread-safe.
class CredentialCache {
 public:
  explicit CredentialCache(const Clock& clock);

  [[nodiscard]] std::optional<AccessClaims> find_token(std::string_view token) const;
  void put_token(std::string_view token, const AccessClaims& claims);

  /// Returns the user's credential version; 0 when the user is disabled or gone.
  [[nodiscard]] std::optional<std::int64_t> find_user(const UserId& user) const;
  void put_user(const UserId& user, std::int64_t credential_version);

  /// Immediately forgets everything about one session, one app password or one user.
  void forget_session(const SessionId& session);
  void forget_app_password(const AppPasswordId& app_password);
  void forget_user(const UserId& user);
  /// Returns the number of revocations so far. Callers that watch a credential for long look at its
  /// record again when this has changed.
  [[nodiscard]] std::uint64_t revocations() const noexcept { return revocations_; }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  template <class Entry>
  using Map = std::unordered_map<std::string, Entry, TextHash, std::equal_to<>>;

  struct Token {
    AccessClaims claims;
    TimePoint found_at;
  };
  struct Version {
    std::int64_t credential_version;
    TimePoint found_at;
  };
  /// Locks are held for one look-up only; shards keep the event loops from waiting for each other.
  struct Shard {
    std::mutex mutex;
    Map<Token> tokens;
    Map<Version> users;
  };
  static constexpr std::size_t kShards = 16;

  [[nodiscard]] Shard& shard_of(std::string_view key) const noexcept;
  [[nodiscard]] bool is_fresh(TimePoint found_at, TimePoint now) const noexcept;
  [[nodiscard]] bool was_forgotten(std::string_view id, TimePoint now) const;
  void remember_forgotten(const std::string& id);

  const Clock& clock_;
  mutable std::array<Shard, kShards> shards_;
  std::atomic<std::uint64_t> revocations_ = 0;
  /// Sessions and users forgotten a moment ago, so that a look-up that was under way at that time
  /// does not restore the old answer.
  mutable std::mutex forgotten_mutex_;
  Map<TimePoint> forgotten_;
};

}  // namespace audmg::identity

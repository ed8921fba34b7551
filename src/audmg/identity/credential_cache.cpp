// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/credential_cache.hpp"

namespace audmg::identity {
namespace {

/// Entries of one kind in one shard; 16 shards make 65,536 tokens and as many users.
constexpr std::size_t kMaxEntriesPerShard = 4096;
constexpr std::size_t kMaxForgotten = 16'384;

/// A look-up that began before a revocation is over after this time. Short for users, because a
/// user may come back (enabled again) and is then looked up each time until it is over.
constexpr std::chrono::milliseconds kForgottenFor{2000};

/// Makes room for one more: drops what is stale, or everything when nothing is.
template <class Map>
void make_room(Map& map, std::size_t limit, TimePoint stale_before) {
  if (map.size() < limit) return;
  std::erase_if(map, [&](const auto& entry) {
    if constexpr (requires { entry.second.found_at; }) {
      return entry.second.found_at < stale_before;
    } else {
      return entry.second < stale_before;
    }
  });
  if (map.size() >= limit) map.clear();
}

}  // namespace

CredentialCache::CredentialCache(const Clock& clock) : clock_(clock) {}

std::optional<AccessClaims> CredentialCache::find_token(std::string_view token) const {
  const TimePoint now = clock_.now();
  Shard& shard = shard_of(token);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.tokens.find(token);
  if (found == shard.tokens.end()) return std::nullopt;
  const Token& entry = found->second;
  if (!is_fresh(entry.found_at, now) || entry.claims.expires_at <= now) return std::nullopt;
  return entry.claims;
}

void CredentialCache::put_token(std::string_view token, const AccessClaims& claims) {
  const TimePoint now = clock_.now();
  Shard& shard = shard_of(token);
  const std::lock_guard lock(shard.mutex);
  for (const std::string* id :
       {&claims.session.text(), &claims.app_password.text(), &claims.user.text()}) {
    if (was_forgotten(*id, now)) return;
  }
  make_room(shard.tokens, kMaxEntriesPerShard, now - kLiveness);
  shard.tokens.insert_or_assign(std::string(token), Token{claims, now});
}

std::optional<std::int64_t> CredentialCache::find_user(const UserId& user) const {
  Shard& shard = shard_of(user.text());
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.users.find(user.text());
  if (found == shard.users.end() || !is_fresh(found->second.found_at, clock_.now())) {
    return std::nullopt;
  }
  return found->second.credential_version;
}

void CredentialCache::put_user(const UserId& user, std::int64_t credential_version) {
  const TimePoint now = clock_.now();
  Shard& shard = shard_of(user.text());
  const std::lock_guard lock(shard.mutex);
  if (was_forgotten(user.text(), now)) return;
  make_room(shard.users, kMaxEntriesPerShard, now - kLiveness);
  shard.users.insert_or_assign(user.text(), Version{credential_version, now});
}

void CredentialCache::forget_session(const SessionId& session) {
  remember_forgotten(session.text());
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    std::erase_if(shard.tokens,
                  [&](const auto& entry) { return entry.second.claims.session == session; });
  }
  ++revocations_;
}

void CredentialCache::forget_app_password(const AppPasswordId& app_password) {
  remember_forgotten(app_password.text());
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    std::erase_if(shard.tokens, [&](const auto& entry) {
      return entry.second.claims.app_password == app_password;
    });
  }
  ++revocations_;
}

void CredentialCache::forget_user(const UserId& user) {
  remember_forgotten(user.text());
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    shard.users.erase(user.text());
    std::erase_if(shard.tokens,
                  [&](const auto& entry) { return entry.second.claims.user == user; });
  }
  ++revocations_;
}

CredentialCache::Shard& CredentialCache::shard_of(std::string_view key) const noexcept {
  // The upper bits: the map inside the shard uses the lower ones.
  return shards_[(TextHash{}(key) >> 48) % kShards];
}

bool CredentialCache::is_fresh(TimePoint found_at, TimePoint now) const noexcept {
  // A clock that was set back makes everything stale rather than immortal.
  return found_at <= now && now - found_at < kLiveness;
}

bool CredentialCache::was_forgotten(std::string_view id, TimePoint now) const {
  const std::lock_guard lock(forgotten_mutex_);
  const auto found = forgotten_.find(id);
  return found != forgotten_.end() && now - found->second < kForgottenFor;
}

void CredentialCache::remember_forgotten(const std::string& id) {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(forgotten_mutex_);
  make_room(forgotten_, kMaxForgotten, now - kForgottenFor);
  forgotten_.insert_or_assign(id, now);
}

}  // namespace audmg::identity

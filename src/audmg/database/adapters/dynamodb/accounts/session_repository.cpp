// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/session_repository.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/adapters/dynamodb/accounts/credentials_item.hpp"
#include "audmg/database/adapters/dynamodb/due_items.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kMaxStoredSessions = 10'000;
constexpr std::size_t kMaxListedSessions = 1'000;
constexpr std::size_t kRenewerBytes = 16;
/// delete_expired_sessions() is exact; this is for deployments that never call it.
constexpr std::chrono::hours kTtlAfterSession{24};

/// Sets the attributes that depend on the end of a session.
void set_end(Item& item, const SessionId& id, TimePoint expires_at) {
  item.set("expires_at", expires_at);
  set_ttl(item, expires_at + kTtlAfterSession);
  set_due(item, Due::session, expires_at, id.text());
}

Item session_item(const Session& session, std::int64_t credential_version) {
  Item item = session_key(session.owner, session.id);
  item.set("generation", session.generation)
      .set("created_at", session.created_at)
      .set("device", session.device)
      .set("network", session.network)
      .set("last_used_at", session.last_used_at)
      .set("authenticated_at", session.authenticated_at)
      .set("credential_version", credential_version);
  if (!session.refresh_hash.empty()) item.set("refresh_hash", session.refresh_hash);
  set_end(item, session.id, session.expires_at);
  return item;
}

/// Items from before there were generations lack all that has no counterpart there, so they read as
/// generation 0.
Session read_session(const UserId& owner, const SessionId& id, const Item& item) {
  const std::int64_t generation = item.number("generation");
  return {.id = id,
          .owner = owner,
          .generation = generation,
          .refresh_hash = generation == 0 ? std::string(item.text("refresh_hash")) : std::string(),
          .created_at = item.time("created_at"),
          .expires_at = item.time("expires_at"),
          .device = std::string(item.text("device")),
          .network = std::string(item.text("network")),
          .last_used_at = item.time("last_used_at"),
          .authenticated_at = item.time("authenticated_at")};
}

/// A session with its owner; it belongs to the owner's present credentials.
struct Found {
  Item session;
  Item user;
};

/// Returns the end of the session's life, however often it is renewed.
TimePoint last_end(const Item& session, const RenewRequest& request) {
  return session.time("created_at") + request.max_lifetime;
}

TimePoint end_of(const Item& session, const RenewRequest& request) {
  return std::min(session.time("expires_at"), last_end(session, request));
}

/// How a presented token relates to the session.
enum class Presented { valid, replaced_lately, replaced, unknown };

/// Sessions from before there were generations also know the hash that was replaced last.
Presented compare_hash(const Item& session, std::string_view hash, TimePoint now) {
  if (!hash.empty() && session.text("refresh_hash") == hash) return Presented::valid;
  if (hash.empty() || session.text("previous_hash") != hash) return Presented::unknown;
  return now < session.time("previous_until") ? Presented::valid : Presented::replaced;
}

Presented compare(const Item& session, const RenewRequest& request) {
  const std::int64_t present = session.number("generation");
  if (request.generation == 0) {
    const Presented hash = compare_hash(session, request.presented_hash, request.now);
    if (hash == Presented::unknown || present == 0) return hash;
  }
  if (request.generation >= present) return Presented::valid;
  const bool is_late =
      request.generation == present - 1 && request.now < session.time("previous_until");
  return is_late ? Presented::replaced_lately : Presented::replaced;
}

class DynamoSessionRepository final : public SessionRepository {
 public:
  explicit DynamoSessionRepository(Table& table) : table_(table) {}

  Result<void> create_session(const Session& session) override {
    const auto create = [&]() -> Result<std::optional<bool>> {
      AUDMG_TRY(const auto user, table_.get(user_key(session.owner)));
      if (!user) return no_such_user();
      const std::int64_t version = user->number("credential_version");
      Item values;
      values.set(":version", version);
      Transaction steps;
      steps.check(user_key(session.owner), "credential_version = :version", values);
      steps.put(session_item(session, version));
      AUDMG_TRY(const Commit commit, steps.commit(table_));
      if (!commit.done()) return std::nullopt;
      return true;
    };
    AUDMG_TRY([[maybe_unused]] const bool created, retry_conflicts<bool>(create));
    return {};
  }

  Result<RenewOutcome> renew_session(const RenewRequest& request) override {
    if (request.owner.empty() || request.id.empty()) return RenewOutcome::unknown;
    // Recognises this call's renewal when the reply to it was lost.
    const std::string renewer = openssl::random_text(kRenewerBytes);
    return retry_conflicts<RenewOutcome>([&] { return try_renew(request, renewer); });
  }

  Result<std::optional<LiveSession>> find_session(const UserId& owner,
                                                  const SessionId& id) override {
    if (owner.empty() || id.empty()) return std::nullopt;
    AUDMG_TRY(const auto found, find(owner, id));
    if (!found) return std::nullopt;
    return LiveSession{.session = read_session(owner, id, found->session),
                       .user_disabled = found->user.truth("is_disabled"),
                       .credential_version = found->user.number("credential_version")};
  }

  Result<std::vector<Session>> list_sessions(const UserId& owner, TimePoint now) override {
    std::vector<Session> sessions;
    if (owner.empty()) return sessions;
    AUDMG_TRY(const auto user, table_.get(user_key(owner)));
    if (!user) return sessions;
    AUDMG_TRY(const auto items, stored_sessions(table_, owner));
    for (const Item& item : items) {
      const auto id = SessionId::parse(item.text(kSk).substr(kSessionPrefix.size()));
      if (!id) return fail(ErrorCode::corrupt, "dynamodb: a session without an id");
      const bool is_live = item.time("expires_at") > now &&
                           item.number("credential_version") == user->number("credential_version");
      if (is_live) sessions.push_back(read_session(owner, *id, item));
    }
    std::ranges::stable_sort(sessions, {}, &Session::created_at);
    if (sessions.size() > kMaxListedSessions) sessions.resize(kMaxListedSessions);
    return sessions;
  }

  Result<void> stamp_session(const UserId& owner, const SessionId& id,
                             TimePoint authenticated_at) override {
    if (owner.empty() || id.empty()) return no_such_session();
    Item values;
    values.set(":at", authenticated_at);
    AUDMG_TRY(const auto outcome, table_.write({.item = session_key(owner, id),
                                                .update = "SET authenticated_at = :at",
                                                .condition = "attribute_exists(pk)",
                                                .values = values}));
    if (!outcome.done) return no_such_session();
    return {};
  }

  Result<void> delete_session(const UserId& owner, const SessionId& id) override {
    AUDMG_TRY([[maybe_unused]] const bool removed, table_.remove(session_key(owner, id)));
    return {};
  }

  Result<void> delete_other_sessions(const UserId& owner, const SessionId& kept) override {
    return end_sessions(table_, owner, kept);
  }

  Result<void> delete_expired_sessions(TimePoint now) override {
    Item values;
    values.set(":now", now);
    // Skips sessions that were renewed meanwhile.
    return remove_due(table_, Due::session, now, "expires_at < :now", values);
  }

  static Result<std::vector<Item>> stored_sessions(Table& table, const UserId& owner) {
    Item values;
    values.set(":p", owner_pk(owner)).set(":s", kSessionPrefix);
    return table.query({.condition = "pk = :p AND begins_with(sk, :s)",
                        .values = values,
                        .limit = kMaxStoredSessions});
  }

 private:
  static std::unexpected<Error> no_such_session() {
    return fail(ErrorCode::not_found, "no such session");
  }

  /// Also returns nothing for a session that a change of password or the like has ended.
  Result<std::optional<Found>> find(const UserId& owner, const SessionId& id) {
    AUDMG_TRY(auto items, table_.get_together({session_key(owner, id), user_key(owner)}));
    if (!items[0] || !items[1]) return std::nullopt;
    Found found{*std::move(items[0]), *std::move(items[1])};
    if (found.session.number("credential_version") != found.user.number("credential_version")) {
      return std::nullopt;
    }
    return found;
  }

  Result<std::optional<RenewOutcome>> try_renew(const RenewRequest& request,
                                                std::string_view renewer) {
    AUDMG_TRY(const auto found, find(request.owner, request.id));
    if (!found || end_of(found->session, request) <= request.now) return RenewOutcome::unknown;
    switch (compare(found->session, request)) {
      case Presented::unknown:
        return RenewOutcome::unknown;
      case Presented::replaced_lately:
        return RenewOutcome::repeated;
      case Presented::replaced:
        return end_reused(request, found->session);
      case Presented::valid:
        return advance(request, found->session, renewer);
    }
    return RenewOutcome::unknown;
  }

  /// Sets the condition that no other call has renewed the session since it was read.
  static std::string_view same_generation(const Item& session, Item& values) {
    if (!session.has("generation")) {
      values.set(":hash", session.text("refresh_hash"));
      return "attribute_not_exists(generation) AND refresh_hash = :hash";
    }
    values.set(":present", session.number("generation"));
    return "generation = :present";
  }

  Result<std::optional<RenewOutcome>> end_reused(const RenewRequest& request, const Item& session) {
    Item values;
    const std::string_view same = same_generation(session, values);
    AUDMG_TRY(const bool removed,
              table_.remove(session_key(request.owner, request.id), same, values));
    if (!removed) return std::nullopt;  // Renewed or removed at this moment: look again.
    return RenewOutcome::reused;
  }

  /// The session keeps the credential version that it was read with, so nothing is gained by
  /// renewing it while the password changes.
  Result<std::optional<RenewOutcome>> advance(const RenewRequest& request, const Item& session,
                                              std::string_view renewer) {
    const TimePoint end = std::min(request.expires_at, last_end(session, request));
    Item ends;
    set_end(ends, request.id, end);
    Item values;
    values.set(":next", request.generation + 1)
        .set(":until", request.now + request.leeway)
        .set(":renewer", renewer)
        .set(":now", request.now)
        .set(":network", request.network)
        .set(":end", end)
        .set(":ttl", ends.number(kTtl))
        .set(":duePk", ends.text(kG2Pk))
        .set(":dueSk", ends.text(kG2Sk));
    const std::string_view same = same_generation(session, values);
    AUDMG_TRY(const auto outcome,
              table_.write({.item = session_key(request.owner, request.id),
                            .update = "SET generation = :next, previous_until = :until, "
                                      "renewer = :renewer, last_used_at = :now, "
                                      "network = :network, expires_at = :end, #ttl = :ttl, "
                                      "g2pk = :duePk, g2sk = :dueSk",
                            .condition = same,
                            .values = values}));
    if (outcome.done || outcome.found.text("renewer") == renewer) return RenewOutcome::renewed;
    return std::nullopt;
  }

  Table& table_;
};

}  // namespace

Result<void> end_sessions(Table& table, const UserId& owner, const SessionId& kept) {
  if (owner.empty()) return {};
  AUDMG_TRY(const auto items, DynamoSessionRepository::stored_sessions(table, owner));
  std::vector<Item> keys;
  for (const Item& item : items) {
    const Item key = key_of(item);
    if (kept.empty() || key.text(kSk) != session_key(owner, kept).text(kSk)) keys.push_back(key);
  }
  return table.remove_many(keys);
}

std::unique_ptr<SessionRepository> make_session_repository(Table& table) {
  return std::make_unique<DynamoSessionRepository>(table);
}

}  // namespace audmg::database::dynamodb

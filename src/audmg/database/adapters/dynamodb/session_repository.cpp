// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/session_repository.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/adapters/dynamodb/due_items.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"

#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// delete_expired_sessions() is exact; this is for deployments that never call it.
constexpr std::chrono::hours kTtlAfterEnd{24};

/// Sets the attributes that depend on the end of a session.
void set_end(Item& item, const SessionId& id, TimePoint expires_at) {
  item.set("expires_at", expires_at);
  set_ttl(item, expires_at + kTtlAfterEnd);
  set_due(item, Due::session, expires_at, id.text());
}

Session read_session(const UserId& owner, const SessionId& id, const Item& item) {
  return {.id = id,
          .owner = owner,
          .refresh_hash = std::string(item.text("refresh_hash")),
          .created_at = item.time("created_at"),
          .expires_at = item.time("expires_at")};
}

/// A session with its owner, and whether it belongs to the owner's present credentials.
struct Found {
  Item session;
  Item user;
};

class DynamoSessionRepository final : public SessionRepository {
 public:
  explicit DynamoSessionRepository(Table& table) : table_(table) {}

  Result<void> create_session(const Session& session) override {
    const auto create = [&]() -> Result<std::optional<bool>> {
      AUDMG_TRY(const auto user, table_.get(user_key(session.owner)));
      if (!user) return fail(ErrorCode::not_found, "no such user");
      Item values;
      values.set(":version", user->number("credential_version"));
      Item item = session_key(session.owner, session.id);
      item.set("refresh_hash", session.refresh_hash)
          .set("created_at", session.created_at)
          .set("credential_version", user->number("credential_version"));
      set_end(item, session.id, session.expires_at);
      Transaction steps;
      steps.check(user_key(session.owner), "credential_version = :version", values);
      steps.put(std::move(item));
      AUDMG_TRY(const Commit commit, steps.commit(table_));
      if (!commit.done()) return std::nullopt;
      return true;
    };
    AUDMG_TRY([[maybe_unused]] const bool created, retry_conflicts<bool>(create));
    return {};
  }

  Result<RotateOutcome> rotate_refresh_token(const RotateRequest& request) override {
    return retry_conflicts<RotateOutcome>([&] { return try_rotate(request); });
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

  Result<void> delete_session(const UserId& owner, const SessionId& id) override {
    AUDMG_TRY([[maybe_unused]] const bool removed, table_.remove(session_key(owner, id)));
    return {};
  }

  Result<void> delete_expired_sessions(TimePoint now) override {
    Item values;
    values.set(":now", now);
    // Skips sessions that were renewed meanwhile.
    return remove_due(table_, Due::session, now, "expires_at < :now", values);
  }

 private:
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

  Result<std::optional<RotateOutcome>> try_rotate(const RotateRequest& request) {
    AUDMG_TRY(const auto found, find(request.owner, request.id));
    if (!found || found->session.time("expires_at") <= request.now) return RotateOutcome::unknown;
    const Item key = session_key(request.owner, request.id);
    Item now_there;
    now_there.set(":presented", found->session.text("refresh_hash"));
    const bool is_current = found->session.text("refresh_hash") == request.presented_hash;
    const bool is_late = found->session.text("previous_hash") == request.presented_hash &&
                         request.now < found->session.time("previous_until");
    if (!is_current && !is_late) {
      AUDMG_TRY(const bool removed, table_.remove(key, "refresh_hash = :presented", now_there));
      if (!removed) return std::nullopt;  // Renewed or removed at this moment: look again.
      return RotateOutcome::reused;
    }
    Item renewed = found->session;
    renewed.set("refresh_hash", request.next_hash);
    if (is_current) {
      renewed.set("previous_hash", request.presented_hash);
      renewed.set("previous_until", request.now + request.leeway);
    }
    set_end(renewed, request.id, request.expires_at);
    Item version;
    version.set(":version", found->user.number("credential_version"));
    Transaction steps;
    steps.check(user_key(request.owner), "credential_version = :version", version);
    steps.put(std::move(renewed), "refresh_hash = :presented", now_there);
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    if (!commit.done()) return std::nullopt;
    return RotateOutcome::rotated;
  }

  Table& table_;
};

}  // namespace

std::unique_ptr<SessionRepository> make_session_repository(Table& table) {
  return std::make_unique<DynamoSessionRepository>(table);
}

}  // namespace audmg::database::dynamodb

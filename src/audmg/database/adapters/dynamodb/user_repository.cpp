// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"

#include "audmg/database/adapters/dynamodb/completion.hpp"
#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/locks.hpp"
#include "audmg/database/adapters/dynamodb/membership.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/tombstone_item.hpp"

#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kMaxSessions = 10'000;
constexpr std::size_t kItemsPerRound = 500;

Item user_item(const User& user) {
  Item item = user_key(user.id);
  item.set("username", user.username)
      .set("email", user.email)
      .set("password_hash", user.password_hash)
      .set("credential_version", user.credential_version)
      .set("is_disabled", user.disabled)
      .set("created_at", user.created_at)
      .set(kG1Pk, kUsersG1Pk)
      .set(kG1Sk, user.id.text());
  return item;
}

Result<User> read_user(const Item& item) {
  const auto id = UserId::parse(item.text(kG1Sk));
  if (!id) return fail(ErrorCode::corrupt, "dynamodb: a user without an id");
  return User{.id = *id,
              .username = std::string(item.text("username")),
              .email = std::string(item.text("email")),
              .password_hash = std::string(item.text("password_hash")),
              .credential_version = item.number("credential_version"),
              .disabled = item.truth("is_disabled"),
              .created_at = item.time("created_at")};
}

std::unexpected<Error> no_such_user() { return fail(ErrorCode::not_found, "no such user"); }

class DynamoUserRepository final : public UserRepository {
 public:
  DynamoUserRepository(Table& table, const Clock& clock) : table_(table), clock_(clock) {}

  Result<CreateUserOutcome> create_user(const User& user,
                                        const IdempotentCompletion* completion) override {
    constexpr std::string_view kAbsent = "attribute_not_exists(pk)";
    Transaction steps;
    steps.put(user_item(user), kAbsent);
    const std::size_t name_step = steps.put(username_lock(user.username, user.id), kAbsent);
    const std::size_t email_step = steps.put(email_lock(user.email, user.id), kAbsent);
    AUDMG_TRY(
        const Commit commit,
        commit_with_completion(table_, steps, completion,
                               completion == nullptr ? 0 : completion->status, user.id.text()));
    if (commit.done()) return CreateUserOutcome::created;
    if (commit.failed(name_step)) return CreateUserOutcome::username_taken;
    if (commit.failed(email_step)) return CreateUserOutcome::email_taken;
    return fail(ErrorCode::internal, "dynamodb: a user of this id is there");
  }

  Result<std::optional<User>> find_user(const UserId& id) override {
    if (id.empty()) return std::nullopt;
    AUDMG_TRY(const auto item, table_.get(user_key(id)));
    if (!item) return std::nullopt;
    return read_user(*item);
  }

  Result<std::optional<User>> find_user_by_username(std::string_view username) override {
    return find_by(username_key(username));
  }

  Result<std::optional<User>> find_user_by_email(std::string_view email) override {
    return find_by(email_key(email));
  }

  Result<std::vector<User>> list_users(const UserId& after, std::size_t limit) override {
    Item values;
    values.set(":p", kUsersG1Pk).set(":after", after.empty() ? "0" : after.text());
    AUDMG_TRY(const auto items, table_.query({.index = "gsi1",
                                              .condition = "g1pk = :p AND g1sk > :after",
                                              .values = values,
                                              .limit = limit}));
    std::vector<User> users;
    for (const Item& item : items) {
      AUDMG_TRY(User user, read_user(item));
      users.push_back(std::move(user));
    }
    return users;
  }

  Result<void> set_password_hash(const UserId& id, std::string_view password_hash) override {
    Item values;
    values.set(":hash", password_hash).set(":one", 1);
    AUDMG_CHECK(change(id, "SET password_hash = :hash ADD credential_version :one", values));
    return after_change(end_sessions(id));
  }

  Result<void> set_disabled(const UserId& id, bool disabled) override {
    Item values;
    values.set(":disabled", disabled).set(":one", 1);
    AUDMG_CHECK(change(id, "SET is_disabled = :disabled ADD credential_version :one", values));
    if (!disabled) return {};
    return after_change(end_sessions(id));
  }

  Result<void> delete_user(const UserId& id) override {
    AUDMG_TRY(const auto user, find_user(id));
    if (!user) return no_such_user();
    Item mark = deletion_key(id);
    set_due(mark, Due::deletion, clock_.now(), id.text());
    Transaction steps;
    steps.remove(user_key(id), "attribute_exists(pk)");
    steps.remove(username_key(user->username));
    steps.remove(email_key(user->email));
    steps.put(std::move(mark));
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    if (!commit.done()) return no_such_user();
    // From here on nothing can be added; if this process dies, recover_abandoned() continues.
    return after_change(finish_deletion(table_, id));
  }

 private:
  Result<std::optional<User>> find_by(const Item& lock_key) {
    AUDMG_TRY(const auto lock, table_.get(lock_key));
    if (!lock) return std::nullopt;
    const auto id = UserId::parse(lock->text("user_id"));
    if (!id) return fail(ErrorCode::corrupt, "dynamodb: a name of nobody");
    return find_user(*id);
  }

  Result<void> change(const UserId& id, std::string_view update, const Item& values) {
    AUDMG_TRY(const auto outcome, table_.write({.item = user_key(id),
                                                .update = update,
                                                .condition = "attribute_exists(pk)",
                                                .values = values}));
    if (!outcome.done) return no_such_user();
    return {};
  }

  /// Ends the sessions. Those that remain if this process dies have an older credential version,
  /// which makes them worthless.
  Result<void> end_sessions(const UserId& id) {
    Item values;
    values.set(":p", owner_pk(id)).set(":s", kSessionPrefix);
    AUDMG_TRY(const auto items, table_.query({.condition = "pk = :p AND begins_with(sk, :s)",
                                              .values = values,
                                              .limit = kMaxSessions}));
    std::vector<Item> keys;
    for (const Item& item : items) keys.push_back(key_of(item));
    return table_.remove_many(keys);
  }

  Table& table_;
  const Clock& clock_;
};

/// Removes the items of the file's places in collections.
Result<void> remove_members(Table& table, const Item& item, const File& file) {
  AUDMG_TRY(const auto memberships, read_memberships(item));
  std::vector<Item> keys;
  for (const Membership& membership : memberships) {
    keys.push_back(member_item(file.owner, file.id, membership));
  }
  return table.remove_many(keys);
}

/// Removes the collections of a deleted user; after that, no file can come into one any more.
Result<void> remove_collections(Table& table, const UserId& owner) {
  Item values;
  values.set(":p", owner_pk(owner)).set(":s", kCollectionPrefix);
  for (;;) {
    AUDMG_TRY(const auto items, table.query({.condition = "pk = :p AND begins_with(sk, :s)",
                                             .values = values,
                                             .limit = kItemsPerRound}));
    if (items.empty()) return {};
    std::vector<Item> keys;
    for (const Item& item : items) keys.push_back(key_of(item));
    AUDMG_CHECK(table.remove_many(keys));
  }
}

/// Removes the item of a file or an upload session of a deleted user, with a tombstone of its
/// object.
Result<void> bury_object(Table& table, const UserId& owner, const Item& item) {
  constexpr std::size_t kPrefixBytes = 2;
  const std::string object_key(item.text("object_key"));
  Tombstone tombstone{object_key, owner, {}};
  Transaction steps;
  if (item.text(kSk).starts_with(kFilePrefix)) {
    if (const auto file = FileId::parse(item.text(kSk).substr(kPrefixBytes))) {
      tombstone.file = *file;
    }
    steps.remove(object_key_key(object_key));
    AUDMG_TRY(const File file, read_file(item));
    AUDMG_CHECK(remove_members(table, item, file));
    for (const Companion& companion : file.companions) {
      steps.remove(object_key_key(companion.object_key));
      steps.put(tombstone_item({companion.object_key, owner, FileId{}}));
    }
  }
  steps.remove(key_of(item));
  steps.put(tombstone_item(tombstone));
  AUDMG_CHECK(steps.commit(table));
  return {};
}

}  // namespace

Result<void> finish_deletion(Table& table, const UserId& owner) {
  AUDMG_CHECK(remove_collections(table, owner));
  Item values;
  values.set(":p", owner_pk(owner));
  const Item mark = deletion_key(owner);
  Item after;
  for (;;) {
    AUDMG_TRY(
        const auto items,
        table.query(
            {.condition = "pk = :p", .values = values, .after = after, .limit = kItemsPerRound}));
    if (items.empty()) break;
    std::vector<Item> keys;
    for (const Item& item : items) {
      if (item.has("object_key")) {
        AUDMG_CHECK(bury_object(table, owner, item));
      } else if (item.text(kSk) != mark.text(kSk)) {
        keys.push_back(key_of(item));
      }
    }
    AUDMG_CHECK(table.remove_many(keys));
    after = key_of(items.back());
  }
  AUDMG_TRY([[maybe_unused]] const bool removed, table.remove(mark));
  return {};
}

std::unique_ptr<UserRepository> make_user_repository(Table& table, const Clock& clock) {
  return std::make_unique<DynamoUserRepository>(table, clock);
}

}  // namespace audmg::database::dynamodb

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/adapters/dynamodb/accounts/credentials_item.hpp"
#include "audmg/database/adapters/dynamodb/completion.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/locks.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/tombstone_item.hpp"

#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

// "role" and "language" are words of DynamoDB's expressions.
constexpr std::string_view kRole = "user_role";
constexpr std::string_view kLanguage = "mail_language";
constexpr std::string_view kVerifiedAt = "email_verified_at";
constexpr std::string_view kAwaitsConfirmation = "awaits_confirmation";
constexpr std::string_view kQuota = "quota_bytes";
constexpr std::string_view kDeletionDueAt = "deletion_due_at";
constexpr std::string_view kAdmin = "admin";

std::string_view text_of(Role role) { return role == Role::admin ? kAdmin : "user"; }

Item user_item(const User& user) {
  Item item = user_key(user.id);
  item.set("username", user.username)
      .set("email", user.email)
      .set("credential_version", user.credential_version)
      .set("is_disabled", user.disabled)
      .set("created_at", user.created_at)
      .set(kRole, text_of(user.role))
      .set(kLanguage, user.language)
      .set(kG1Pk, kUsersG1Pk)
      .set(kG1Sk, user.id.text());
  if (user.email_verified_at) item.set(kVerifiedAt, *user.email_verified_at);
  if (user.awaits_confirmation) item.set(kAwaitsConfirmation, true);
  if (user.quota) item.set(kQuota, *user.quota);
  if (user.deletion_due_at) item.set(kDeletionDueAt, *user.deletion_due_at);
  return item;
}

std::optional<TimePoint> time_if_there(const Item& item, std::string_view name) {
  if (!item.has(name)) return std::nullopt;
  return item.time(name);
}

Result<User> read_user(const Item& item) {
  const auto id = UserId::parse(item.text(kG1Sk));
  if (!id) return fail(ErrorCode::corrupt, "dynamodb: a user without an id");
  User user{.id = *id,
            .username = std::string(item.text("username")),
            .email = std::string(item.text("email")),
            .credential_version = item.number("credential_version"),
            .disabled = item.truth("is_disabled"),
            .created_at = item.time("created_at"),
            .role = item.text(kRole) == kAdmin ? Role::admin : Role::user,
            .language = std::string(item.text(kLanguage)),
            .email_verified_at = time_if_there(item, kVerifiedAt),
            .awaits_confirmation = item.truth(kAwaitsConfirmation),
            .quota = {},
            .deletion_due_at = time_if_there(item, kDeletionDueAt)};
  if (item.has(kQuota)) user.quota = item.size(kQuota);
  return user;
}

/// Writes an update expression: "SET a = :a REMOVE b".
class UpdateText {
 public:
  explicit UpdateText(Item& values) : values_(values) {}

  void set(std::string_view name, const auto& value) {
    sets_.append(sets_.empty() ? "SET " : ", ").append(name).append(" = :").append(name);
    values_.set(":" + std::string(name), value);
  }
  /// Sets the attribute, or removes it when there is no value.
  template <class T>
  void set(std::string_view name, const std::optional<T>& value) {
    if (value) return set(name, *value);
    removes_.append(removes_.empty() ? "REMOVE " : ", ").append(name);
  }
  [[nodiscard]] std::string text() const {
    return sets_ + (sets_.empty() || removes_.empty() ? "" : " ") + removes_;
  }

 private:
  Item& values_;
  std::string sets_;
  std::string removes_;
};

class DynamoUserRepository final : public UserRepository {
 public:
  DynamoUserRepository(Table& table, const Clock& clock) : table_(table), clock_(clock) {}

  Result<CreateUserOutcome> create_user(const NewUser& user,
                                        const IdempotentCompletion* completion) override {
    return retry_conflicts<CreateUserOutcome>([&] { return try_create(user, completion); });
  }

  /// Writes the mark that drives from before there was one lack.
  Result<bool> had_account() override {
    AUDMG_TRY(const auto mark, table_.get(first_account_key()));
    if (mark) return true;
    AUDMG_TRY(const auto users, list_users({}, 1));
    if (users.empty()) return false;
    AUDMG_CHECK(table_.write({.item = first_account_key()}));
    return true;
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

  Result<ChangeUserOutcome> change_user(const UserId& id, const UserChange& change) override {
    if (id.empty()) return no_such_user();
    return retry_conflicts<ChangeUserOutcome>([&] { return try_change(id, change); });
  }

  Result<void> set_disabled(const UserId& id, bool disabled) override {
    if (id.empty()) return no_such_user();
    Item values;
    values.set(":disabled", disabled).set(":one", 1);
    AUDMG_TRY(const auto outcome,
              table_.write({.item = user_key(id),
                            .update = "SET is_disabled = :disabled ADD credential_version :one",
                            .condition = "attribute_exists(pk)",
                            .values = values}));
    if (!outcome.done) return no_such_user();
    if (!disabled) return {};
    return after_change(end_sessions(table_, id, {}));
  }

  Result<void> delete_user(const UserId& id) override {
    const auto remove = [&]() -> Result<std::optional<bool>> {
      AUDMG_TRY(const auto user, find_user(id));
      if (!user) return no_such_user();
      Item mark = deletion_key(id);
      set_due(mark, Due::deletion, clock_.now(), id.text());
      Item values;
      values.set(":email", user->email);
      Transaction steps;
      const std::size_t user_step = steps.remove(user_key(id), "email = :email", values);
      steps.remove(username_key(user->username));
      steps.remove(email_key(user->email));
      steps.remove(credentials_key(id));
      steps.put(std::move(mark));
      steps.put(owner_tombstone_item(id));
      AUDMG_TRY(const Commit commit, steps.commit(table_));
      if (commit.done()) return true;
      if (commit.found(user_step).empty()) return no_such_user();
      return std::nullopt;  // The address was changed at this moment: look again.
    };
    AUDMG_TRY([[maybe_unused]] const bool removed, retry_conflicts<bool>(remove));
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

  Result<std::optional<CreateUserOutcome>> try_create(const NewUser& request,
                                                      const IdempotentCompletion* completion) {
    constexpr std::string_view kAbsent = "attribute_not_exists(pk)";
    AUDMG_TRY(const bool had_one, had_account());
    const bool is_first = !had_one;
    if (request.only_first && !is_first) return CreateUserOutcome::not_first;
    User user = request.user;
    if (is_first) user.role = Role::admin;
    Transaction steps;
    steps.put(user_item(user), kAbsent);
    steps.put(credentials_item(user.id, request.password_hash), kAbsent);
    const std::size_t name_step = steps.put(username_lock(user.username, user.id), kAbsent);
    const std::size_t email_step = steps.put(email_lock(user.email, user.id), kAbsent);
    std::optional<std::size_t> first_step;
    if (is_first) first_step = steps.put(first_account_key(), kAbsent);
    std::optional<std::size_t> invitation_step;
    if (!request.invitation.empty()) {
      Item values;
      values.set(":now", user.created_at);
      invitation_step =
          steps.remove(invitation_key(request.invitation), "expires_at > :now", values);
    }
    AUDMG_TRY(
        const Commit commit,
        commit_with_completion(table_, steps, completion,
                               completion == nullptr ? 0 : completion->status, user.id.text()));
    if (commit.done()) return CreateUserOutcome::created;
    if (first_step && commit.failed(*first_step)) return std::nullopt;
    // Whoever has no right to an account is not told which names are taken.
    if (invitation_step && commit.failed(*invitation_step)) {
      return CreateUserOutcome::invitation_gone;
    }
    if (commit.failed(name_step)) return CreateUserOutcome::username_taken;
    if (commit.failed(email_step)) return CreateUserOutcome::email_taken;
    return fail(ErrorCode::internal, "dynamodb: a user of this id is there");
  }

  Result<std::optional<ChangeUserOutcome>> try_change(const UserId& id, const UserChange& change) {
    AUDMG_TRY(const auto found, find_user(id));
    if (!found) return no_such_user();
    if (change.if_email && *change.if_email != found->email) return ChangeUserOutcome::other_email;
    Item values;
    UpdateText update(values);
    if (change.email) update.set("email", *change.email);
    if (change.email_verified_at) update.set(kVerifiedAt, *change.email_verified_at);
    if (change.role) update.set(kRole, text_of(*change.role));
    if (change.language) update.set(kLanguage, *change.language);
    if (change.quota) update.set(kQuota, *change.quota);
    if (change.deletion_due_at) update.set(kDeletionDueAt, *change.deletion_due_at);
    values.set(":present", found->email);
    constexpr std::string_view kSameAddress = "email = :present";
    Transaction steps;
    const std::string text = update.text();
    const std::size_t user_step = text.empty()
                                      ? steps.check(user_key(id), kSameAddress, values)
                                      : steps.update(user_key(id), text, kSameAddress, values);
    std::optional<std::size_t> address_step;
    const Item former = email_key(found->email);
    if (change.email && email_key(*change.email).text(kPk) != former.text(kPk)) {
      address_step = steps.put(email_lock(*change.email, id), "attribute_not_exists(pk)");
      steps.remove(former);
    }
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    if (commit.done()) return ChangeUserOutcome::changed;
    if (commit.failed(user_step)) return std::nullopt;  // Changed or deleted meanwhile: look again.
    if (address_step && commit.failed(*address_step)) return ChangeUserOutcome::email_taken;
    return std::nullopt;
  }

  Table& table_;
  const Clock& clock_;
};

}  // namespace

std::unexpected<Error> no_such_user() { return fail(ErrorCode::not_found, "no such user"); }

std::unique_ptr<UserRepository> make_user_repository(Table& table, const Clock& clock) {
  return std::make_unique<DynamoUserRepository>(table, clock);
}

}  // namespace audmg::database::dynamodb

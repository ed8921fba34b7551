// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/app_password_repository.hpp"

#include "audmg/database/adapters/dynamodb/accounts/credentials_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"

#include <algorithm>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

Item app_password_item(const AppPassword& app_password) {
  Item item = app_password_key(app_password.owner, app_password.id);
  item.set("name", app_password.name)
      .set("secret_hash", app_password.secret_hash)
      .set("scopes", app_password.scopes)
      .set("created_at", app_password.created_at);
  if (app_password.expires_at) item.set("expires_at", *app_password.expires_at);
  if (app_password.last_used_at) item.set("last_used_at", *app_password.last_used_at);
  return item;
}

Result<AppPassword> read_app_password(const UserId& owner, const Item& item) {
  const auto id = AppPasswordId::parse(item.text(kSk));
  if (!id) return fail(ErrorCode::corrupt, "dynamodb: an app password without an id");
  AppPassword app_password{.id = *id,
                           .owner = owner,
                           .name = std::string(item.text("name")),
                           .secret_hash = std::string(item.text("secret_hash")),
                           .scopes = std::string(item.text("scopes")),
                           .created_at = item.time("created_at")};
  if (item.has("expires_at")) app_password.expires_at = item.time("expires_at");
  if (item.has("last_used_at")) app_password.last_used_at = item.time("last_used_at");
  return app_password;
}

class DynamoAppPasswordRepository final : public AppPasswordRepository {
 public:
  explicit DynamoAppPasswordRepository(Table& table) : table_(table) {}

  Result<void> create_app_password(const AppPassword& app_password) override {
    AUDMG_TRY(const auto present, stored_items(app_password.owner));
    if (present.size() >= kMaxAppPasswords) {
      return fail(ErrorCode::too_large, "the user has the most app passwords there can be");
    }
    Transaction steps;
    steps.check(user_key(app_password.owner), "attribute_exists(pk)");
    steps.put(app_password_item(app_password));
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    if (!commit.done()) return no_such_user();
    return {};
  }

  Result<std::optional<LiveAppPassword>> find_app_password(const UserId& owner,
                                                           const AppPasswordId& id) override {
    if (owner.empty() || id.empty()) return std::nullopt;
    AUDMG_TRY(const auto items,
              table_.get_together({app_password_key(owner, id), user_key(owner)}));
    if (!items[0] || !items[1]) return std::nullopt;
    AUDMG_TRY(AppPassword app_password, read_app_password(owner, *items[0]));
    return LiveAppPassword{.app_password = std::move(app_password),
                           .username = std::string(items[1]->text("username")),
                           .user_disabled = items[1]->truth("is_disabled"),
                           .credential_version = items[1]->number("credential_version")};
  }

  Result<std::vector<AppPassword>> list_app_passwords(const UserId& owner) override {
    AUDMG_TRY(const auto items, stored_items(owner));
    std::vector<AppPassword> app_passwords;
    for (const Item& item : items) {
      AUDMG_TRY(AppPassword app_password, read_app_password(owner, item));
      app_passwords.push_back(std::move(app_password));
    }
    std::ranges::stable_sort(app_passwords, {}, &AppPassword::created_at);
    return app_passwords;
  }

  Result<void> note_use(const UserId& owner, const AppPasswordId& id, TimePoint at) override {
    if (owner.empty() || id.empty()) return {};
    Item values;
    values.set(":at", at);
    AUDMG_CHECK(table_.write({.item = app_password_key(owner, id),
                              .update = "SET last_used_at = :at",
                              .condition = "attribute_exists(pk)",
                              .values = values}));
    return {};
  }

  Result<bool> delete_app_password(const UserId& owner, const AppPasswordId& id) override {
    if (owner.empty() || id.empty()) return false;
    // A transaction knows its own attempt whose reply was lost.
    Transaction steps;
    steps.remove(app_password_key(owner, id), "attribute_exists(pk)");
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    return commit.done();
  }

 private:
  Result<std::vector<Item>> stored_items(const UserId& owner) {
    if (owner.empty()) return std::vector<Item>{};
    // Calls at the same time may leave a few more than kMaxAppPasswords.
    constexpr std::size_t kMaxStored = kMaxAppPasswords * 2;
    Item values;
    values.set(":p", app_passwords_pk(owner));
    return table_.query({.condition = "pk = :p", .values = values, .limit = kMaxStored});
  }

  Table& table_;
};

}  // namespace

std::unique_ptr<AppPasswordRepository> make_app_password_repository(Table& table) {
  return std::make_unique<DynamoAppPasswordRepository>(table);
}

}  // namespace audmg::database::dynamodb

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/credential_repository.hpp"

#include "audmg/database/adapters/dynamodb/accounts/credentials_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <optional>
#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kWriterBytes = 16;

Credentials read_credentials(const Item& item) {
  return {.password_hash = std::string(item.text(kPasswordHash)),
          .factors = std::string(item.text("factors")),
          .factors_revision = item.number("factors_revision")};
}

/// Users from before credentials had items of their own have the hash in the user's item, until the
/// first change moves it.
class DynamoCredentialRepository final : public CredentialRepository {
 public:
  explicit DynamoCredentialRepository(Table& table) : table_(table) {}

  Result<Credentials> find_credentials(const UserId& user) override {
    if (user.empty()) return no_such_user();
    AUDMG_TRY(auto item, table_.get(credentials_key(user)));
    if (item && item->has(kPasswordHash)) return read_credentials(*item);
    AUDMG_TRY(const auto owner, table_.get(user_key(user)));
    if (!owner) return no_such_user();
    if (owner->has(kPasswordHash)) return read_credentials(*owner);
    // It was moved between the two reads.
    AUDMG_TRY(item, table_.get(credentials_key(user)));
    return item ? read_credentials(*item) : Credentials{};
  }

  Result<void> set_password_hash(const UserId& user, std::string_view password_hash,
                                 const SessionId& kept) override {
    if (user.empty()) return no_such_user();
    const auto set = [&] { return try_set(user, password_hash, kept); };
    AUDMG_TRY([[maybe_unused]] const bool done, retry_conflicts<bool>(set));
    return after_change(end_sessions(table_, user, kept));
  }

  Result<bool> replace_password_hash(const UserId& user, std::string_view present,
                                     std::string_view next) override {
    if (user.empty()) return no_such_user();
    return retry_conflicts<bool>([&]() -> Result<std::optional<bool>> {
      Item values;
      values.set(":present", present).set(":next", next);
      AUDMG_TRY(const auto outcome, table_.write({.item = credentials_key(user),
                                                  .update = "SET password_hash = :next",
                                                  .condition = "password_hash = :present",
                                                  .values = values}));
      if (outcome.done) return true;
      // Hashes have a random salt, so this one comes from an attempt whose reply was lost.
      if (outcome.found.text(kPasswordHash) == next) return true;
      if (outcome.found.has(kPasswordHash)) return false;
      AUDMG_CHECK(move_credentials(user));
      return std::nullopt;
    });
  }

  Result<bool> replace_factors(const UserId& user, std::int64_t revision,
                               std::string_view factors) override {
    if (user.empty()) return no_such_user();
    if (factors.size() > kMaxFactorsBytes) {
      return fail(ErrorCode::too_large, "the user has too many second factors");
    }
    // Distinguishes this call's factors from equal ones of another call, of which only one may
    // succeed, when the reply to the write was lost.
    const std::string writer = openssl::random_text(kWriterBytes);
    return retry_conflicts<bool>([&]() -> Result<std::optional<bool>> {
      Item values;
      values.set(":revision", revision)
          .set(":next", revision + 1)
          .set(":factors", factors)
          .set(":writer", writer);
      AUDMG_TRY(const auto outcome,
                table_.write({.item = credentials_key(user),
                              .update = "SET factors = :factors, factors_revision = :next, "
                                        "factors_writer = :writer",
                              .condition = "factors_revision = :revision",
                              .values = values}));
      if (outcome.done || outcome.found.text("factors_writer") == writer) return true;
      if (outcome.found.has(kPasswordHash)) return false;
      AUDMG_CHECK(move_credentials(user));
      return std::nullopt;
    });
  }

 private:
  Result<std::optional<bool>> try_set(const UserId& user, std::string_view password_hash,
                                      const SessionId& kept) {
    AUDMG_TRY(const auto owner, table_.get(user_key(user)));
    if (!owner) return no_such_user();
    const std::int64_t version = owner->number("credential_version");
    Item versions;
    versions.set(":version", version).set(":next", version + 1);
    Item values;
    values.set(":hash", password_hash).set(":none", "").set(":zero", 0);
    Transaction steps;
    steps.update(user_key(user), "SET credential_version = :next REMOVE password_hash",
                 "credential_version = :version", versions);
    steps.update(credentials_key(user),
                 "SET password_hash = :hash, factors = if_not_exists(factors, :none), "
                 "factors_revision = if_not_exists(factors_revision, :zero)",
                 "", std::move(values));
    if (!kept.empty()) {
      AUDMG_TRY(const auto session, table_.get(session_key(user, kept)));
      // Otherwise it has ended already.
      if (session && session->number("credential_version") == version) {
        steps.update(session_key(user, kept), "SET credential_version = :next",
                     "credential_version = :version", versions);
      }
    }
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    if (!commit.done()) return std::nullopt;
    return true;
  }

  /// Moves the hash from the user's item to one of its own, unless another process has just done
  /// so.
  Result<void> move_credentials(const UserId& user) {
    AUDMG_TRY(const auto owner, table_.get(user_key(user)));
    if (!owner) return no_such_user();
    Transaction steps;
    if (owner->has(kPasswordHash)) {
      Item values;
      values.set(":hash", owner->text(kPasswordHash));
      steps.update(user_key(user), "REMOVE password_hash", "password_hash = :hash",
                   std::move(values));
    } else {
      steps.check(user_key(user), "attribute_exists(pk) AND attribute_not_exists(password_hash)");
    }
    steps.put(credentials_item(user, owner->text(kPasswordHash)), "attribute_not_exists(pk)");
    AUDMG_CHECK(steps.commit(table_));
    return {};
  }

  Table& table_;
};

}  // namespace

Item credentials_item(const UserId& user, std::string_view password_hash) {
  Item item = credentials_key(user);
  item.set(kPasswordHash, password_hash).set("factors", "").set("factors_revision", 0);
  return item;
}

std::unique_ptr<CredentialRepository> make_credential_repository(Table& table) {
  return std::make_unique<DynamoCredentialRepository>(table);
}

}  // namespace audmg::database::dynamodb

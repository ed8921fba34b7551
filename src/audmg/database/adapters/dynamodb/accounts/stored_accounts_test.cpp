// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/event_repository.hpp"
#include "doubles/sample_rows.hpp"
#include "testbeds/dynamo_testbed.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

// The items of accounts themselves: those that earlier versions wrote are read and moved, and
// secrets are where a role can be kept from them.

namespace audmg::database::dynamodb {
namespace {

const std::string kOldHash = "$argon2id$v=19$old";
const std::string kNewHash = "$argon2id$v=19$new";

class StoredAccounts : public testing::Test {
 protected:
  /// Writes a user as before credentials had items of their own.
  void add_old_user() {
    Item item = user_key(ada_.id);
    item.set("username", ada_.username)
        .set("email", ada_.email)
        .set("password_hash", kOldHash)
        .set("credential_version", 3)
        .set("is_disabled", false)
        .set("created_at", kNoon)
        .set(kG1Pk, kUsersG1Pk)
        .set(kG1Sk, ada_.id.text());
    ASSERT_TRUE(table_.put_many(
        {item, std::move(username_key(ada_.username).set("user_id", ada_.id.text())),
         std::move(email_key(ada_.email).set("user_id", ada_.id.text()))}));
  }

  /// Writes a session as before refresh tokens had generations.
  Session add_old_session() {
    const Session session = make_session(ada_.id);
    Item item = session_key(ada_.id, session.id);
    item.set("refresh_hash", std::string(64, 'b'))
        .set("previous_hash", std::string(64, 'a'))
        .set("previous_until", minutes_after_noon(1))
        .set("created_at", kNoon)
        .set("expires_at", minutes_after_noon(60))
        .set("credential_version", 3);
    EXPECT_TRUE(table_.put_many({item}));
    return session;
  }

  RenewOutcome renew(const Session& session, char hash, TimePoint now) {
    const auto outcome = harness_.sessions().renew_session({.id = session.id,
                                                            .owner = session.owner,
                                                            .presented_hash = std::string(64, hash),
                                                            .now = now,
                                                            .expires_at = minutes_after_noon(90),
                                                            .max_lifetime = std::chrono::hours(24),
                                                            .leeway = std::chrono::seconds(30)});
    EXPECT_TRUE(outcome);
    return outcome.value_or(RenewOutcome::unknown);
  }

  Credentials credentials() {
    const auto found = harness_.credentials().find_credentials(ada_.id);
    EXPECT_TRUE(found);
    return found.value_or(Credentials{});
  }

  /// Returns whether the hash has left the user's item for one of its own.
  bool is_moved() {
    const auto user = table_.get(user_key(ada_.id));
    const auto item = table_.get(credentials_key(ada_.id));
    EXPECT_TRUE(user && *user && item);
    return !(*user)->has("password_hash") && *item && (*item)->has("password_hash");
  }

  DynamoHarness harness_;
  SystemClock clock_;
  aws::ServiceClient client_{{.endpoint = harness_.options().endpoint,
                              .scope = {harness_.options().region, "dynamodb"},
                              .protocol = aws::Protocol::json,
                              .retry = harness_.options().retry},
                             AwsPartner::get().credentials(),
                             AwsPartner::get().transport(),
                             clock_};
  Table table_{harness_.options().table, client_};
  const User ada_ = make_user("ada");
};

TEST_F(StoredAccounts, APasswordFromBeforeIsReadWhereItIsAndMovedByAnotherHashOfIt) {
  add_old_user();
  EXPECT_EQ(credentials().password_hash, kOldHash);
  EXPECT_EQ(credentials().factors_revision, 0);
  EXPECT_FALSE(is_moved()) << "reading changes nothing";
  EXPECT_EQ(harness_.credentials().replace_password_hash(ada_.id, "another", kNewHash), false);
  EXPECT_EQ(credentials().password_hash, kOldHash);
  EXPECT_EQ(harness_.credentials().replace_password_hash(ada_.id, kOldHash, kNewHash), true);
  EXPECT_TRUE(is_moved());
  EXPECT_EQ(credentials().password_hash, kNewHash);
  EXPECT_EQ((*harness_.users().find_user(ada_.id))->credential_version, 3);
}

TEST_F(StoredAccounts, APasswordFromBeforeIsMovedByTheFirstFactor) {
  add_old_user();
  EXPECT_EQ(harness_.credentials().replace_factors(ada_.id, 1, "early"), false);
  EXPECT_EQ(harness_.credentials().replace_factors(ada_.id, 0, "first"), true);
  EXPECT_TRUE(is_moved());
  EXPECT_EQ(credentials().password_hash, kOldHash);
  EXPECT_EQ(credentials().factors, "first");
  EXPECT_EQ(credentials().factors_revision, 1);
}

TEST_F(StoredAccounts, ANewPasswordTakesTheOneFromBeforeAway) {
  add_old_user();
  const Session kept = add_old_session();
  const Session other = add_old_session();
  ASSERT_TRUE(harness_.credentials().set_password_hash(ada_.id, kNewHash, kept.id));
  EXPECT_TRUE(is_moved());
  EXPECT_EQ(credentials().password_hash, kNewHash);
  EXPECT_EQ(credentials().factors, "");
  EXPECT_TRUE(*harness_.sessions().find_session(ada_.id, kept.id));
  EXPECT_FALSE(*harness_.sessions().find_session(ada_.id, other.id));
  EXPECT_EQ(harness_.credentials().replace_factors(ada_.id, 0, "first"), true);
}

TEST_F(StoredAccounts, AUserWhoseCredentialsABackupMissedCanGetNewOnes) {
  ASSERT_TRUE(harness_.users().create_user(make_new_user(ada_), nullptr));
  ASSERT_TRUE(table_.remove(credentials_key(ada_.id)));
  EXPECT_EQ(credentials().password_hash, "");
  EXPECT_EQ(harness_.credentials().replace_factors(ada_.id, 0, "first"), true);
  ASSERT_TRUE(harness_.credentials().set_password_hash(ada_.id, kNewHash, {}));
  EXPECT_EQ(credentials().password_hash, kNewHash);
  EXPECT_EQ(credentials().factors, "first");
}

TEST_F(StoredAccounts, ASessionFromBeforeGoesOn) {
  add_old_user();
  const Session session = add_old_session();
  const auto found = harness_.sessions().find_session(ada_.id, session.id);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->session.generation, 0);
  EXPECT_EQ((*found)->session.refresh_hash, std::string(64, 'b'));
  EXPECT_EQ(renew(session, 'c', kNoon), RenewOutcome::unknown);
  EXPECT_EQ(renew(session, 'b', kNoon), RenewOutcome::renewed);
  EXPECT_EQ(renew(session, 'b', kNoon), RenewOutcome::repeated);
  EXPECT_EQ((*harness_.sessions().find_session(ada_.id, session.id))->session.generation, 1);
}

TEST_F(StoredAccounts, TheFormerTokenOfASessionFromBeforeWorksWithinItsLeeway) {
  add_old_user();
  const Session session = add_old_session();
  EXPECT_EQ(renew(session, 'a', kNoon), RenewOutcome::renewed);
  const Session other = add_old_session();
  EXPECT_EQ(renew(other, 'a', minutes_after_noon(2)), RenewOutcome::reused);
  EXPECT_FALSE(*harness_.sessions().find_session(ada_.id, other.id));
}

TEST_F(StoredAccounts, ADriveWithUsersFromBeforeHasHadItsFirstAccount) {
  add_old_user();
  EXPECT_EQ(harness_.users().had_account(), true);
  EXPECT_EQ(harness_.users().create_user({.user = make_user("eve"), .only_first = true}, nullptr),
            CreateUserOutcome::not_first);
  const User grace = make_user("grace");
  ASSERT_EQ(harness_.users().create_user(grace), CreateUserOutcome::created);
  EXPECT_EQ((*harness_.users().find_user(grace.id))->role, Role::user);
  EXPECT_EQ((*harness_.users().find_user(ada_.id))->role, Role::user);
}

TEST_F(StoredAccounts, SecretsAreInPartitionsOfTheirOwn) {
  ASSERT_TRUE(harness_.users().create_user(make_new_user(ada_), nullptr));
  ASSERT_TRUE(harness_.credentials().replace_factors(ada_.id, 0, "totp"));
  const AppPassword app_password = make_app_password(ada_.id);
  ASSERT_TRUE(harness_.app_passwords().create_app_password(app_password));
  const auto page = table_.scan({});
  ASSERT_TRUE(page);
  for (const Item& item : page->items) {
    const std::string pk(item.text(kPk));
    EXPECT_EQ(item.has("password_hash") || item.has("factors"), pk == "K#" + ada_.id.text()) << pk;
    EXPECT_EQ(item.has("secret_hash"), pk == "P#" + ada_.id.text()) << pk;
  }
}

TEST_F(StoredAccounts, OfAUserWhoLeftOnlyTheAuditLogAndATombstoneStay) {
  ASSERT_TRUE(harness_.users().create_user(make_new_user(ada_), nullptr));
  ASSERT_TRUE(harness_.sessions().create_session(make_session(ada_.id)));
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(harness_.app_passwords().create_app_password(make_app_password(ada_.id)));
  }
  ASSERT_TRUE(harness_.audit().append_entry(make_audit_entry(ada_.id)));
  ASSERT_TRUE(harness_.users().delete_user(ada_.id));
  const auto page = table_.scan({});
  ASSERT_TRUE(page);
  for (const Item& item : page->items) {
    const std::string_view pk = item.text(kPk);
    const bool is_tombstone = pk == owner_tombstone_key(ada_.id).text(kPk);
    EXPECT_TRUE(pk == "FIRST" || pk == audit_pk(ada_.id) || is_tombstone)
        << pk << ' ' << item.text(kSk);
  }
}

TEST_F(StoredAccounts, ACounterOfAttemptsDoesNotNameItsSubject) {
  const AttemptLimit limit{"login_account", 5, std::chrono::minutes(10)};
  ASSERT_TRUE(harness_.attempts().take(limit, "ada@example.org", kNoon));
  ASSERT_TRUE(harness_.attempts().take(limit, "ada@example.org", kNoon));
  const auto page = table_.scan({});
  ASSERT_TRUE(page);
  ASSERT_EQ(page->items.size(), 1U);
  const Item& counter = page->items.front();
  json::Writer json;
  counter.write(json);
  EXPECT_EQ(json.text().find("ada"), std::string::npos);
  EXPECT_EQ(counter.number("n"), 2);
  EXPECT_GT(counter.number(kTtl), counter.time("ends_at").time_since_epoch().count() / 1000);
}

TEST_F(StoredAccounts, ARenewedSessionExpiresLaterInTheTableToo) {
  ASSERT_TRUE(harness_.users().create_user(make_new_user(ada_), nullptr));
  const Session session = make_session(ada_.id);
  ASSERT_TRUE(harness_.sessions().create_session(session));
  const auto before = table_.get(session_key(ada_.id, session.id));
  ASSERT_TRUE(harness_.sessions().renew_session({.id = session.id,
                                                 .owner = ada_.id,
                                                 .generation = 1,
                                                 .now = kNoon,
                                                 .expires_at = minutes_after_noon(90),
                                                 .max_lifetime = std::chrono::hours(24)}));
  const auto after = table_.get(session_key(ada_.id, session.id));
  ASSERT_TRUE(before && *before && after && *after);
  constexpr std::int64_t kThirtyMinutes = 1'800;
  EXPECT_EQ((*after)->number(kTtl), (*before)->number(kTtl) + kThirtyMinutes);
  EXPECT_EQ((*after)->text(kG2Sk).substr(0, 13), due_sk(minutes_after_noon(90)));
}

}  // namespace
}  // namespace audmg::database::dynamodb

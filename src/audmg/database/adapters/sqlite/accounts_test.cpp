// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// What an earlier version wrote about accounts, and limits that are too large for the contracts.
#include "audmg/database/adapters/sqlite/migrations.hpp"
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/database/audit_chain.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/sqlite_harness.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace audmg::database {
namespace {

/// The last version whose refresh tokens were random texts.
constexpr std::size_t kVersionBefore = 10;

class FormerDatabaseTest : public testing::Test {
 protected:
  FormerDatabaseTest() { change(""); }

  /// Runs SQL in the database of the former version.
  void change(const std::string& sql) {
    auto connection = *sqlite::Connection::open(
        {.file = options_.file, .access = sqlite::Access::read_write_create});
    ASSERT_TRUE(migrate(connection, all_migrations().first(kVersionBefore)));
    ASSERT_TRUE(connection.execute(sql));
  }

  void add_ada() {
    change(
        "INSERT INTO users (id, username, username_folded, email, email_folded, password_hash,"
        " credential_version, disabled, created_at) VALUES (x'" +
        digits(ada_.text()) +
        "', 'Ada', 'ada', 'ada@example.org', 'ada@example.org', '$old',"
        " 3, 0, " +
        std::to_string(kNoon.time_since_epoch().count()) + ")");
  }

  /// A log-in that was renewed at noon: `b` is the last token, `a` the one before it.
  void add_session() {
    const auto ms = [](int minutes) {
      return std::to_string(minutes_after_noon(minutes).time_since_epoch().count());
    };
    change(
        "INSERT INTO sessions (owner, id, refresh_hash, created_at, expires_at, previous_hash,"
        " previous_until) VALUES (x'" +
        digits(ada_.text()) + "', x'" + digits(session_.text()) + "', '" + hash('b') + "', " +
        ms(-60) + ", " + ms(60) + ", '" + hash('a') + "', " + ms(1) + ")");
  }

  SqliteDatabase& open() {
    auto opened = make_sqlite_database(options_);
    AUDMG_ASSERT(opened.has_value());
    database_ = *std::move(opened);
    return *database_;
  }

  RenewRequest renewal(char token, TimePoint now = kNoon) {
    return {.id = session_,
            .owner = ada_,
            .generation = 0,
            .presented_hash = hash(token),
            .now = now,
            .expires_at = minutes_after_noon(120),
            .max_lifetime = std::chrono::hours(24),
            .leeway = std::chrono::seconds(30),
            .network = "192.0.2.0/24"};
  }

  static std::string hash(char token) { return std::string(64, token); }

  static std::string digits(std::string uuid) {
    std::erase(uuid, '-');
    return uuid;
  }

  TemporaryFolder folder_;
  SqliteDatabaseOptions options_{.file = folder_.path() / "audmg.db"};
  std::unique_ptr<SqliteDatabase> database_;
  const UserId ada_ = UserId::make(kNoon);
  const SessionId session_ = SessionId::make(kNoon);
};

TEST_F(FormerDatabaseTest, ItsUsersKeepTheirPasswordAndAreNoAdmins) {
  add_ada();
  SqliteDatabase& database = open();
  const auto user = *database.users().find_user(ada_);
  ASSERT_TRUE(user);
  EXPECT_EQ(user->username, "Ada");
  EXPECT_EQ(user->credential_version, 3);
  EXPECT_EQ(user->role, Role::user);
  EXPECT_EQ(user->language, "");
  EXPECT_EQ(user->email_verified_at, std::nullopt);
  EXPECT_EQ(user->quota, std::nullopt);
  EXPECT_EQ(user->deletion_due_at, std::nullopt);
  const auto credentials = database.credentials().find_credentials(ada_);
  ASSERT_TRUE(credentials);
  EXPECT_EQ(credentials->password_hash, "$old");
  EXPECT_EQ(credentials->factors, "");
  EXPECT_EQ(credentials->factors_revision, 0);

  EXPECT_EQ(database.users().create_user({.user = make_user("eve"), .only_first = true}, nullptr),
            CreateUserOutcome::not_first);
  const User next = make_user("grace");
  ASSERT_EQ(database.users().create_user(next), CreateUserOutcome::created);
  EXPECT_EQ((*database.users().find_user(next.id))->role, Role::user);
}

TEST_F(FormerDatabaseTest, WithoutUsersItsFirstAccountIsAnAdmins) {
  const User first = make_user("ada");
  SqliteDatabase& database = open();
  ASSERT_EQ(database.users().create_user({.user = first, .only_first = true}, nullptr),
            CreateUserOutcome::created);
  EXPECT_EQ((*database.users().find_user(first.id))->role, Role::admin);
}

TEST_F(FormerDatabaseTest, ItsLogInsGoOn) {
  add_ada();
  add_session();
  SessionRepository& sessions = open().sessions();
  const auto before = *sessions.find_session(ada_, session_);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->session.generation, 0);
  EXPECT_EQ(before->session.refresh_hash, hash('b'));
  EXPECT_EQ(before->session.last_used_at, minutes_after_noon(-60));
  EXPECT_EQ(before->session.authenticated_at, minutes_after_noon(-60));
  EXPECT_EQ(sessions.list_sessions(ada_, kNoon)->size(), 1U);

  EXPECT_EQ(sessions.renew_session(renewal('b')), RenewOutcome::renewed);
  EXPECT_EQ(sessions.renew_session(renewal('b')), RenewOutcome::repeated);
  RenewRequest next = renewal('b');
  next.generation = 1;
  EXPECT_EQ(sessions.renew_session(next), RenewOutcome::renewed);
  EXPECT_EQ((*sessions.find_session(ada_, session_))->session.generation, 2);
}

TEST_F(FormerDatabaseTest, ATokenWhoseAnswerWasLostBeforeTheUpgradeGoesOnWithinItsLeeway) {
  add_ada();
  add_session();
  SessionRepository& sessions = open().sessions();
  EXPECT_EQ(sessions.renew_session(renewal('a')), RenewOutcome::renewed);
  EXPECT_EQ(sessions.renew_session(renewal('a', kNoon + std::chrono::seconds(59))),
            RenewOutcome::repeated);
  EXPECT_EQ(sessions.renew_session(renewal('b', kNoon + std::chrono::seconds(59))),
            RenewOutcome::repeated)
      << "the lost answer's token leads to the same successor";
  EXPECT_EQ(sessions.renew_session(renewal('a', minutes_after_noon(1))), RenewOutcome::reused)
      << "the leeway was not prolonged";
  EXPECT_FALSE(*sessions.find_session(ada_, session_));
}

TEST_F(FormerDatabaseTest, ATokenThatWasReplacedBeforeTheUpgradeIsReusedAfterItsLeeway) {
  add_ada();
  add_session();
  SessionRepository& sessions = open().sessions();
  EXPECT_EQ(sessions.renew_session(renewal('f', minutes_after_noon(1))), RenewOutcome::unknown);
  EXPECT_EQ(sessions.renew_session(renewal('a', minutes_after_noon(1))), RenewOutcome::reused);
  EXPECT_FALSE(*sessions.find_session(ada_, session_));
}

TEST(SqliteAccounts, AThousandInvitationsAreOpenAtMost) {
  SqliteHarness harness;
  constexpr std::size_t kAtOnce = 20;
  const auto made = at_once(kAtOnce, [&](std::size_t) {
    std::size_t count = 0;
    while (count < kMaxInvitations && harness.invitations().create_invitation(make_invitation())) {
      ++count;
    }
    return count;
  });
  std::size_t sum = 0;
  for (const std::size_t count : made) sum += count;
  EXPECT_EQ(sum, kMaxInvitations);
  EXPECT_EQ(error_code(harness.invitations().create_invitation(make_invitation())),
            ErrorCode::too_large);
  ASSERT_TRUE(harness.invitations().delete_expired_invitations(minutes_after_noon(61)));
  EXPECT_TRUE(harness.invitations().create_invitation(make_invitation()));
}

TEST(SqliteAccounts, ALongAuditLogIsRemovedInPieces) {
  SqliteHarness harness;
  const UserId user = UserId::make(kNoon);
  const auto appended = at_once(20, [&](std::size_t) {
    for (int i = 0; i < 60; ++i) {
      EXPECT_TRUE(harness.audit().append_entry(make_audit_entry(user)));
    }
    return true;
  });
  EXPECT_EQ(harness.audit().list_entries({.user = user, .limit = 2000})->size(),
            appended.size() * 60);
  EXPECT_TRUE(is_chained(*harness.audit().list_entries({.user = user, .limit = 2000})));
  ASSERT_TRUE(harness.audit().append_entry(make_audit_entry(user, "last", minutes_after_noon(1))));
  ASSERT_TRUE(harness.audit().delete_entries_before(minutes_after_noon(1)));
  const auto left = harness.audit().list_entries({.user = user, .limit = 2000});
  ASSERT_EQ(left->size(), 1U);
  EXPECT_EQ(left->at(0).action, "last");
}

}  // namespace
}  // namespace audmg::database

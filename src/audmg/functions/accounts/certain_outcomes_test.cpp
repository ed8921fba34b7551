// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Changes of accounts whose reply from the database is lost: what the user is told, and what the
// audit log says, is certain.
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/credential_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/remove_account.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/password_check.hpp"
#include "audmg/functions/upkeep/due_accounts.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::string_view kChangedPassword = "another long and calm sentence";

class CertainOutcomesTest : public DriveTest {
 protected:
  CertainOutcomesTest() {
    drive.services.app_address.set("https://drive.example.org");
    drive.policies.account_grace = std::chrono::hours(24);
    drive.add_user("admin");  // The first one stays, as the drive's admin.
    ada = drive.add_user("ada");
  }

  std::vector<std::string> actions() {
    std::vector<std::string> words;
    for (const auto& entry : *drive.services.audit.list_entries({.user = ada.user, .limit = 10})) {
      words.push_back(entry.action);
    }
    return words;
  }
  std::size_t notices() {
    return drive.mail_queue().receive_message({.max_messages = 10, .wait_time = {}}, {})->size();
  }
  Result<void> set() {
    return set_password({.user = ada.user, .password = kChangedPassword, .kept = ada.session},
                        drive.services);
  }
  bool fits() {
    const auto stored = *drive.services.credentials.find_credentials(ada.user);
    return drive.services.passwords.verify(stored.password_hash, kChangedPassword) ==
           identity::PasswordMatch::current;
  }

  http::Principal ada;
};

TEST_F(CertainOutcomesTest, APasswordWhoseReplyWasLostIsSetAndTold) {
  drive.failures.lose_answer_once();
  EXPECT_TRUE(set());
  EXPECT_TRUE(fits());
  EXPECT_EQ(notices(), 1U);
  EXPECT_TRUE(*drive.services.sessions.find_session(ada.user, ada.session)) << "it goes on";
}

TEST_F(CertainOutcomesTest, APasswordThatIsReadBackIsSetAndTold) {
  drive.failures.lose_answer_once();
  drive.failures.fail_after(1, ErrorCode::unavailable);  // the second try
  EXPECT_TRUE(set());
  EXPECT_TRUE(fits());
  EXPECT_EQ(notices(), 1U);
}

TEST_F(CertainOutcomesTest, APasswordThatWasNotSetIsNotTold) {
  drive.failures.fail_always(ErrorCode::unknown_outcome);
  const auto outcome = set();
  drive.failures.stop_failing();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::unknown_outcome);
  EXPECT_FALSE(fits());
  EXPECT_EQ(notices(), 0U);
}

TEST_F(CertainOutcomesTest, AnAccountIsGoneThoughTheReplyWasLost) {
  drive.failures.lose_answer_once();
  Call permanent{.function = "delete_account"};
  EXPECT_EQ(call(std::move(permanent).where("permanent", "true"), ada).status, 204);
  EXPECT_FALSE(*drive.services.users.find_user(ada.user));
  EXPECT_EQ(actions(), std::vector<std::string>{"account_deleted"});
}

TEST_F(CertainOutcomesTest, AnAccountThatIsStillThereIsNotSaidToBeGone) {
  drive.failures.fail_always(ErrorCode::unknown_outcome);
  const auto outcome = remove_account(ada.user, drive.services);
  drive.failures.stop_failing();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::unknown_outcome);
  EXPECT_TRUE(*drive.services.users.find_user(ada.user));
}

TEST_F(CertainOutcomesTest, ADeletionIsScheduledThoughTheReplyWasLost) {
  drive.failures.lose_answer_once();
  const Answer answer = call(Call{.function = "delete_account"}, ada);
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ((*drive.services.users.find_user(ada.user))->deletion_due_at,
            drive.clock.now() + drive.policies.account_grace);
  EXPECT_EQ(actions(), std::vector<std::string>{"deletion_asked"});
}

TEST_F(CertainOutcomesTest, TheSweepNotesADeletionWhoseReplyWasLost) {
  EXPECT_EQ(call(Call{.function = "delete_account"}, ada).status, 202);
  drive.clock.advance(drive.policies.account_grace);
  drive.failures.lose_answer_once();
  EXPECT_TRUE(remove_due_accounts({}, drive.services));
  EXPECT_EQ(actions(), (std::vector<std::string>{"account_deleted", "deletion_asked"}));
}

}  // namespace
}  // namespace audmg::functions

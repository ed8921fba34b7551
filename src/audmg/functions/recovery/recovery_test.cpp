// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Links and mails of accounts, from the request to the mail.
#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/attempt_repository.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/credential_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/credentials/link_tokens.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::string_view kResetPassword = "another long and calm sentence";

std::string json_of(std::string_view email) { return R"({"email":")" + std::string(email) + "\"}"; }

class RecoveryTest : public DriveTest {
 protected:
  RecoveryTest() {
    drive.services.app_address.set("https://drive.example.org");
    ada = drive.add_user("ada");
    static const std::string kPhc = *drive.services.passwords.hash(kGoodPassword);
    EXPECT_TRUE(drive.services.credentials.set_password_hash(ada.user, kPhc, ada.session));
  }

  /// Has all mails sent that wait; returns those that this sent.
  std::vector<notification::Mail> send_mails() {
    const std::size_t before = drive.mailer.mails().size();
    const auto messages =
        drive.mail_queue().receive_message({.max_messages = 10, .wait_time = {}}, {});
    EXPECT_TRUE(messages);
    for (const queue::Message& message : *messages) {
      EXPECT_TRUE(send_account_mail({.body = message.body}, drive.services));
      EXPECT_TRUE(drive.mail_queue().delete_message(message.receipt_handle));
    }
    const auto mails = drive.mailer.mails();
    return {mails.begin() + static_cast<std::ptrdiff_t>(before), mails.end()};
  }
  Answer change_email(std::string_view email, std::string_view password = kGoodPassword) {
    return call(json_call("change_email", R"({"email":")" + std::string(email) +
                                              R"(","password":")" + std::string(password) + "\"}"),
                ada);
  }
  Answer forgot(std::string_view email) {
    return call(json_call("forgot_password", json_of(email)));
  }
  Answer reset(std::string_view more = "") {
    const auto user = **drive.services.users.find_user(ada.user);
    return call(json_call(
        "reset_password",
        R"({"token":")" + make_link_token(LinkPurpose::reset_password, user, {}, drive.services) +
            R"(","newPassword":")" + std::string(kResetPassword) + '"' + std::string(more) + '}'));
  }
  AppPasswordId add_app_password() {
    const database::AppPassword one{.id = AppPasswordId::make(drive.clock.now()),
                                    .owner = ada.user,
                                    .name = "Backup",
                                    .secret_hash = std::string(64, '0'),
                                    .scopes = "read",
                                    .created_at = drive.clock.now()};
    EXPECT_TRUE(drive.services.app_passwords.create_app_password(one));
    return one.id;
  }
  std::size_t app_passwords() {
    return drive.services.app_passwords.list_app_passwords(ada.user)->size();
  }
  bool has_noted(std::string_view action) {
    const auto entries = *drive.services.audit.list_entries({.user = ada.user, .limit = 100});
    return std::ranges::find(entries, action, &database::AuditEntry::action) != entries.end();
  }

  http::Principal ada;
};

TEST_F(RecoveryTest, ALinkForANewAddressIsForTheAccountThatAskedForIt) {
  EXPECT_EQ(change_email("new@example.org").status, 202);
  const auto mails = send_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].to, "new@example.org");
  EXPECT_TRUE(mails[0].text.contains("https://drive.example.org/verify#token="));
}

TEST_F(RecoveryTest, ANewPasswordEndsAChangeOfAddressWhoseMailStillWaits) {
  EXPECT_EQ(change_email("thief@example.org").status, 202);
  EXPECT_EQ(reset().status, 204);
  const auto mails = send_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].to, "ada@example.org") << "only that the password was changed";
}

TEST_F(RecoveryTest, AnotherNewAddressEndsAChangeWhoseMailStillWaits) {
  EXPECT_EQ(change_email("first@example.org").status, 202);
  EXPECT_TRUE(drive.services.users.change_user(ada.user, {.email = "second@example.org"}));
  EXPECT_TRUE(send_mails().empty());
}

TEST_F(RecoveryTest, AMessageOfAnEarlierVersionMakesNoLink) {
  const auto mail = account_mail_from_json(R"({"kind":"change_email","userId":")" +
                                           ada.user.text() + R"(","to":"x@example.org"})");
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->credential_version, 0);
  EXPECT_TRUE(send_account_mail({.body = account_mail_to_json(*mail)}, drive.services));
  EXPECT_TRUE(drive.mailer.mails().empty());
}

TEST_F(RecoveryTest, AMailboxGetsFewLinksForNewAddresses) {
  drive.policies.limits_guesses = false;  // Mails are limited nevertheless.
  for (int i = 0; i < 3; ++i) EXPECT_EQ(change_email("New@example.org").status, 202);
  EXPECT_EQ(change_email("new@example.org").verdict(), "429 rate_limited");
  EXPECT_EQ(change_email("other@example.org").status, 202);
  EXPECT_EQ(drive.mail_queue().receive_message({.max_messages = 10, .wait_time = {}}, {})->size(),
            4U);
  drive.clock.advance(std::chrono::hours(1));
  // The credential was shown too long ago by now.
  EXPECT_TRUE(drive.services.sessions.stamp_session(ada.user, ada.session, drive.clock.now()));
  EXPECT_EQ(change_email("new@example.org").status, 202);
}

TEST_F(RecoveryTest, AnAccountMailsFewMailboxes) {
  int mailed = 0;
  for (int i = 0; i < 15; ++i) {
    mailed += change_email("new-" + std::to_string(i) + "@example.org").status == 202 ? 1 : 0;
  }
  EXPECT_EQ(mailed, 10);
}

TEST_F(RecoveryTest, WhatCouldNotBeQueuedDoesNotCount) {
  for (int i = 0; i < 30; ++i) {
    drive.failures.fail_after(2, ErrorCode::unavailable);  // both counters, then the queue
    EXPECT_EQ(forgot("ada@example.org").status, 503) << i;
    drive.failures.stop_failing();
  }
  for (int i = 0; i < 30; ++i) EXPECT_EQ(forgot("ada@example.org").status, i < 20 ? 202 : 429);
  EXPECT_EQ(send_mails().size(), 3U) << "a mailbox gets three";
}

TEST_F(RecoveryTest, AppPasswordsSurviveAResetAndTheMailSaysSo) {
  add_app_password();
  EXPECT_EQ(reset().status, 204);
  EXPECT_EQ(app_passwords(), 1U);
  const auto mails = send_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_TRUE(mails[0].text.contains("App passwords still work"));
  EXPECT_TRUE(mails[0].text.contains("https://drive.example.org/settings\n"));
  EXPECT_FALSE(has_noted("app_passwords_ended"));
}

TEST_F(RecoveryTest, AResetEndsAppPasswordsIfItIsAsked) {
  add_app_password();
  add_app_password();
  EXPECT_EQ(reset(R"(,"endAppPasswords":"yes")").verdict(),
            "400 validation_failed endAppPasswords wrong_type");
  EXPECT_EQ(reset(R"(,"endAppPasswords":false)").status, 204);
  EXPECT_EQ(app_passwords(), 2U);
  EXPECT_EQ(reset(R"(,"endAppPasswords":true)").status, 204);
  EXPECT_EQ(app_passwords(), 0U);
  EXPECT_TRUE(has_noted("app_passwords_ended"));
  EXPECT_EQ(send_mails().back().subject, "Your password was changed, app passwords were ended");
}

TEST_F(RecoveryTest, ALinkCanBeUsedAgainIfAppPasswordsCouldNotBeEnded) {
  add_app_password();
  const auto user = **drive.services.users.find_user(ada.user);
  const std::string body =
      R"({"token":")" + make_link_token(LinkPurpose::reset_password, user, {}, drive.services) +
      R"(","newPassword":")" + std::string(kResetPassword) + R"(","endAppPasswords":true})";
  drive.failures.fail_after(3, ErrorCode::unavailable);  // user, credentials, turn, then the list
  EXPECT_EQ(call(json_call("reset_password", body)).status, 503);
  drive.failures.stop_failing();
  EXPECT_EQ(call(json_call("reset_password", body)).status, 204);
}

TEST_F(RecoveryTest, APasswordIsResetThoughTheAddressCouldNotBeConfirmed) {
  drive.failures.fail_after(7, ErrorCode::unavailable);  // the change of the user
  EXPECT_EQ(reset().status, 204);
  EXPECT_TRUE(has_noted("password_reset"));
  EXPECT_TRUE(drive.logger.has("address_not_confirmed"));
}

TEST_F(RecoveryTest, AWrongFactorWithinASessionIsNoted) {
  EXPECT_EQ(call(json_call("reauthenticate", R"({"code":"000000"})"), ada).verdict(),
            "401 wrong_factor");
  EXPECT_TRUE(has_noted("wrong_factor"));
}

TEST_F(RecoveryTest, StrangersDoNotKeepAnOwnerWhoIsLoggedInFromReauthenticating) {
  Call guess = json_call("login", R"({"username":"ada","password":"wrong one"})");
  for (int i = 0; i < 25; ++i) {
    guess.address = "198.51.100." + std::to_string(i);
    EXPECT_EQ(call(guess).status, i < 20 ? 401 : 429);
  }
  Call mine = json_call("reauthenticate", R"({"password":")" + std::string(kGoodPassword) + "\"}");
  mine.address = "203.0.113.77";
  EXPECT_EQ(call(mine, ada).status, 204) << "a session is the proof that this is no stranger";
}

}  // namespace
}  // namespace audmg::functions

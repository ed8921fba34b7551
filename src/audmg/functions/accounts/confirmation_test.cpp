// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Accounts that wait for the link in a mail. Whoever signs up learns nothing about the address.
#include "audmg/core/clock.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/queue/message_queue.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::functions {
namespace {

class ConfirmationTest : public DriveTest {
 protected:
  ConfirmationTest() {
    drive.services.app_address.set("https://drive.example.org");
    drive.policies.has_mailer = true;
    drive.policies.signup = SignupMode::confirm;
    drive.policies.limits_guesses = false;
    EXPECT_TRUE(drive.services.users.change_user(
        ada.user, {.email_verified_at = std::optional(drive.clock.now())}));
  }

  std::string sign_up(const std::string& name, const std::string& email,
                      const std::string& key = "") {
    Call attempt =
        json_call("signup", R"({"username":")" + name + R"(","email":")" + email +
                                R"(","password":")" + std::string(kGoodPassword) + "\"}");
    if (!key.empty()) attempt.headers.add("Idempotency-Key", key);
    const Answer answer = call(attempt);
    return answer.verdict() + (answer.headers.find("Idempotent-Replayed") ? " again" : "");
  }
  std::string log_in(const std::string& name, std::string_view password = kGoodPassword) {
    return call(json_call("login", R"({"username":")" + name + R"(","password":")" +
                                       std::string(password) + "\"}"))
        .verdict();
  }
  std::string resend(const std::string& name) {
    return call(json_call("resend_confirmation", R"({"username":")" + name + "\"}")).verdict();
  }
  /// Returns what somebody gets to see who signs up as `name`.
  std::vector<std::string> seen_by(const std::string& name, const std::string& email) {
    return {sign_up(name, email, name),
            sign_up(name, email, name),
            log_in(name),
            log_in(name, "not this one"),
            log_in(email),
            resend(name),
            resend(email),
            sign_up(name, email),
            sign_up(name, name + "@elsewhere.example"),
            sign_up(name + "-too", email),
            log_in(name + "-too")};
  }
  void deliver() {
    for (;;) {
      const auto messages = drive.mail_queue().receive_message({.wait_time = {}}, {});
      ASSERT_TRUE(messages);
      if (messages->empty()) return;
      EXPECT_TRUE(send_account_mail({.body = messages->front().body}, drive.services));
      EXPECT_TRUE(drive.mail_queue().delete_message(messages->front().receipt_handle));
    }
  }

  const http::Principal ada = drive.add_user("ada");
};

TEST_F(ConfirmationTest, NobodyLearnsWhetherAnAddressHasAnAccount) {
  const auto known = seen_by("eve", "ada@example.org");
  EXPECT_EQ(known, seen_by("bob", "bob@example.org"));
  EXPECT_EQ(known, (std::vector<std::string>{
                       "201", "201 again", "403 email_unconfirmed", "401 invalid_credentials",
                       "401 invalid_credentials", "202", "202", "409 username_taken",
                       "409 username_taken", "201", "403 email_unconfirmed"}));
}

TEST_F(ConfirmationTest, AnAccountWithAnothersAddressGetsNoMail) {
  EXPECT_EQ(sign_up("eve", "ada@example.org"), "201");
  EXPECT_EQ(resend("eve"), "202");
  const auto eve = *drive.services.users.find_user_by_username("eve");
  ASSERT_TRUE(eve);
  EXPECT_EQ(call(json_call("forgot_password", R"({"email":")" + eve->email + "\"}")).verdict(),
            "202");
  EXPECT_EQ(log_in(eve->email), "401 invalid_credentials");
  deliver();
  const auto mails = drive.mailer.mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].to, "ada@example.org");
  EXPECT_TRUE(mails[0].subject.contains("already")) << mails[0].subject;
  EXPECT_EQ((*drive.services.users.find_user_by_email("ada@example.org"))->id, ada.user);
}

}  // namespace
}  // namespace audmg::functions

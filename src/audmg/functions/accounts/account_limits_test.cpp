// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// What must be few in the whole drive is counted where all its processes see it.
#include "audmg/database/attempt_repository.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace audmg::functions {
namespace {

using std::chrono::seconds;

class AccountLimitsTest : public DriveTest {
 protected:
  int sign_up(int number, std::string address) {
    const std::string name = "user-" + std::to_string(number);
    Call attempt = json_call("signup", R"({"username":")" + name + R"(","email":")" + name +
                                           R"(@example.org","password":")" +
                                           std::string(kGoodPassword) + "\"}");
    attempt.address = std::move(address);
    return call(attempt).status;
  }
  /// Uses an allowance up as another process of the drive would.
  void use_up(const database::AttemptLimit& limit, std::string_view subject) {
    for (int i = 0; i < limit.count; ++i) {
      EXPECT_TRUE(drive.services.attempts.take(limit, subject, drive.clock.now()));
    }
  }
};

TEST_F(AccountLimitsTest, SignUpsOfAllProcessesCountTogether) {
  use_up({"signup_address", 9, std::chrono::hours(1)}, "2001:db8:0:100::/56");
  EXPECT_EQ(sign_up(1, "2001:db8:0:100::1"), 201);
  EXPECT_EQ(sign_up(2, "2001:db8:0:1ff::2"), 429) << "the same /56";
  EXPECT_EQ(sign_up(3, "2001:db8:0:200::1"), 201);
  EXPECT_EQ(sign_up(4, "198.51.100.1"), 201);
  drive.clock.advance(std::chrono::hours(1));
  EXPECT_EQ(sign_up(5, "2001:db8:0:100::1"), 201);
}

TEST_F(AccountLimitsTest, SignUpsThatAreRefusedForTheirFieldsDoNotCount) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(call(json_call("signup", R"({"username":"a","email":"b","password":"c"})")).verdict(),
              "400 validation_failed username too_short email invalid password too_short");
  }
  EXPECT_EQ(sign_up(1, "192.0.2.1"), 201) << "the address of the calls before";
}

TEST_F(AccountLimitsTest, LogInsOfAllProcessesCountTogether) {
  const auto log_in = [&](std::string address) {
    Call attempt = json_call("login", R"({"username":"nobody","password":"wrong one"})");
    attempt.address = std::move(address);
    return call(attempt).verdict();
  };
  use_up({"login_address", 29, seconds(60)}, "192.0.2.7");
  EXPECT_EQ(log_in("192.0.2.7"), "401 invalid_credentials");
  EXPECT_EQ(log_in("::ffff:192.0.2.7"), "429 rate_limited");
  EXPECT_EQ(log_in("192.0.2.8"), "401 invalid_credentials");
  drive.clock.advance(seconds(60));
  EXPECT_EQ(log_in("192.0.2.7"), "401 invalid_credentials");
}

TEST_F(AccountLimitsTest, NoNameIsLongerThanAnAddress) {
  const std::string longest(254, 'a');
  EXPECT_EQ(call(json_call("login", R"({"username":")" + longest + R"(","password":"wrong one"})"))
                .verdict(),
            "401 invalid_credentials");
  EXPECT_EQ(call(json_call("login", R"({"username":"a)" + longest + R"(","password":"wrong one"})"))
                .verdict(),
            "400 validation_failed username too_long");
  EXPECT_EQ(call(json_call("resend_confirmation", R"({"email":"a@)" + longest + R"("})")).verdict(),
            "400 validation_failed email too_long");
}

TEST_F(AccountLimitsTest, AnOwnerIsToldOfFewSignUpsWithTheSameAddress) {
  drive.services.app_address.set("https://drive.example.org");
  drive.add_user("ada");
  drive.policies.has_mailer = true;
  drive.policies.signup = SignupMode::confirm;
  for (int i = 1; i <= 5; ++i) {
    const std::string name = "stranger" + std::to_string(i);
    Call attempt = json_call("signup", R"({"username":")" + name +
                                           R"(","email":"ada@example.org","password":")" +
                                           std::string(kGoodPassword) + R"("})");
    attempt.address = "198.51.100." + std::to_string(i);
    EXPECT_EQ(call(attempt).status, 201) << "each is answered alike";
  }
  const auto mails = drive.mail_queue().receive_message({.max_messages = 10, .wait_time = {}}, {});
  ASSERT_TRUE(mails);
  // The others are to addresses of no mailbox, and are not sent.
  const auto tells_owner = [](const auto& message) {
    const auto mail = account_mail_from_json(message.body);
    return mail && mail->kind == AccountMailKind::email_taken;
  };
  EXPECT_EQ(std::ranges::count_if(*mails, tells_owner), 3);
}

TEST_F(AccountLimitsTest, CanBeTurnedOff) {
  drive.policies.limits_guesses = false;
  use_up({"signup_address", 10, std::chrono::hours(1)}, "192.0.2.7");
  EXPECT_EQ(sign_up(1, "192.0.2.7"), 201);
}

}  // namespace
}  // namespace audmg::functions

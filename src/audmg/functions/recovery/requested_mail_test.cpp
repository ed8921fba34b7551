// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/queue/message_queue.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::functions {
namespace {

class RequestedMailTest : public DriveTest {
 protected:
  RequestedMailTest() { drive.services.app_address.set("https://drive.example.org"); }

  Answer ask(const std::string& name, const std::string& address = "192.0.2.1") {
    Call call = json_call("resend_confirmation", R"({"username":")" + name + "\"}");
    call.address = address;
    return this->call(call);
  }
  /// Sends the mails that wait; returns their recipients.
  std::vector<std::string> deliver() {
    const std::size_t before = drive.mailer.mails().size();
    for (;;) {
      const auto messages = drive.mail_queue().receive_message({.wait_time = {}}, {});
      EXPECT_TRUE(messages);
      if (!messages || messages->empty()) break;
      EXPECT_TRUE(send_account_mail({.body = messages->front().body}, drive.services));
      EXPECT_TRUE(drive.mail_queue().delete_message(messages->front().receipt_handle));
    }
    std::vector<std::string> recipients;
    const auto mails = drive.mailer.mails();
    for (std::size_t i = before; i < mails.size(); ++i) recipients.push_back(mails[i].to);
    return recipients;
  }

  const http::Principal ada = drive.add_user("ada");
};

TEST_F(RequestedMailTest, SendsALinkToAnAddressThatIsNotConfirmed) {
  for (const std::string name : {"ada", "ADA", "ada@example.org"}) {
    EXPECT_EQ(ask(name).status, 202);
    EXPECT_EQ(deliver(), std::vector<std::string>{"ada@example.org"}) << name;
  }
  EXPECT_TRUE(drive.mailer.mails().back().text.contains("https://drive.example.org/verify#token="));
}

TEST_F(RequestedMailTest, AnswersTheSameForEveryName) {
  ASSERT_TRUE(drive.services.users.change_user(
      drive.add_user("eve").user, {.email_verified_at = std::optional(drive.clock.now())}));
  const std::string usual = ask("ada").text("message");
  EXPECT_EQ(ask("eve").text("message"), usual);
  EXPECT_EQ(ask("nobody").text("message"), usual);
  EXPECT_EQ(ask("nobody@example.org").text("message"), usual);
  EXPECT_EQ(deliver(), std::vector<std::string>{"ada@example.org"});
}

TEST_F(RequestedMailTest, SendsThreeMailsAnHour) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ask("ada").status, 202);
  EXPECT_EQ(deliver().size(), 3U);
  drive.clock.advance(std::chrono::hours(1));
  EXPECT_EQ(ask("ada").status, 202);
  EXPECT_EQ(deliver().size(), 1U);
}

TEST_F(RequestedMailTest, CountsAnAccountOnceByWhateverNameItIsCalled) {
  for (const std::string name : {"ada", "ada@example.org", "ADA", "Ada@Example.org"}) {
    EXPECT_EQ(ask(name).status, 202);
  }
  EXPECT_EQ(deliver().size(), 3U);
}

TEST_F(RequestedMailTest, LimitsWhatOneClientAsksFor) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask("user" + std::to_string(i)).status, 202);
  EXPECT_EQ(ask("ada").verdict(), "429 rate_limited");
  EXPECT_EQ(ask("ada", "198.51.100.1").status, 202);
}

TEST_F(RequestedMailTest, WantsAName) {
  EXPECT_EQ(call(json_call("resend_confirmation", "{}")).verdict(),
            "400 validation_failed username missing");
  EXPECT_EQ(call(json_call("resend_confirmation", R"({"email":"ada"})")).verdict(),
            "400 validation_failed email invalid");
}

TEST_F(RequestedMailTest, SaysWhoToAskWhereNoMailIsSent) {
  drive.policies.has_mailer = false;
  EXPECT_TRUE(ask("ada").text("message").contains("operator"));
  EXPECT_TRUE(deliver().empty());
}

}  // namespace
}  // namespace audmg::functions

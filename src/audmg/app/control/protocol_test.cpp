// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/protocol.hpp"

#include "audmg/app/control/user_commands.hpp"
#include "doubles/recording_accounts.hpp"
#include "doubles/recording_backups.hpp"
#include "doubles/recording_jobs.hpp"
#include "doubles/recording_media_rebuild.hpp"
#include "doubles/recording_verification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace audmg::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// The request as the server reads it: without its line end.
std::string line(std::string text) {
  EXPECT_TRUE(text.ends_with('\n'));
  text.pop_back();
  EXPECT_EQ(text.find('\n'), std::string::npos);
  return text;
}

class ProtocolTest : public testing::Test {
 protected:
  std::string answer(const std::string& request) {
    return answer_control_request(line(request), operations());
  }
  Operations operations() { return {accounts_, jobs_, media_, backups_, verification_}; }
  RecordingAccounts accounts_;
  RecordingJobs jobs_;
  RecordingMediaRebuild media_;
  RecordingBackups backups_;
  RecordingVerification verification_;
};

TEST_F(ProtocolTest, CarriesEveryCommandToTheServer) {
  const std::string password = "p\"\\\n\xc3\xa4";
  EXPECT_EQ(read_user_id_answer(answer(user_add_request({"ada", "a@example.org", password}))),
            "id of ada");
  EXPECT_TRUE(read_plain_answer(answer(user_passwd_request("ada", password))));
  EXPECT_TRUE(read_plain_answer(answer(user_disable_request("ada", true))));
  EXPECT_TRUE(read_plain_answer(answer(user_disable_request("ada", false))));
  EXPECT_EQ(read_removed_answer(answer(user_delete_request("ada"))), 3U);
  EXPECT_THAT(accounts_.calls,
              ElementsAre("add ada a@example.org " + password, "passwd ada " + password,
                          "disable ada", "enable ada", "remove ada"));
}

TEST_F(ProtocolTest, CarriesAccountsBack) {
  accounts_.page = {{"1", "ada", "a@example.org", "2026-01-01T00:00:00.000Z", false},
                    {"2", "bob\n", "b@example.org", "2026-01-02T00:00:00.000Z", true}};
  const auto accounts = read_accounts_answer(answer(user_list_request("0")));
  ASSERT_TRUE(accounts) << accounts.error().message;
  ASSERT_EQ(accounts->size(), 2U);
  EXPECT_EQ(accounts->at(0).username, "ada");
  EXPECT_EQ(accounts->at(1).username, "bob\n");
  EXPECT_EQ(accounts->at(1).id, "2");
  EXPECT_TRUE(accounts->at(1).disabled);
  EXPECT_THAT(accounts_.calls, ElementsAre("list 0"));
}

TEST_F(ProtocolTest, CarriesErrorsBackWithCodeAndMessage) {
  accounts_.error = Error{ErrorCode::already_exists, "the username ada is taken"};
  const auto answered = read_user_id_answer(answer(user_add_request({"ada", "a", "b"})));
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().code, ErrorCode::already_exists);
  EXPECT_EQ(answered.error().message, "the username ada is taken");
}

TEST_F(ProtocolTest, RefusesWhatIsNoRequest) {
  for (const std::string bad :
       {"", "{", "[]", "null", "{}", R"({"command":1})", R"({"command":"reboot"})",
        R"({"command":"reboot","user":"ada"})", R"({"command":"user_add","username":"ada"})",
        R"({"command":"user_passwd","user":"ada"})", R"({"command":"user_delete","user":7})",
        R"({"command":"user_list","command":"user_list"})"}) {
    EXPECT_THAT(answer_control_request(bad, operations()),
                StartsWith(R"({"ok":false,"code":"invalid_argument")"))
        << bad;
  }
  EXPECT_TRUE(accounts_.calls.empty());
}

TEST_F(ProtocolTest, AnswersEveryMutationOfARequestWithOneLine) {
  std::minstd_rand random(7);
  const std::string good = line(user_add_request({"ada", "a@example.org", "correct horse"}));
  for (int i = 0; i < 20'000; ++i) {
    std::string mutated = good;
    for (auto n = random() % 6; n > 0; --n) {
      mutated[random() % mutated.size()] = static_cast<char>(random() % 256);
    }
    mutated.resize(random() % 3 == 0 ? random() % mutated.size() : mutated.size());
    const std::string answered = answer_control_request(mutated, operations());
    ASSERT_EQ(answered.find('\n'), answered.size() - 1);
    ASSERT_THAT(answered, StartsWith(R"({"ok":)"));
    (void)read_user_id_answer(mutated);  // the other side's reader takes any bytes too
    (void)read_accounts_answer(mutated);
  }
}

TEST_F(ProtocolTest, RefusesARequestOverTheLimit) {
  const std::string request =
      line(user_passwd_request("ada", std::string(kMaxControlRequestBytes, 'x')));
  EXPECT_THAT(answer_control_request(request, operations()), HasSubstr("\"ok\":false"));
}

TEST(Protocol, DoesNotTakeAnythingForSuccess) {
  for (const std::string bad : {"", "ok", "{}", R"({"ok":"true"})", R"({"ok":1})", "[true]"}) {
    EXPECT_FALSE(read_plain_answer(bad)) << bad;
  }
  EXPECT_FALSE(read_user_id_answer(R"({"ok":true})"));
  EXPECT_FALSE(read_removed_answer(R"({"ok":true,"removedObjects":-1})"));
  EXPECT_FALSE(read_accounts_answer(R"({"ok":true,"accounts":[{}]})"));
}

}  // namespace
}  // namespace audmg::app

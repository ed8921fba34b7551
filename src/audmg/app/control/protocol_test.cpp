// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/protocol.hpp"

#include "testbeds/control_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <type_traits>

namespace audmg::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class ProtocolTest : public ControlTest {};

/// Operations of a server that replies with what `bytes` are at that time.
Operations replying_with(const std::string& bytes) {
  return remote_operations([&bytes](const std::string&) -> Result<std::string> { return bytes; });
}

/// Up to five bytes of `text` replaced by others.
std::string mutated(std::string text, std::minstd_rand& random) {
  for (auto n = random() % 6; n > 0; --n) {
    text[random() % text.size()] = static_cast<char>(random() % 256);
  }
  return text;
}

TEST_F(ProtocolTest, SaysRequestsAndRepliesInOneLineEach) {
  EXPECT_TRUE(remote_.user_disable("ada"));
  EXPECT_EQ(request_, R"({"command":"user_disable","user":"ada"})");
  EXPECT_EQ(reply_, R"({"ok":true})");
  EXPECT_EQ(remote_.jobs_redrive("media"), 3U);
  EXPECT_EQ(request_, R"({"command":"jobs_redrive","queue":"media"})");
  EXPECT_EQ(reply_, R"({"ok":true,"movedJobs":3})");
  server_.error = Error{ErrorCode::not_found, "there is no user ada"};
  EXPECT_FALSE(remote_.user_disable("ada"));
  EXPECT_EQ(reply_, R"({"ok":false,"code":"not_found","message":"there is no user ada"})");
}

TEST_F(ProtocolTest, CarriesErrorsBackWithCodeAndMessage) {
  server_.error = Error{ErrorCode::already_exists, "the username ada is taken"};
  const auto answered = remote_.user_add({"ada", "a", SecretText("b")});
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().code, ErrorCode::already_exists);
  EXPECT_EQ(answered.error().message, "the username ada is taken");
}

TEST_F(ProtocolTest, CarriesErrorsOfEveryOperationBack) {
  server_.error = Error{ErrorCode::conflict, "the job 1 is being worked on"};
  const auto answered = remote_.jobs_retry("1");
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().code, ErrorCode::conflict);
  EXPECT_EQ(answered.error().message, "the job 1 is being worked on");
  int rows = 0;
  for_each_operation(
      remote_, [&]<class Argument, class Answer>(const Operation<Argument, Answer>& operation) {
        if constexpr (std::is_same_v<Argument, std::string>) {
          EXPECT_EQ(operation("1").error().code, ErrorCode::conflict) << operation.name;
          ++rows;
        }
      });
  EXPECT_EQ(rows, 10);
  EXPECT_FALSE(remote_.jobs_list({"media", std::nullopt, ""}));
}

TEST_F(ProtocolTest, CarriesErrorsOfTheSocketBack) {
  const Operations nobody = remote_operations([](const std::string&) -> Result<std::string> {
    return fail(ErrorCode::unavailable, "nobody listens");
  });
  EXPECT_EQ(nobody.user_add({"ada", "a", SecretText("b")}).error().code, ErrorCode::unavailable);
  EXPECT_EQ(nobody.jobs_pause("media").error().message, "nobody listens");
}

TEST_F(ProtocolTest, RefusesWhatIsNoRequest) {
  for (const std::string bad :
       {"", "{", "[]", "null", "{}", R"({"command":1})", R"({"command":"reboot"})",
        R"({"command":"reboot","user":"ada"})", R"({"command":"user_add","username":"ada"})",
        R"({"command":"user_passwd","user":"ada"})", R"({"command":"user_delete","user":7})",
        R"({"command":"user_list","after":"","command":"user_list"})"}) {
    EXPECT_THAT(answer(bad), StartsWith(R"({"ok":false,"code":"invalid_argument")")) << bad;
  }
  EXPECT_TRUE(server_.calls.empty());
}

TEST_F(ProtocolTest, NamesWhatARequestLacks) {
  EXPECT_THAT(answer(R"({"command":"user_passwd","user":"ada"})"),
              HasSubstr("user_passwd lacks a valid password"));
  EXPECT_THAT(answer(R"({"command":"jobs_show"})"), HasSubstr("jobs_show lacks a valid messageId"));
}

TEST_F(ProtocolTest, AnswersEveryMutationOfARequestWithOneLine) {
  std::minstd_rand random(7);
  ASSERT_TRUE(remote_.user_add({"ada", "a@example.org", SecretText("correct horse")}));
  const std::string good = request_;
  std::string bytes;
  const Operations remote = replying_with(bytes);  // the other side takes any bytes, too
  for (int i = 0; i < 20'000; ++i) {
    std::string request = mutated(good, random);
    request.resize(random() % 3 == 0 ? random() % request.size() : request.size());
    const std::string answered = answer_control_request(request, server_.table);
    ASSERT_EQ(answered.find('\n'), answered.size() - 1);
    ASSERT_THAT(answered, StartsWith(R"({"ok":)"));
    bytes = request;
    (void)remote.user_add({});
    (void)remote.user_list("");
  }
}

TEST_F(ProtocolTest, TakesEveryMutationOfALongerRequestAndItsReply) {
  std::minstd_rand random(7);
  server_.job.last_error = "no \"decoder\"\n";
  server_.job_page = {.jobs = {server_.job}, .paused = true};
  ASSERT_TRUE(remote_.jobs_list({"media", queue::MessageState::in_flight, "some id"}));
  const std::string request = request_;
  const std::string page = reply_;
  std::string bytes;
  const Operations remote = replying_with(bytes);
  for (int i = 0; i < 20'000; ++i) {
    const std::string answered = answer_control_request(mutated(request, random), server_.table);
    ASSERT_EQ(answered.find('\n'), answered.size() - 1);
    ASSERT_THAT(answered, StartsWith(R"({"ok":)"));
    bytes = mutated(page, random);
    (void)remote.jobs_list({});
    (void)remote.jobs_show("");
  }
}

TEST_F(ProtocolTest, RefusesARequestOverTheLimit) {
  const auto refused =
      remote_.user_passwd({"ada", SecretText(std::string(kMaxControlRequestBytes, 'x'))});
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument);
  EXPECT_TRUE(server_.calls.empty());
}

TEST_F(ProtocolTest, DoesNotTakeAnythingForSuccess) {
  for (const std::string bad : {"", "ok", "{}", R"({"ok":"true"})", R"({"ok":1})", "[true]"}) {
    EXPECT_EQ(replying(bad).user_disable("ada").error().code, ErrorCode::internal) << bad;
  }
  EXPECT_EQ(replying(R"({"ok":true})").user_add({}).error().message,
            "the server's answer lacks a valid userId");
  EXPECT_EQ(replying(R"({"ok":true})").user_add({}).error().code, ErrorCode::internal);
  EXPECT_FALSE(replying(R"({"ok":true,"removedObjects":-1})").user_delete("ada"));
  EXPECT_FALSE(replying(R"({"ok":true,"accounts":[{}]})").user_list(""));
  EXPECT_FALSE(replying(R"({"ok":true})").jobs_retry("1"));
  EXPECT_FALSE(replying(R"({"ok":true,"movedJobs":-1})").jobs_redrive("media"));
}

TEST_F(ProtocolTest, KnowsNoCodeButThoseOfErrors) {
  const auto refused =
      replying(R"({"ok":false,"code":"teapot","message":"short and stout"})").jobs_pause("media");
  EXPECT_EQ(refused.error().code, ErrorCode::internal);
  EXPECT_EQ(refused.error().message, "short and stout");
}

}  // namespace
}  // namespace audmg::app

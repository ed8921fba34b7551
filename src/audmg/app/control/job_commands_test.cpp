// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/job_commands.hpp"

#include "audmg/app/control/protocol.hpp"
#include "audmg/queue/message_queue.hpp"
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

using queue::MessageState;
using testing::ElementsAre;
using testing::StartsWith;

Job make_job(std::string id) {
  return {.id = std::move(id),
          .queue = "media",
          .state = MessageState::dead,
          .group = "ada's id",
          .receive_count = 5,
          .age = std::chrono::seconds(3600),
          .sent_at = "2026-01-01T00:00:00.000Z",
          .visible_at = "2026-01-01T01:00:00.000Z",
          .last_error = "no \"decoder\"\n",
          .body = {}};
}

class JobCommandsTest : public testing::Test {
 protected:
  /// As the server reads it, without its line end.
  std::string answer(std::string request) {
    EXPECT_TRUE(request.ends_with('\n'));
    request.pop_back();
    EXPECT_EQ(request.find('\n'), std::string::npos);
    return answer_control_request(request, {accounts_, jobs_, media_, backups_, verification_});
  }
  RecordingAccounts accounts_;
  RecordingJobs jobs_;
  RecordingMediaRebuild media_;
  RecordingBackups backups_;
  RecordingVerification verification_;
};

TEST_F(JobCommandsTest, CarriesEveryCommandToTheServer) {
  EXPECT_TRUE(read_job_page_answer(answer(jobs_list_request({"media", std::nullopt, ""}))));
  EXPECT_TRUE(read_job_page_answer(answer(jobs_list_request({"events", MessageState::dead, "7"}))));
  EXPECT_TRUE(read_job_answer(answer(jobs_show_request("1"))));
  EXPECT_EQ(read_queue_answer(answer(jobs_retry_request("2"))), "media");
  EXPECT_EQ(read_moved_answer(answer(jobs_redrive_request("events"))), 3U);
  EXPECT_TRUE(read_plain_answer(answer(jobs_pause_request("media", true))));
  EXPECT_TRUE(read_plain_answer(answer(jobs_pause_request("media", false))));
  EXPECT_THAT(jobs_.calls, ElementsAre("list media after ", "list events dead after 7", "show 1",
                                       "retry 2", "redrive events", "pause media", "resume media"));
}

TEST_F(JobCommandsTest, CarriesEveryStateThere) {
  for (const MessageState state : {MessageState::visible, MessageState::delayed,
                                   MessageState::in_flight, MessageState::dead}) {
    jobs_.calls.clear();
    EXPECT_TRUE(read_job_page_answer(answer(jobs_list_request({"media", state, ""}))));
    EXPECT_THAT(jobs_.calls,
                ElementsAre("list media " + std::string(to_string(state)) + " after "));
  }
}

TEST_F(JobCommandsTest, CarriesJobsBack) {
  jobs_.page = {.jobs = {make_job("1"), make_job("2")}, .paused = true};
  const auto page = read_job_page_answer(answer(jobs_list_request({"media", std::nullopt, ""})));
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_TRUE(page->paused);
  ASSERT_EQ(page->jobs.size(), 2U);
  const Job& job = page->jobs.at(1);
  EXPECT_EQ(job.id, "2");
  EXPECT_EQ(job.queue, "media");
  EXPECT_EQ(job.state, MessageState::dead);
  EXPECT_EQ(job.group, "ada's id");
  EXPECT_EQ(job.receive_count, 5U);
  EXPECT_EQ(job.age, std::chrono::seconds(3600));
  EXPECT_EQ(job.sent_at, "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(job.visible_at, "2026-01-01T01:00:00.000Z");
  EXPECT_EQ(job.last_error, "no \"decoder\"\n");
  EXPECT_EQ(job.body, "");
  jobs_.page.paused = false;
  EXPECT_FALSE(
      read_job_page_answer(answer(jobs_list_request({"media", std::nullopt, ""})))->paused);
}

// The longest that can be, each byte escaped.
TEST_F(JobCommandsTest, CarriesTheLargestBodyAndTheLargestPageBack) {
  jobs_.job = make_job("1");
  jobs_.job.body = std::string(queue::kMaxBodyBytes, '\x01');
  jobs_.job.last_error = std::string(queue::kMaxLastErrorBytes, '\x01');
  const std::string shown = answer(jobs_show_request("1"));
  EXPECT_LE(shown.size(), kMaxControlAnswerBytes);
  EXPECT_EQ(read_job_answer(shown)->body, jobs_.job.body);

  Job listed = make_job("0198c0de-0000-7000-8000-000000000000");
  listed.group = listed.id;
  listed.last_error = jobs_.job.last_error;
  jobs_.page.jobs.assign(kMaxJobsPerPage, listed);
  const std::string page = answer(jobs_list_request({"media", std::nullopt, ""}));
  EXPECT_LE(page.size(), kMaxControlAnswerBytes);
  EXPECT_EQ(read_job_page_answer(page)->jobs.size(), kMaxJobsPerPage);
}

TEST_F(JobCommandsTest, CarriesErrorsBackWithCodeAndMessage) {
  jobs_.error = Error{ErrorCode::conflict, "the job 1 is being worked on"};
  const auto answered = read_queue_answer(answer(jobs_retry_request("1")));
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().code, ErrorCode::conflict);
  EXPECT_EQ(answered.error().message, "the job 1 is being worked on");
  EXPECT_FALSE(read_job_page_answer(answer(jobs_list_request({"media", std::nullopt, ""}))));
  EXPECT_FALSE(read_job_answer(answer(jobs_show_request("1"))));
  EXPECT_FALSE(read_moved_answer(answer(jobs_redrive_request("media"))));
  EXPECT_FALSE(read_plain_answer(answer(jobs_pause_request("media", true))));
}

TEST_F(JobCommandsTest, RefusesWhatIsNoRequest) {
  for (const std::string bad :
       {R"({"command":"jobs_list"})", R"({"command":"jobs_list","queue":7})",
        R"({"command":"jobs_list","queue":"media","state":"Dead"})", R"({"command":"jobs_show"})",
        R"({"command":"jobs_retry","queue":"media"})", R"({"command":"jobs_redrive"})",
        R"({"command":"jobs_drop","queue":"media"})", R"({"command":"jobs_"})"}) {
    EXPECT_THAT(answer(bad + "\n"), StartsWith(R"({"ok":false,"code":"invalid_argument")")) << bad;
  }
  EXPECT_TRUE(jobs_.calls.empty());
}

TEST_F(JobCommandsTest, AnswersEveryMutationOfARequestWithOneLine) {
  std::minstd_rand random(7);
  std::string good = jobs_list_request({"media", MessageState::in_flight, "some id"});
  good.pop_back();
  jobs_.page = {.jobs = {make_job("1")}, .paused = true};
  const std::string page = answer(good + "\n");
  for (int i = 0; i < 20'000; ++i) {
    const auto mutate = [&](std::string text) {
      for (auto n = random() % 6; n > 0; --n) {
        text[random() % text.size()] = static_cast<char>(random() % 256);
      }
      return text;
    };
    const std::string answered =
        answer_control_request(mutate(good), {accounts_, jobs_, media_, backups_, verification_});
    ASSERT_EQ(answered.find('\n'), answered.size() - 1);
    ASSERT_THAT(answered, StartsWith(R"({"ok":)"));
    (void)read_job_page_answer(mutate(page));  // the other side's readers take any bytes too
    (void)read_job_answer(mutate(page));
  }
}

TEST(JobCommands, DoNotTakeAnythingForSuccess) {
  EXPECT_FALSE(read_job_page_answer(R"({"ok":true})"));
  EXPECT_FALSE(read_job_page_answer(R"({"ok":true,"jobs":[{}]})"));
  EXPECT_FALSE(read_job_answer(R"({"ok":true,"job":{}})"));
  EXPECT_FALSE(read_queue_answer(R"({"ok":true})"));
  EXPECT_FALSE(read_moved_answer(R"({"ok":true,"movedJobs":-1})"));
  const auto with_state = [](const std::string& state) {
    return R"({"ok":true,"job":{"messageId":"1","queue":"media","state":")" + state +
           R"(","userId":"","receiveCount":0,"ageSeconds":0,"sentAt":"","visibleAt":"",)"
           R"("lastError":""}})";
  };
  EXPECT_TRUE(read_job_answer(with_state("delayed")));
  EXPECT_FALSE(read_job_answer(with_state("lost")));
}

}  // namespace
}  // namespace audmg::app

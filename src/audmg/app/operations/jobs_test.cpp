// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/jobs.hpp"

#include "doubles/failing_queue_administration.hpp"
#include "doubles/failure_plan.hpp"
#include "doubles/recording_logger.hpp"
#include "doubles/sqlite_queue_harness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace audmg::app {
namespace {

using queue::MessageState;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

/// Real queues; a double that fails when told to wraps the queue "media".
class JobsTest : public testing::Test {
 protected:
  std::string send(queue::MessageQueue& queue, const std::string& body) {
    return queue.send_message({body, "ada", milliseconds(0)}).value();
  }
  queue::Message receive() {
    return harness_.queue().receive_message({1, seconds(30), milliseconds(0)}, {})->at(0);
  }
  /// Lets the next message fail for good.
  void kill() {
    for (std::uint32_t i = 0; i < queue::kMaxReceiveCount; ++i) {
      ASSERT_TRUE(harness_.queue().change_message_visibility(receive().receipt_handle,
                                                             milliseconds(0), "no decoder"));
    }
  }
  std::vector<std::string> ids(const ListJobsRequest& request) {
    std::vector<std::string> found;
    const JobPage page = jobs_.list(request).value();
    for (const MessageView& job : page.jobs) found.push_back(job.id);
    return found;
  }

  queue::SqliteQueueHarness harness_;
  FailurePlan failures_;
  queue::FailingQueueAdministration media_{harness_.administration(), failures_};
  telemetry::RecordingLogger logger_;
  const std::array<NamedQueue, 2> queues_{
      {{"media", media_},
       {"events", dynamic_cast<queue::QueueAdministration&>(harness_.other_queue())}}};
  Jobs jobs_{queues_, harness_.clock(), logger_};
};

TEST_F(JobsTest, ListTheJobsOfOneQueueWithoutBodies) {
  const std::string id = send(harness_.queue(), "the body");
  const std::string other = send(harness_.other_queue(), "an event");
  harness_.clock().advance(seconds(90));
  const auto page = jobs_.list({"media", std::nullopt, ""});
  ASSERT_TRUE(page);
  EXPECT_FALSE(page->paused);
  ASSERT_EQ(page->jobs.size(), 1U);
  const MessageView& job = page->jobs[0];
  EXPECT_EQ(job.id, id);
  EXPECT_EQ(job.queue, "media");
  EXPECT_EQ(job.state, MessageState::visible);
  EXPECT_EQ(job.group, "ada");
  EXPECT_EQ(job.receive_count, 0U);
  EXPECT_EQ(job.age, seconds(90));
  EXPECT_EQ(job.sent_at, format_rfc3339(harness_.clock().now() - seconds(90)));
  EXPECT_EQ(job.last_error, "");
  EXPECT_EQ(job.body, "");
  EXPECT_THAT(ids({"events", std::nullopt, ""}), ElementsAre(other));
}

TEST_F(JobsTest, ListByStateAndPage) {
  const std::string dead = send(harness_.queue(), "dead");
  kill();
  const std::string visible = send(harness_.queue(), "visible");
  EXPECT_THAT(ids({"media", std::nullopt, ""}), ElementsAre(dead, visible));
  EXPECT_THAT(ids({"media", MessageState::dead, ""}), ElementsAre(dead));
  EXPECT_THAT(ids({"media", std::nullopt, dead}), ElementsAre(visible));
  EXPECT_THAT(ids({"media", std::nullopt, visible}), ElementsAre());
  EXPECT_EQ(jobs_.list({"media", MessageState::dead, ""})->jobs[0].last_error, "no decoder");
  EXPECT_EQ(jobs_.list({"media", std::nullopt, "nonsense"}).error().code,
            ErrorCode::invalid_argument);
}

TEST_F(JobsTest, ListNoMoreThanAPage) {
  for (std::size_t i = 0; i < kMaxJobsPerPage + 1; ++i) send(harness_.queue(), "body");
  const auto first = ids({"media", std::nullopt, ""});
  EXPECT_EQ(first.size(), kMaxJobsPerPage);
  EXPECT_EQ(ids({"media", std::nullopt, first.back()}).size(), 1U);
}

TEST_F(JobsTest, ShowAJobOfAnyQueueWithItsBody) {
  const std::string media = send(harness_.queue(), "the body");
  const std::string event = send(harness_.other_queue(), "an event");
  EXPECT_EQ(jobs_.show(media)->body, "the body");
  EXPECT_EQ(jobs_.show(event)->body, "an event");
  EXPECT_EQ(jobs_.show(event)->queue, "events");
}

TEST_F(JobsTest, RetryADeadJob) {
  const std::string id = send(harness_.queue(), "body");
  kill();
  EXPECT_EQ(jobs_.show(id)->state, MessageState::dead);
  EXPECT_EQ(jobs_.retry(id), "media");
  EXPECT_EQ(jobs_.show(id)->state, MessageState::visible);
  EXPECT_EQ(jobs_.show(id)->receive_count, 0U);
  EXPECT_TRUE(logger_.has("job_retried"));
}

TEST_F(JobsTest, RetryNoJobThatIsBeingWorkedOn) {
  const std::string id = send(harness_.queue(), "body");
  (void)receive();
  const auto refused = jobs_.retry(id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_THAT(refused.error().message, HasSubstr("the message " + id + " is being worked on"));
  EXPECT_THAT(refused.error().message,
              HasSubstr(format_rfc3339(harness_.clock().now() + seconds(30))));
  EXPECT_FALSE(logger_.has("job_retried"));
}

TEST_F(JobsTest, RedriveAllDeadJobsOfOneQueue) {
  EXPECT_EQ(jobs_.redrive("media"), 0U);
  const std::string first = send(harness_.queue(), "1");
  kill();
  send(harness_.queue(), "2");
  kill();
  EXPECT_EQ(jobs_.redrive("events"), 0U);
  EXPECT_EQ(jobs_.redrive("media"), 2U);
  EXPECT_EQ(jobs_.show(first)->state, MessageState::visible);
  EXPECT_TRUE(logger_.has("jobs_redriven"));
}

TEST_F(JobsTest, PauseAndResumeOneQueue) {
  ASSERT_TRUE(jobs_.set_paused("media", true));
  EXPECT_TRUE(jobs_.list({"media", std::nullopt, ""})->paused);
  EXPECT_FALSE(jobs_.list({"events", std::nullopt, ""})->paused);
  EXPECT_TRUE(logger_.has("queue_paused"));
  ASSERT_TRUE(jobs_.set_paused("media", false));
  EXPECT_FALSE(jobs_.list({"media", std::nullopt, ""})->paused);
  EXPECT_TRUE(logger_.has("queue_resumed"));
}

TEST_F(JobsTest, KnowNoOtherJobsAndQueues) {
  const std::string id = send(harness_.queue(), "body");
  ASSERT_TRUE(harness_.queue().delete_message(receive().receipt_handle));
  for (const std::string& absent : {id, std::string("nonsense")}) {
    EXPECT_EQ(jobs_.show(absent).error().code, ErrorCode::not_found);
    const auto refused = jobs_.retry(absent);
    EXPECT_EQ(refused.error().code, ErrorCode::not_found);
    EXPECT_THAT(refused.error().message, HasSubstr("there is no message " + absent));
  }
  const auto list = jobs_.list({"medai", std::nullopt, ""});
  EXPECT_EQ(list.error().code, ErrorCode::not_found);
  EXPECT_EQ(list.error().message, "there is no queue medai; the queues are media, events");
  EXPECT_EQ(jobs_.redrive("").error().code, ErrorCode::not_found);
  EXPECT_EQ(jobs_.set_paused("", true).error().code, ErrorCode::not_found);
}

TEST_F(JobsTest, PassErrorsOfTheQueueOn) {
  const std::string id = send(harness_.queue(), "body");
  failures_.fail_always(ErrorCode::unavailable);
  EXPECT_EQ(jobs_.list({"media", std::nullopt, ""}).error().code, ErrorCode::unavailable);
  EXPECT_EQ(jobs_.show(id).error().code, ErrorCode::unavailable);
  EXPECT_EQ(jobs_.redrive("media").error().code, ErrorCode::unavailable);
  EXPECT_EQ(jobs_.set_paused("media", true).error().code, ErrorCode::unavailable);
  for (const ErrorCode code : {ErrorCode::out_of_space, ErrorCode::not_found}) {
    failures_.fail_after(1, code);  // found, and then not to be retried
    EXPECT_EQ(jobs_.retry(id).error().code, code);
  }
  EXPECT_FALSE(logger_.has("job_retried"));
}

}  // namespace
}  // namespace audmg::app

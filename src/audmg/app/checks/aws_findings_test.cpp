// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/aws_findings.hpp"

#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/functions/jobs/probe_message.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "doubles/manual_clock.hpp"
#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>

namespace audmg::app {
namespace {

using storage::s3::CorsRule;
using testing::HasSubstr;

constexpr std::string_view kOrigin = "https://drive.example.org";

Finding cors_finding(std::vector<CorsRule> rules, std::string_view origin = kOrigin) {
  return describe_bucket({.cors = std::move(rules), .keeps_versions = true}, "files", origin).at(0);
}

TEST(BucketFindings, SayWhetherPagesMayReadAndSendFiles) {
  const CorsRule good{
      .origins = {std::string(kOrigin)}, .methods = {"GET", "HEAD", "PUT"}, .exposed = {"ETag"}};
  EXPECT_EQ(cors_finding({good}).verdict, Verdict::ok);
  EXPECT_EQ(cors_finding({good}, "").verdict, Verdict::ok) << "pages of some origin";
  for (const std::string pattern : {"*", "https://*.example.org", "https://DRIVE.example.org"}) {
    CorsRule rule = good;
    rule.origins = {"http://other.example", pattern};
    EXPECT_EQ(cors_finding({rule}).verdict, Verdict::ok) << pattern;
  }
  CorsRule reads = good;
  reads.methods = {"GET"};
  CorsRule sends = good;
  sends.methods = {"PUT"};
  sends.exposed = {"x-amz-request-id", "etag"};
  EXPECT_EQ(cors_finding({reads, sends}).verdict, Verdict::ok);
}

TEST(BucketFindings, SayWhichRuleIsMissing) {
  const CorsRule good{
      .origins = {std::string(kOrigin)}, .methods = {"GET", "PUT"}, .exposed = {"ETag"}};
  const Finding none = cors_finding({});
  EXPECT_EQ(none.verdict, Verdict::fail);
  EXPECT_THAT(none.text, HasSubstr("may not read files or send parts"));
  EXPECT_THAT(none.advice, HasSubstr("put-bucket-cors --bucket files"));
  EXPECT_THAT(none.advice, HasSubstr(std::string("[\"").append(kOrigin).append("\"]")));
  for (const std::string origin :
       {"http://drive.example.org", "https://drive.example.org:8443", "https://*.example.com"}) {
    CorsRule rule = good;
    rule.origins = {origin};
    EXPECT_EQ(cors_finding({rule}).verdict, Verdict::fail) << origin;
  }
  CorsRule hides = good;
  hides.exposed = {};
  EXPECT_THAT(cors_finding({hides}).text, HasSubstr("see their ETag"));
  EXPECT_EQ(cors_finding({hides, good}).verdict, Verdict::fail) << "S3 takes the first that fits";
  CorsRule reads = good;
  reads.methods = {"GET", "HEAD"};
  EXPECT_THAT(cors_finding({reads}).text, HasSubstr("may not send parts"));
}

TEST(BucketFindings, WarnOfWhatCannotBeAsked) {
  const auto findings =
      describe_bucket({.cors = fail(ErrorCode::internal, "s3 GetBucketCors: 403 AccessDenied"),
                       .keeps_versions = false},
                      "files", kOrigin);
  EXPECT_EQ(findings.at(0).verdict, Verdict::warn);
  EXPECT_THAT(findings.at(0).advice, HasSubstr("s3:GetBucketCORS"));
  EXPECT_EQ(findings.at(1).verdict, Verdict::warn);
  EXPECT_THAT(findings.at(1).advice, HasSubstr("put-bucket-versioning --bucket files"));
}

TEST(TableFindings, SayWhatTheTableLacks) {
  const auto good = describe_table(
      {.lacks = std::vector<std::string>(), .removes_expired = true, .takes_items = {}}, "drive");
  for (const Finding& finding : good) EXPECT_EQ(finding.verdict, Verdict::ok) << finding.text;
  const auto bad = describe_table(
      {.lacks = std::vector<std::string>{"index gsi1 (g1pk, g1sk, ALL)", "index gsi2"},
       .removes_expired = false,
       .takes_items = fail(ErrorCode::internal, "dynamodb PutItem: 400 AccessDeniedException")},
      "drive");
  for (const Finding& finding : bad) EXPECT_EQ(finding.verdict, Verdict::fail) << finding.text;
  EXPECT_THAT(bad.at(0).text, HasSubstr("gsi1 (g1pk, g1sk, ALL), index gsi2"));
  EXPECT_THAT(bad.at(1).advice, HasSubstr("update-time-to-live --table-name drive"));
  EXPECT_THAT(bad.at(2).advice, HasSubstr("dynamodb:GetItem"));
}

TEST(QueueFindings, SayWhereDeadLettersGo) {
  using Redrive = queue::sqs::QueueStanding::Redrive;
  const auto verdict = [](std::optional<Redrive> redrive) {
    return describe_queue("media", "http://sqs/1/media",
                          {.waiting = 0, .redrive = std::move(redrive)})
        .at(0);
  };
  EXPECT_EQ(verdict(Redrive{.queue = "dead", .max_receives = 5, .is_there = {}}).verdict,
            Verdict::ok);
  EXPECT_EQ(verdict(Redrive{.queue = "dead", .max_receives = 1, .is_there = {}}).verdict,
            Verdict::warn);
  const Finding gone = verdict(Redrive{
      .queue = "dead", .max_receives = 5, .is_there = fail(ErrorCode::not_found, "no queue dead")});
  EXPECT_EQ(gone.verdict, Verdict::fail);
  EXPECT_THAT(gone.text, HasSubstr("no queue dead"));
  const Finding none = verdict(std::nullopt);
  EXPECT_EQ(none.verdict, Verdict::fail);
  EXPECT_THAT(none.advice, HasSubstr("--queue-url http://sqs/1/media"));
}

class QueueTrialTest : public testing::Test {
 protected:
  Verdict trial(std::uint64_t waiting) {
    return try_queue({.name = "media", .waiting = waiting}, *queue_, clock_).verdict;
  }
  std::vector<queue::MessageSummary> messages() { return queue_->list_messages({}).value(); }

  TemporaryFolder folder_;
  ManualClock clock_;
  const std::unique_ptr<database::SqliteDatabase> database_ =
      *database::make_sqlite_database({.file = folder_.path() / "audmg.db"});
  const std::unique_ptr<queue::SqliteMessageQueue> queue_ =
      *queue::make_sqlite_message_queue(database_->connections(), "media", clock_);
};

TEST_F(QueueTrialTest, LeavesAnEmptyQueueEmpty) {
  EXPECT_EQ(trial(0), Verdict::ok);
  EXPECT_TRUE(messages().empty());
}

TEST_F(QueueTrialTest, ReceivesNoJobOfOthers) {
  ASSERT_TRUE(queue_->send_message({.body = "a job", .group_id = "ada"}));
  EXPECT_EQ(trial(1), Verdict::ok);
  ASSERT_EQ(messages().size(), 2U);
  for (const auto& message : messages()) {
    EXPECT_EQ(message.receive_count, 0U);
    EXPECT_TRUE(message.body == "a job" || functions::is_probe_message(message.body));
  }
}

TEST_F(QueueTrialTest, GivesBackAJobThatCameMeanwhile) {
  ASSERT_TRUE(queue_->send_message({.body = "a job", .group_id = "ada"}));
  EXPECT_EQ(trial(0), Verdict::ok);
  for (const auto& message : messages()) EXPECT_EQ(message.state, queue::MessageState::visible);
}

}  // namespace
}  // namespace audmg::app

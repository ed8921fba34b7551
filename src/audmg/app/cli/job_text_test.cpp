// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/job_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace audmg::app {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

MessageView make_job() {
  return {.id = "019a8f5c-7d2e-7b3a-9c4d-5e6f70819203",
          .queue = "media",
          .state = queue::MessageState::in_flight,
          .group = "019a8f5c-0000-7000-8000-000000000001",
          .receive_count = 2,
          .age = std::chrono::seconds(3700),
          .sent_at = "2026-01-01T00:00:00.000Z",
          .visible_at = "2026-01-01T01:02:03.000Z",
          .last_error = "the decoder crashed",
          .body = {}};
}

TEST(JobText, HasAColumnForEachFieldOfALine) {
  EXPECT_EQ(job_line(make_job()),
            "019a8f5c-7d2e-7b3a-9c4d-5e6f70819203  media   in_flight  "
            "019a8f5c-0000-7000-8000-000000000001      2    1h  the decoder crashed\n");
  EXPECT_EQ(job_line_head().find("LAST ERROR"), job_line(make_job()).find("the decoder"));
  EXPECT_EQ(job_line_head().find("USER"), job_line(make_job()).find("019a8f5c-0000"));
}

TEST(JobText, KeepsALineALine) {
  MessageView job = make_job();
  job.last_error = "first\nsecond\x1b[2J" + std::string(500, 'x');
  job.group = "a\tb";
  const std::string line = job_line(job);
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
  EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  EXPECT_THAT(line, Not(HasSubstr("\t")));
  EXPECT_THAT(line, EndsWith("x...\n"));
  EXPECT_LT(line.size(), 200U);
}

TEST(JobText, CutsALongErrorBetweenCharacters) {
  MessageView job = make_job();
  job.last_error = std::string(59, 'x') + "\xc3\xa4 and more";
  EXPECT_THAT(job_line(job), EndsWith("  " + std::string(59, 'x') + "...\n"));
}

TEST(JobText, SaysAllOfOneJob) {
  MessageView job = make_job();
  job.body = R"({"userId":"1","fileId":"2"})";
  EXPECT_EQ(job_text(job),
            "id             019a8f5c-7d2e-7b3a-9c4d-5e6f70819203\n"
            "queue          media\n"
            "state          in_flight\n"
            "user           019a8f5c-0000-7000-8000-000000000001\n"
            "tries          2\n"
            "sent           2026-01-01T00:00:00.000Z (1h ago)\n"
            "leased until   2026-01-01T01:02:03.000Z\n"
            "last error     the decoder crashed\n"
            "body           {\"userId\":\"1\",\"fileId\":\"2\"}\n");
  job.last_error.clear();
  EXPECT_THAT(job_text(job), HasSubstr("last error     none\n"));
}

TEST(JobText, CountsInWords) {
  EXPECT_EQ(count_text(0, "message"), "0 messages");
  EXPECT_EQ(count_text(1, "message"), "1 message");
  EXPECT_EQ(count_text(3, "message"), "3 messages");
}

TEST(JobText, GivesAgesInTheLargestFullUnit) {
  using std::chrono::seconds;
  EXPECT_EQ(age_text(seconds(0)), "0s");
  EXPECT_EQ(age_text(seconds(59)), "59s");
  EXPECT_EQ(age_text(seconds(60)), "1m");
  EXPECT_EQ(age_text(seconds(3599)), "59m");
  EXPECT_EQ(age_text(seconds(3600)), "1h");
  EXPECT_EQ(age_text(seconds(86'399)), "23h");
  EXPECT_EQ(age_text(seconds(86'400)), "1d");
}

}  // namespace
}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/functions/upkeep/chore_note.hpp"
#include "audmg/queue/message_queue.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::functions {
namespace {

const Call kGetStatus{.function = "get_drive_status"};

class DriveStatusTest : public DriveTest {
 protected:
  void note(std::string_view chore, const Result<std::string>& figures) {
    note_chore_end(chore, figures, drive.services.drive, drive.clock, drive.logger);
  }
  const json::Value& chore(const Answer& answer, std::string_view name) {
    const json::Value* const found = answer.body.find(name);
    EXPECT_NE(found, nullptr) << name;
    return found != nullptr ? *found : answer.body;
  }

  const http::Principal admin = drive.add_user("ada");
  const http::Principal user = drive.add_user("bob");
};

TEST_F(DriveStatusTest, IsForAdmins) {
  EXPECT_EQ(call(kGetStatus, user).verdict(), "403 admins_only");
  EXPECT_EQ(call(kGetStatus, admin).status, 200);
}

TEST_F(DriveStatusTest, TellsWhatTheDriveHolds) {
  const std::string started_at = format_rfc3339(drive.clock.now());
  ASSERT_EQ(drive.upload(user, sample_gif("a")).status, 201);
  drive.clock.advance(std::chrono::hours(1));
  const Answer answer = call(kGetStatus, admin);
  EXPECT_EQ(answer.text("version"), AUDMG_VERSION);
  EXPECT_EQ(answer.text("startedAt"), started_at);
  EXPECT_EQ(answer.number("users"), 2U);
  EXPECT_EQ(answer.number("files"), 1U);
  EXPECT_EQ(answer.number("bytes"), sample_gif("a").size());
  EXPECT_GT(answer.number("freeBytes"), 0U);
  EXPECT_EQ(answer.body.find("takesWrites")->as_bool(), true);
}

TEST_F(DriveStatusTest, TellsWhatWaitsInTheQueues) {
  const auto queue = [&] { return call(kGetStatus, admin).list("queues").at(0); };
  EXPECT_EQ(text_of(queue(), "name"), "mail");
  EXPECT_EQ(queue().find("waiting")->as_unsigned(), 0U);
  EXPECT_EQ(queue().find("oldestSeconds"), nullptr);
  ASSERT_TRUE(drive.mail_queue().send_message({.body = "x", .group_id = "nobody"}));
  drive.clock.advance(std::chrono::seconds(90));
  ASSERT_TRUE(drive.mail_queue().set_paused(true));
  EXPECT_EQ(queue().find("waiting")->as_unsigned(), 1U);
  EXPECT_EQ(queue().find("inFlight")->as_unsigned(), 0U);
  EXPECT_EQ(queue().find("failed")->as_unsigned(), 0U);
  EXPECT_EQ(queue().find("oldestSeconds")->as_unsigned(), 90U);
  EXPECT_EQ(queue().find("paused")->as_bool(), true);
}

TEST_F(DriveStatusTest, TellsHowTheLastChoresEnded) {
  Answer answer = call(kGetStatus, admin);
  EXPECT_EQ(text_of(chore(answer, "backup"), "state"), "never");
  EXPECT_EQ(text_of(chore(answer, "scrub"), "state"), "never");

  const std::string noted_at = format_rfc3339(drive.clock.now());
  note(kBackupChore, R"({"files":3})");
  note(kScrubChore, std::unexpected(Error{ErrorCode::unavailable, "the disk is gone"}));
  drive.clock.advance(std::chrono::hours(1));
  answer = call(kGetStatus, admin);
  EXPECT_EQ(text_of(chore(answer, "backup"), "state"), "succeeded");
  EXPECT_EQ(text_of(chore(answer, "backup"), "at"), noted_at);
  EXPECT_EQ(chore(answer, "backup").find("figures")->find("files")->as_unsigned(), 3U);
  EXPECT_EQ(text_of(chore(answer, "scrub"), "state"), "failed");
  EXPECT_EQ(text_of(chore(answer, "scrub"), "error"), "the disk is gone");
  EXPECT_EQ(chore(answer, "scrub").find("lastSuccessAt"), nullptr);

  note(kBackupChore, std::unexpected(Error{ErrorCode::out_of_space, "the disk is full"}));
  answer = call(kGetStatus, admin);
  EXPECT_EQ(text_of(chore(answer, "backup"), "state"), "failed");
  EXPECT_EQ(text_of(chore(answer, "backup"), "lastSuccessAt"), noted_at);
  EXPECT_EQ(chore(answer, "backup").find("figures"), nullptr);
}

TEST_F(DriveStatusTest, ANoteThatCannotBeStoredIsLogged) {
  drive.failures.fail_always(ErrorCode::unavailable);
  note(kScrubChore, "{}");
  EXPECT_TRUE(drive.logger.has("chore_not_noted"));
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/mail_publisher.hpp"

#include "contract/error_code.hpp"
#include "doubles/recording_mailer.hpp"

#include <gtest/gtest.h>

namespace audmg::notification {
namespace {

Event failed_file(std::string detail) {
  return {.id = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a",
          .type = "file.failed",
          .at = TimePoint{},
          .user_id = "0198f2c4-5a1e-7c3d-9b2a-000000000001",
          .file_id = "0198f2c4-5a1e-7c3d-9b2a-000000000002",
          .detail = std::move(detail)};
}

std::vector<Mail> mails_about(const Event& event, std::vector<std::string> types) {
  RecordingMailer mailer;
  const auto publisher =
      make_mail_publisher({.to = "ops@example.org", .types = std::move(types)}, mailer);
  EXPECT_TRUE(publisher);
  EXPECT_TRUE((*publisher)->publish(event));
  return mailer.mails();
}

TEST(MailPublisher, WritesAnEventForPeople) {
  const auto mails = mails_about(
      failed_file(R"({"fileName":"a song.mp3","reason":"There is no sound in it.","attempts":5})"),
      {"file.failed", "alarm.*"});
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails[0].to, "ops@example.org");
  EXPECT_EQ(mails[0].subject, "[Audmg Drive] file.failed: a song.mp3");
  EXPECT_EQ(mails[0].id, "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a");
  EXPECT_EQ(mails[0].text,
            "file.failed\n\nfileName: a song.mp3\nreason: There is no sound in it.\nattempts: 5\n"
            "time: 1970-01-01T00:00:00.000Z\nuserId: 0198f2c4-5a1e-7c3d-9b2a-000000000001\n"
            "fileId: 0198f2c4-5a1e-7c3d-9b2a-000000000002\n"
            "eventId: 0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a\n");
}

TEST(MailPublisher, TakesAndDropsWhatIsNotWanted) {
  EXPECT_TRUE(mails_about(failed_file("{}"), {"alarm.*"}).empty());
}

TEST(MailPublisher, AFileNameStaysOneLine) {
  const auto mails = mails_about(
      failed_file(R"({"fileName":"a\r\nBcc: x@example.org\u0000\u0085b\u007f","x\ny":1})"), {"*"});
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails[0].subject, "[Audmg Drive] file.failed: a  Bcc: x@example.org  b ");
  EXPECT_NE(mails[0].text.find("x y: 1\n"), std::string::npos);
}

TEST(MailPublisher, AVeryLongNameIsCut) {
  const auto mails =
      mails_about(failed_file(R"({"fileName":")" + std::string(5000, 'x') + "\"}"), {"*"});
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_LT(mails[0].subject.size(), 600u);
}

TEST(MailPublisher, RefusesAPatternThatIsNone) {
  RecordingMailer mailer;
  EXPECT_EQ(error_code(make_mail_publisher({.to = "a@example.org", .types = {"file"}}, mailer)),
            ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace audmg::notification

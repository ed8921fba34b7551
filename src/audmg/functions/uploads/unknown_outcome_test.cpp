// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// Issue 12: a commit whose answer was lost was taken for a failure. The object was deleted, its row
// stayed, and the same upload again was told that its bytes were there.
#include "audmg/database/file.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace audmg::functions {
namespace {

class UnknownOutcomeTest : public DriveTest {
 protected:
  void expect_an_object_for_each_row() {
    const auto keys = drive.original_keys();
    for (const database::File& file : drive.rows(ada.user)) {
      EXPECT_TRUE(std::ranges::binary_search(keys, file.object_key)) << file.object_key;
    }
  }

  http::Principal ada = drive.add_user("ada");
};

TEST_F(UnknownOutcomeTest, AnUploadThatWasCommittedIsFoundByReadingBack) {
  drive.failures.lose_answer_once();
  const Answer answer = call(Drive::form(sample_gif()).with("Idempotency-Key", "k"), ada);
  EXPECT_EQ(answer.verdict(), "201");
  EXPECT_EQ(drive.follow(answer.text("fileUrl")), sample_gif());
  EXPECT_EQ(drive.original_keys().size(), 1U);
  const Answer again = call(Drive::form(sample_gif()).with("Idempotency-Key", "k"), ada);
  EXPECT_EQ(again.verdict(), "201");
  EXPECT_EQ(again.headers.find("Idempotent-Replayed"), "true");
}

TEST_F(UnknownOutcomeTest, AnUploadThatCannotBeReadBackKeepsItsBytes) {
  bool was_unreadable = false;
  for (int passed = 0; passed < 40; ++passed) {
    const std::string bytes = sample_gif("n" + std::to_string(passed));
    drive.failures.lose_answer_once();
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    const Answer answer = drive.upload(ada, bytes);
    const bool is_over = drive.failures.is_pending();
    drive.failures.stop_failing();
    was_unreadable = was_unreadable || (answer.status == 503 && drive.rows(ada.user).size() == 1);
    expect_an_object_for_each_row();
    const Answer again = drive.upload(ada, bytes);
    EXPECT_TRUE(again.status == 200 || again.status == 201) << passed << ": " << again.verdict();
    EXPECT_EQ(drive.follow(again.text("fileUrl")), bytes) << passed;
    if (is_over) break;
    for (const database::File& file : drive.rows(ada.user)) {
      EXPECT_EQ(
          call(Call{.function = "delete_file"}.id(file.id.text()).where("permanent", "true"), ada)
              .status,
          204);
    }
  }
  EXPECT_TRUE(was_unreadable) << "a row was written, and could not be read back";
}

TEST_F(UnknownOutcomeTest, AnUploadThatIsNotThereYetMayStillComeAndKeepsItsBytes) {
  std::size_t kept = 0;
  for (int passed = 0; passed < 40; ++passed) {
    const std::size_t before = drive.original_keys().size() - drive.rows(ada.user).size();
    drive.failures.fail_after(passed, ErrorCode::unknown_outcome);
    const Answer answer = drive.upload(ada, sample_gif("n" + std::to_string(passed)));
    if (drive.failures.is_pending()) break;
    EXPECT_TRUE(answer.status == 503 || answer.status == 201) << passed << answer.verdict();
    if (answer.status == 503) {
      EXPECT_EQ(answer.headers.find("Retry-After"), "2");
    }
    kept += drive.original_keys().size() - drive.rows(ada.user).size() - before;
  }
  EXPECT_GE(kept, 1U);
}

TEST_F(UnknownOutcomeTest, ACompletionThatWasCommittedIsFoundByReadingBack) {
  const std::string wav = sample_wav(1000);
  const std::string id = drive.open_upload(ada, wav.size()).text("uploadId");
  drive.put_part(ada, id, 1, wav);
  drive.failures.lose_answer_once();
  const Answer done = call(Call{.function = "complete_upload"}.id(id), ada);
  EXPECT_EQ(done.verdict(), "201");
  EXPECT_EQ(drive.follow(done.text("fileUrl")), wav);
}

TEST_F(UnknownOutcomeTest, AJoinedObjectWhoseJoiningWasNotHeardOfIsUsed) {
  const std::string wav = sample_wav(1000);
  const std::string id = drive.open_upload(ada, wav.size()).text("uploadId");
  drive.put_part(ada, id, 1, wav);
  const auto upload = *drive.services.uploads.find_upload(ada.user, *UploadId::parse(id));
  ASSERT_TRUE(drive.services.multipart.complete_multipart_upload(upload->object_key,
                                                                 upload->multipart_upload_id));
  for (int passed = 0;; ++passed) {
    ASSERT_LT(passed, 40);
    drive.failures.fail_after(passed, ErrorCode::unknown_outcome);
    const Answer done = call(Call{.function = "complete_upload"}.id(id), ada);
    drive.failures.stop_failing();
    if (done.status == 503) continue;
    EXPECT_EQ(done.verdict(), "201");
    EXPECT_EQ(drive.follow(done.text("fileUrl")), wav);
    break;
  }
}

TEST_F(UnknownOutcomeTest, ASessionThatWasOpenedTakesItsParts) {
  const std::string wav = sample_wav(1000);
  drive.failures.lose_answer_once();
  const Answer opened = drive.open_upload(ada, wav.size());
  EXPECT_EQ(opened.verdict(), "201");
  drive.put_part(ada, opened.text("uploadId"), 1, wav);
  const Answer done = call(Call{.function = "complete_upload"}.id(opened.text("uploadId")), ada);
  EXPECT_EQ(done.verdict(), "201");
}

TEST_F(UnknownOutcomeTest, ADeletionIsFinishedWhenTheRowIsGone) {
  const Answer stored = drive.upload(ada, sample_gif());
  const std::string id = text_of(*stored.body.find("file"), "fileId");
  drive.failures.lose_answer_once();
  EXPECT_EQ(call(Call{.function = "delete_file"}.id(id).where("permanent", "true"), ada).status,
            204);
  EXPECT_TRUE(drive.object_keys().empty());
}

TEST_F(UnknownOutcomeTest, ADeletionThatMayNotHaveHappenedDeletesNoBytes) {
  const Answer stored = drive.upload(ada, sample_gif());
  const std::string id = text_of(*stored.body.find("file"), "fileId");
  for (int passed = 0;; ++passed) {
    ASSERT_LT(passed, 40);
    drive.failures.fail_after(passed, ErrorCode::unknown_outcome);
    const Answer answer =
        call(Call{.function = "delete_file"}.id(id).where("permanent", "true"), ada);
    drive.failures.stop_failing();
    expect_an_object_for_each_row();
    if (drive.rows(ada.user).empty()) break;
    EXPECT_EQ(answer.verdict(), "503 unavailable") << passed;
  }
}

TEST_F(UnknownOutcomeTest, ASignUpThatWasCommittedIsFoundByReadingBack) {
  drive.failures.lose_answer_once();
  const Answer answer = call(json_call(
      "signup",
      R"({"username":"grace","password":"a long and calm sentence","email":"g@example.org"})"));
  EXPECT_EQ(answer.verdict(), "201");
  const auto grace = *drive.services.users.find_user_by_username("grace");
  ASSERT_TRUE(grace);
  EXPECT_EQ(answer.text("userId"), grace->id.text());
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/upkeep/scrub.hpp"
#include "audmg/storage/small_object.hpp"
#include "testbeds/media_testbed.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::functions {
namespace {

using database::FileStatus;

constexpr std::string_view kCutPicture = "The picture is damaged: not all of it can be shown.";

/// What a decoder says of bytes that the disk has changed is not believed, and not kept.
class RottenOriginalTest : public MediaTest {
 protected:
  void put_bytes(const std::string& bytes) {
    ASSERT_TRUE(storage::put_small_object(row().object_key, bytes, drive.services.objects));
  }
  void rot() {
    std::string bytes = media_bytes();
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    put_bytes(bytes);
  }
  void read_all() {
    Scrub scrub({.reading = ScrubReading::all}, drive.services);
    ASSERT_TRUE(scrub.pass());
  }
  std::string shown(std::string_view member) {
    return call(Call{.function = "get_file"}.id(row().id.text()), who).text(member);
  }
};

TEST_F(RottenOriginalTest, ADamagedPictureIsReadyAndSaysSo) {
  added();
  renderer.damaged = kCutPicture;
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(row().damage, "");
  EXPECT_EQ(shown("damaged"), kCutPicture);
}

TEST_F(RottenOriginalTest, IsReportedWhenThePictureSeemsDamaged) {
  added();
  rot();
  renderer.damaged = kCutPicture;
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(row().status, FileStatus::failed);
  EXPECT_EQ(row().damage, kObjectRotten);
  EXPECT_EQ(row().media_record, "");
}

TEST_F(RottenOriginalTest, IsReportedWhenItCannotBeDecoded) {
  added();
  rot();
  renderer.failure = Error{ErrorCode::invalid_argument, "The image cannot be decoded."};
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(row().status, FileStatus::failed);
  EXPECT_EQ(row().damage, kObjectRotten);
  EXPECT_EQ(shown("failureReason"), kObjectRotten);
}

TEST_F(RottenOriginalTest, AStoreThatDoesNotAnswerIsNoVerdict) {
  added();
  renderer.damaged = kCutPicture;
  renderer.meanwhile = [&] { drive.failures.fail_after(0, ErrorCode::unavailable); };
  EXPECT_FALSE(work());
  drive.failures.stop_failing();
  EXPECT_EQ(row().status, FileStatus::processing);
  EXPECT_EQ(row().damage, "");
}

TEST_F(RottenOriginalTest, IsProcessedOnceItsBytesAreBack) {
  added();
  rot();
  renderer.damaged = kCutPicture;
  ASSERT_TRUE(work()) << reason;
  renderer.damaged.clear();
  put_bytes(media_bytes());
  read_all();
  EXPECT_EQ(row().damage, "");
  EXPECT_EQ(row().status, FileStatus::processing);
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(shown("damaged"), "");
}

/// Earlier versions of the program believed the decoder.
class MisledRecordTest : public RottenOriginalTest {
 protected:
  MisledRecordTest() {
    added();
    renderer.damaged = kCutPicture;
    EXPECT_TRUE(work()) << reason;
    rot();
    EXPECT_TRUE(report_damage(row(), kObjectRotten, drive.services));
    renderer.damaged.clear();
  }
  void expect_made_anew() {
    EXPECT_EQ(row().damage, "");
    EXPECT_EQ(row().status, FileStatus::processing);
    ASSERT_TRUE(work()) << reason;
    EXPECT_EQ(row().status, FileStatus::ready);
    EXPECT_EQ(shown("damaged"), "");
  }
};

TEST_F(MisledRecordTest, IsMadeAnewWhenTheFileIsHealed) {
  EXPECT_EQ(drive.upload(who, media_bytes()).status, 200);
  expect_made_anew();
}

TEST_F(MisledRecordTest, IsMadeAnewWhenTheBytesAreBack) {
  put_bytes(media_bytes());
  read_all();
  expect_made_anew();
}

TEST_F(MisledRecordTest, StaysWhereFilesAreNotProcessed) {
  drive.policies.process_media = false;
  EXPECT_EQ(drive.upload(who, media_bytes()).status, 200);
  EXPECT_EQ(row().damage, "");
  EXPECT_EQ(row().status, FileStatus::ready);
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/drive_identity.hpp"

#include "audmg/database/drive_repository.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace audmg::functions {
namespace {

using database::DriveIdentity;

class DriveIdentityTest : public DriveTest {
 protected:
  database::DriveRepository& rows() { return drive.services.drive; }
  std::optional<DriveIdentity> in_store() {
    const auto found = find_store_identity(drive.services.objects);
    EXPECT_TRUE(found) << found.error().message;
    return found.value_or(std::nullopt);
  }
  void put_in_store(const DriveIdentity& identity) {
    ASSERT_TRUE(storage::put_small_object(std::string(kDriveIdentityKey),
                                          write_drive_identity(identity), drive.services.objects));
  }
  std::optional<ErrorCode> verdict() {
    const auto checked = check_drive(drive.services);
    if (checked) return std::nullopt;
    EXPECT_NE(checked.error().message.find("audmg repair --adopt"), std::string::npos)
        << checked.error().message;
    return checked.error().code;
  }
  http::Principal upload_one() {
    auto ada = drive.add_user("ada");
    EXPECT_EQ(drive.upload(ada, sample_gif()).status, 201);
    return ada;
  }
};

TEST_F(DriveIdentityTest, ANewDriveGetsOne) {
  ASSERT_TRUE(check_drive(drive.services));
  const auto identity = *rows().find_identity();
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->generation, 1U);
  ASSERT_TRUE(in_store());
  EXPECT_EQ(in_store()->drive_id, identity->drive_id);
  EXPECT_EQ(in_store()->generation, 1U);
  EXPECT_TRUE(check_drive(drive.services));
}

TEST_F(DriveIdentityTest, ALibraryFromBeforeGetsOneWhenItsRowsNameObjectsThatExist) {
  upload_one();
  ASSERT_TRUE(check_drive(drive.services));
  EXPECT_TRUE(in_store());
}

TEST_F(DriveIdentityTest, ObjectsWithoutAnyRowAreRefused) {
  ASSERT_TRUE(
      storage::put_small_object("orig/somebody/something", "bytes", drive.services.objects));
  EXPECT_EQ(verdict(), ErrorCode::conflict);
  EXPECT_FALSE(in_store());
  EXPECT_FALSE(*rows().find_identity());
}

TEST_F(DriveIdentityTest, ADatabaseThatDoesNotKnowTheStoresDriveIsRefused) {
  const auto ada = upload_one();
  put_in_store({"another-drive", 5});
  EXPECT_EQ(verdict(), ErrorCode::conflict);
  EXPECT_EQ(in_store()->drive_id, "another-drive");
}

TEST_F(DriveIdentityTest, AnotherDrivesDatabaseIsRefused) {
  ASSERT_TRUE(rows().set_identity({"mine", 9}));
  put_in_store({"another-drive", 5});
  EXPECT_EQ(verdict(), ErrorCode::conflict);
}

TEST_F(DriveIdentityTest, AnOlderDatabaseIsRefusedAndAnOlderStoreIsNot) {
  ASSERT_TRUE(rows().set_identity({"mine", 5}));
  put_in_store({"mine", 6});
  EXPECT_EQ(verdict(), ErrorCode::conflict);
  put_in_store({"mine", 5});
  EXPECT_EQ(verdict(), std::nullopt);
  put_in_store({"mine", 4});
  EXPECT_EQ(verdict(), std::nullopt);
}

TEST_F(DriveIdentityTest, AStoreWithoutAnyOfTheFilesIsRefused) {
  upload_one();
  ASSERT_TRUE(rows().set_identity({"mine", 5}));
  for (const std::string& key : drive.object_keys()) {
    ASSERT_TRUE(drive.services.objects.delete_object(key));
  }
  EXPECT_EQ(verdict(), ErrorCode::conflict);
}

// Started once on an empty folder, then put beside objects that lost their identity.
TEST_F(DriveIdentityTest, ADatabaseWithoutRowsIsRefusedBesideOriginals) {
  ASSERT_TRUE(rows().set_identity({"mine", 5}));
  ASSERT_TRUE(
      storage::put_small_object("orig/somebody/something", "bytes", drive.services.objects));
  EXPECT_EQ(verdict(), ErrorCode::conflict);
  EXPECT_FALSE(in_store());
}

TEST_F(DriveIdentityTest, AnOlderDatabaseIsNotRaisedPastItsStore) {
  ASSERT_TRUE(rows().set_identity({"mine", 5}));
  put_in_store({"mine", 6});
  EXPECT_FALSE(raise_generation(drive.services));
  EXPECT_EQ((*rows().find_identity())->generation, 5U);
  EXPECT_EQ(in_store()->generation, 6U);
}

TEST_F(DriveIdentityTest, TheGenerationIsRaisedOnceAnHour) {
  drive.clock.set(SystemClock().now());
  ASSERT_TRUE(raise_generation_when_due(drive.services));
  const auto first = in_store()->generation;
  ASSERT_TRUE(raise_generation_when_due(drive.services));
  EXPECT_EQ(in_store()->generation, first);
  drive.clock.advance(kGenerationInterval + std::chrono::minutes(1));
  ASSERT_TRUE(raise_generation_when_due(drive.services));
  EXPECT_EQ(in_store()->generation, first + 1);
  EXPECT_EQ((*rows().find_identity())->generation, first + 1);
}

TEST_F(DriveIdentityTest, TheGenerationIsRaisedInTheDatabaseFirst) {
  ASSERT_TRUE(check_drive(drive.services));
  ASSERT_TRUE(raise_generation(drive.services));
  EXPECT_EQ((*rows().find_identity())->generation, 2U);
  EXPECT_EQ(in_store()->generation, 2U);
  // Wherever it fails, the store is never ahead.
  for (int passed = 0; passed < 10; ++passed) {
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    const bool raised = raise_generation(drive.services).has_value();
    drive.failures.stop_failing();
    EXPECT_LE(in_store()->generation, (*rows().find_identity())->generation);
    EXPECT_TRUE(check_drive(drive.services));
    if (raised) break;
  }
}

TEST_F(DriveIdentityTest, JoinedHalvesHaveAGenerationAboveBoth) {
  ASSERT_TRUE(rows().set_identity({"mine", 5}));
  put_in_store({"of-the-store", 8});
  const auto joined = join_halves(drive.services);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->drive_id, "of-the-store");
  EXPECT_EQ(joined->generation, 9U);
  EXPECT_TRUE(check_drive(drive.services));
}

TEST_F(DriveIdentityTest, AnUnreadableIdentityIsReportedAndJoinedAnew) {
  ASSERT_TRUE(storage::put_small_object(std::string(kDriveIdentityKey), "{\"driveId\":7}",
                                        drive.services.objects));
  EXPECT_EQ(verdict(), ErrorCode::corrupt);
  EXPECT_TRUE(join_halves(drive.services));
  EXPECT_TRUE(check_drive(drive.services));
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/adopt.hpp"

#include "audmg/database/drive_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/quarantine.hpp"
#include "audmg/storage/small_object.hpp"
#include "doubles/sample_companions.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace audmg::functions {
namespace {

/// A drive whose rows are lost in part or altogether.
class AdoptTest : public DriveTest {
 protected:
  AdoptTest() : ada(drive.add_user("ada")) {
    EXPECT_TRUE(check_drive(drive.services));
    EXPECT_EQ(drive.upload(ada, sample_gif("1"), "First.gif").status, 201);
    EXPECT_EQ(drive.upload(ada, sample_gif("2"), "Second.gif").status, 201);
    for (database::File& row : drive.rows(ada.user)) rows[row.name] = row;
  }

  /// As an older or empty database has it: no row, and no tombstone.
  void lose_row(const database::File& file) {
    ASSERT_TRUE(*drive.services.files.delete_file(file.owner, file.id, {}));
    const std::vector<std::string> keys{file.object_key};
    ASSERT_TRUE(drive.services.tombstones.remove_tombstones(keys));
  }

  void lose_user() {
    ASSERT_TRUE(drive.services.users.delete_user(ada.user));
    std::vector<std::string> keys;
    for (const auto& [name, row] : rows) keys.push_back(row.object_key);
    ASSERT_TRUE(drive.services.tombstones.remove_tombstones(keys));
    ASSERT_TRUE(drive.services.tombstones.remove_owner_tombstone(ada.user));
  }

  AdoptReport adopt(bool from_quarantine = false) { return adopt_in(drive, from_quarantine); }

  static AdoptReport adopt_in(const Drive& where, bool from_quarantine = false) {
    Adoption adoption({.from_quarantine = from_quarantine}, where.services);
    Result<bool> more = true;
    while (more && *more) more = adoption.pass();
    EXPECT_TRUE(more) << more.error().message;
    return adoption.report();
  }

  void expect_back(const database::File& former) {
    const auto found = drive.services.files.find_file(former.owner, former.id);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->name, former.name);
    EXPECT_EQ((*found)->kind, former.kind);
    EXPECT_EQ((*found)->content_type, former.content_type);
    EXPECT_EQ((*found)->size, former.size);
    EXPECT_EQ((*found)->sha256, former.sha256);
    EXPECT_EQ((*found)->crc32, former.crc32);
    EXPECT_EQ((*found)->object_key, former.object_key);
    EXPECT_EQ((*found)->uploaded_at, former.uploaded_at);
  }

  const http::Principal ada;
  std::map<std::string, database::File> rows;
};

TEST_F(AdoptTest, ChangesNothingWhereNothingIsMissing) {
  const AdoptReport report = adopt();
  EXPECT_EQ(report.objects_seen, 2U);
  EXPECT_EQ(report.known, 2U);
  EXPECT_EQ(report.adopted, 0U);
}

TEST_F(AdoptTest, AMissingRowComesBack) {
  lose_row(rows["First.gif"]);
  const AdoptReport report = adopt();
  EXPECT_EQ(report.adopted, 1U);
  EXPECT_EQ(report.known, 1U);
  expect_back(rows["First.gif"]);
}

TEST_F(AdoptTest, ALostAccountComesBackWithoutAPassword) {
  lose_user();
  const AdoptReport report = adopt();
  EXPECT_EQ(report.adopted, 2U);
  EXPECT_EQ(report.accounts_made, 1U);
  const auto user = drive.services.users.find_user_by_username("ada");
  ASSERT_TRUE(user && *user);
  EXPECT_EQ((*user)->id, ada.user);
  for (const auto& [name, row] : rows) expect_back(row);
  const Answer answer =
      call(json_call("login", R"({"username":"ada","password":"a long and calm sentence"})"));
  EXPECT_EQ(answer.status, 401);
}

TEST_F(AdoptTest, TheFirstAccountOfAnEmptyDatabaseIsNoAdminsWhenItWasLost) {
  Drive empty;
  for (const std::string& key : drive.object_keys()) {
    ASSERT_TRUE(storage::put_small_object(key, drive.read_object(key), empty.services.objects));
  }
  EXPECT_EQ(adopt_in(empty).accounts_made, 1U);
  const auto user = empty.services.users.find_user(ada.user);
  ASSERT_TRUE(user && *user);
  EXPECT_EQ((*user)->role, database::Role::user);
}

TEST_F(AdoptTest, ANameThatIsTakenMeanwhileIsLeftToItsNewOwner) {
  lose_user();
  const auto other = drive.add_user("ada");
  EXPECT_EQ(adopt().accounts_made, 1U);
  EXPECT_EQ((*drive.services.users.find_user_by_username("ada"))->id, other.user);
  const auto lost = drive.services.users.find_user(ada.user);
  ASSERT_TRUE(lost && *lost);
  EXPECT_TRUE((*lost)->username.starts_with("recovered-"));
}

TEST_F(AdoptTest, WithoutASidecarTheBytesSayWhatTheyCan) {
  const database::File former = rows["First.gif"];
  lose_row(former);
  ASSERT_TRUE(drive.services.objects.delete_object(sidecar_key(former.object_key)));
  const AdoptReport report = adopt();
  EXPECT_EQ(report.adopted, 1U);
  EXPECT_EQ(report.without_sidecar, 1U);
  const auto found = drive.services.files.find_file_by_sha256(ada.user, former.sha256);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->size, former.size);
  EXPECT_EQ((*found)->crc32, former.crc32);
  EXPECT_EQ((*found)->content_type, "image/gif");
  EXPECT_TRUE((*found)->name.starts_with("recovered-") && (*found)->name.ends_with(".gif"));
}

// A crash leaves an original without a sidecar, and it may be the first that is looked at.
TEST_F(AdoptTest, TheNameOfALostAccountIsInAnySidecar) {
  lose_user();
  const auto first =
      std::ranges::min_element(rows, {}, [](const auto& entry) { return entry.second.object_key; });
  ASSERT_TRUE(drive.services.objects.delete_object(sidecar_key(first->second.object_key)));
  const AdoptReport report = adopt();
  EXPECT_EQ(report.adopted, 2U);
  EXPECT_EQ(report.without_sidecar, 1U);
  const auto user = drive.services.users.find_user_by_username("ada");
  ASSERT_TRUE(user && *user);
  EXPECT_EQ((*user)->id, ada.user);
}

TEST_F(AdoptTest, WhatWasDeletedOnPurposeStaysSo) {
  const database::File former = rows["First.gif"];
  ASSERT_TRUE(*drive.services.files.delete_file(former.owner, former.id, {}));
  const AdoptReport report = adopt();
  EXPECT_EQ(report.adopted, 0U);
  EXPECT_EQ(report.left_alone, 1U);
}

TEST_F(AdoptTest, WhatWentWithItsOwnerStaysSo) {
  ASSERT_TRUE(drive.services.users.delete_user(ada.user));
  std::vector<std::string> keys;
  for (const auto& [name, row] : rows) keys.push_back(row.object_key);
  ASSERT_TRUE(drive.services.tombstones.remove_tombstones(keys));
  const AdoptReport report = adopt();
  EXPECT_EQ(report.left_alone, 2U);
  EXPECT_EQ(report.adopted, 0U);
  EXPECT_FALSE(*drive.services.users.find_user(ada.user));
}

TEST_F(AdoptTest, OtherThingsAreLeftAlone) {
  ASSERT_TRUE(storage::put_small_object("orig/nobody/x", "text", drive.services.objects));
  ASSERT_TRUE(
      storage::put_small_object("orig/" + ada.user.text() + "/y", "text", drive.services.objects));
  const AdoptReport report = adopt();
  EXPECT_EQ(report.left_alone, 2U);
  EXPECT_EQ(report.adopted, 0U);
}

// An older database names the object from before a healing.
TEST_F(AdoptTest, ARowWhoseObjectIsLostTakesTheOneThatIsThere) {
  const database::File former = rows["First.gif"];
  const std::string next = former.object_key + "-next";
  ASSERT_TRUE(storage::put_small_object(next, sample_gif("1"), drive.services.objects));
  database::File healed = former;
  healed.object_key = next;
  ASSERT_TRUE(store_sidecar(healed, drive.services));
  ASSERT_TRUE(drive.services.objects.delete_object(former.object_key));
  EXPECT_EQ(adopt().healed, 1U);
  EXPECT_EQ((*drive.services.files.find_file(former.owner, former.id))->object_key, next);
}

// A file was healed, its damaged object was not deleted yet, and then the database was lost.
TEST_F(AdoptTest, OfTwoObjectsTheOneWithTheRightBytesWins) {
  const database::File former = rows["First.gif"];
  std::string rotten = sample_gif("1");
  rotten.back() = static_cast<char>(rotten.back() ^ 1);
  database::File healed = former;
  healed.object_key = former.object_key + "-healed";
  for (const bool rotten_first : {true, false}) {
    lose_row(former);
    const std::string& wrong = rotten_first ? former.object_key : healed.object_key;
    const std::string& right = rotten_first ? healed.object_key : former.object_key;
    ASSERT_TRUE(storage::put_small_object(wrong, rotten, drive.services.objects));
    ASSERT_TRUE(storage::put_small_object(right, sample_gif("1"), drive.services.objects));
    ASSERT_TRUE(store_sidecar(former, drive.services));
    ASSERT_TRUE(store_sidecar(healed, drive.services));
    static_cast<void>(adopt());
    const auto found = drive.services.files.find_file(former.owner, former.id);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->object_key, right) << rotten_first;
  }
}

TEST_F(AdoptTest, EndsWithANewGeneration) {
  ASSERT_TRUE(storage::put_small_object(std::string(kDriveIdentityKey),
                                        write_drive_identity({"the-store", 41}),
                                        drive.services.objects));
  EXPECT_FALSE(check_drive(drive.services));
  static_cast<void>(adopt());
  EXPECT_TRUE(check_drive(drive.services));
  EXPECT_EQ((*drive.services.drive.find_identity())->generation, 42U);
}

TEST_F(AdoptTest, BringsBackWhatLiesInTheQuarantine) {
  const database::File former = rows["First.gif"];
  lose_row(former);
  ASSERT_TRUE(drive.services.quarantine.quarantine_object(former.object_key));
  ASSERT_TRUE(drive.services.quarantine.quarantine_object(sidecar_key(former.object_key)));
  EXPECT_EQ(adopt().adopted, 0U);
  const AdoptReport report = adopt(true);
  EXPECT_EQ(report.brought_back, 2U);
  EXPECT_EQ(report.adopted, 1U);
  expect_back(former);
}

TEST_F(AdoptTest, GoesOnAfterAFailure) {
  lose_user();
  for (int passed = 0; passed < 200; ++passed) {
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    Adoption adoption({}, drive.services);
    Result<bool> more = true;
    while (more && *more) more = adoption.pass();
    const bool done = drive.failures.is_pending();
    drive.failures.stop_failing();
    if (done) break;
  }
  for (const auto& [name, row] : rows) expect_back(row);
}

TEST_F(AdoptTest, ACompanionComesBackToItsPicture) {
  const database::File first = rows["First.gif"];
  const std::string video = sample_video();
  const database::Companion companion{.kind = database::CompanionKind::video,
                                      .name = "First.mov",
                                      .content_type = "video/quicktime",
                                      .size = video.size(),
                                      .sha256 = std::string(64, 'a'),
                                      .crc32 = 7,
                                      // Before its picture in the order of keys.
                                      .object_key = "orig/" + ada.user.text() + "/0-moving"};
  ASSERT_TRUE(storage::put_small_object(companion.object_key, video, drive.services.objects));
  ASSERT_TRUE(store_companion_sidecar(ada.user, first.id, companion, drive.services));
  lose_row(first);
  const AdoptReport report = adopt();
  EXPECT_EQ(report.objects_seen, 3U);
  EXPECT_EQ(report.adopted, 2U);
  EXPECT_EQ(report.left_alone, 0U);
  expect_back(first);
  EXPECT_EQ((*drive.services.files.find_file(ada.user, first.id))->companions,
            std::vector{companion});
  const AdoptReport again = adopt();
  EXPECT_EQ(again.known, 3U);
  EXPECT_EQ(again.adopted, 0U);
}

TEST_F(AdoptTest, ACompanionOfNoPictureIsLeftAlone) {
  const database::Companion companion{.kind = database::CompanionKind::xmp,
                                      .name = "Lost.xmp",
                                      .content_type = "application/rdf+xml",
                                      .size = 1,
                                      .sha256 = std::string(64, 'a'),
                                      .crc32 = std::nullopt,
                                      .object_key = "orig/" + ada.user.text() + "/z-lost"};
  ASSERT_TRUE(storage::put_small_object(companion.object_key, "x", drive.services.objects));
  ASSERT_TRUE(store_companion_sidecar(ada.user, FileId::make(drive.clock.now()), companion,
                                      drive.services));
  EXPECT_EQ(adopt().left_alone, 1U);
}

}  // namespace
}  // namespace audmg::functions

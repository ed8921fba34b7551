// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace audmg::functions {
namespace {

/// A duplicate is never answered from the row alone: the bytes behind it are looked at.
class HealTest : public DriveTest {
 protected:
  HealTest() : ada(drive.add_user("ada")) {
    EXPECT_EQ(drive.upload(ada, bytes, "Holiday.gif").status, 201);
  }

  database::File row() { return drive.rows(ada.user).at(0); }

  /// The same bytes again, as a form.
  Answer again() { return drive.upload(ada, bytes, "Again.gif"); }

  /// The same bytes again, in an upload session.
  Answer again_in_parts() {
    const Answer opened = drive.open_upload(ada, bytes.size());
    drive.put_part(ada, opened.text("uploadId"), 1, bytes);
    return call(Call{.function = "complete_upload"}.id(opened.text("uploadId")), ada);
  }

  void expect_healed(const Answer& answer, const database::File& former) {
    EXPECT_EQ(answer.status, 200) << answer.verdict();
    EXPECT_EQ(drive.follow(answer.text("fileUrl")), bytes);
    const database::File healed = row();
    EXPECT_EQ(healed.id, former.id);
    EXPECT_EQ(healed.name, former.name);
    EXPECT_NE(healed.object_key, former.object_key);
    EXPECT_EQ(healed.damage, "");
    EXPECT_EQ(drive.read_object(healed.object_key), bytes);
    const auto sidecar = load_sidecar(healed.object_key, drive.services);
    ASSERT_TRUE(sidecar);
    EXPECT_EQ(sidecar->file.id, former.id);
    EXPECT_TRUE(drive.logger.has("file_healed"));
    EXPECT_EQ(drive.rows(ada.user).size(), 1U);
  }

  const std::string bytes = sample_gif();
  const http::Principal ada;
};

TEST_F(HealTest, ASoundFileIsLeftAsItIs) {
  const database::File former = row();
  EXPECT_EQ(again().status, 200);
  EXPECT_EQ(again_in_parts().status, 200);
  EXPECT_EQ(row().object_key, former.object_key);
  EXPECT_EQ(drive.object_keys().size(), 2U) << "the object and its sidecar";
}

TEST_F(HealTest, AMissingObjectIsReplaced) {
  const database::File former = row();
  ASSERT_TRUE(drive.services.objects.delete_object(former.object_key));
  expect_healed(again(), former);
}

TEST_F(HealTest, AMissingObjectIsReplacedByAnUploadInParts) {
  const database::File former = row();
  ASSERT_TRUE(drive.services.objects.delete_object(former.object_key));
  expect_healed(again_in_parts(), former);
}

TEST_F(HealTest, AnObjectThatWasCutOffIsReplaced) {
  const database::File former = row();
  ASSERT_TRUE(storage::put_small_object(former.object_key, "cut", drive.services.objects));
  expect_healed(again(), former);
}

TEST_F(HealTest, AnObjectKnownToBeRottenIsReplaced) {
  const database::File former = row();
  std::string rotten = bytes;
  rotten.back() = static_cast<char>(rotten.back() ^ 1);
  ASSERT_TRUE(storage::put_small_object(former.object_key, rotten, drive.services.objects));
  ASSERT_TRUE(report_damage(former, kObjectRotten, drive.services));
  const Answer shown = call(Call{.function = "get_file"}.id(former.id.text()), ada);
  EXPECT_EQ(shown.text("damaged"), kObjectRotten);
  expect_healed(again(), former);
  EXPECT_EQ(call(Call{.function = "get_file"}.id(former.id.text()), ada).text("damaged"), "");
}

TEST_F(HealTest, TheFormerObjectIsDeletedOnPurpose) {
  const database::File former = row();
  ASSERT_TRUE(storage::put_small_object(former.object_key, "cut", drive.services.objects));
  expect_healed(again(), former);
  EXPECT_EQ(drive.original_keys(), std::vector<std::string>{row().object_key});
  EXPECT_TRUE(drive.services.tombstones.list_tombstones(10)->empty());
}

TEST_F(HealTest, TheFormerObjectWaitsForABackup) {
  const database::File former = row();
  ASSERT_TRUE(storage::put_small_object(former.object_key, "cut", drive.services.objects));
  const TimePoint now = drive.clock.now();
  ASSERT_TRUE(*drive.services.drive.take_lease(database::kKeepObjectsLease, "backup", now,
                                               now + std::chrono::minutes(2)));
  expect_healed(again(), former);
  const auto tombstones = drive.services.tombstones.list_tombstones(10);
  ASSERT_EQ(tombstones->size(), 1U);
  EXPECT_EQ(tombstones->at(0).object_key, former.object_key);
  EXPECT_TRUE(tombstones->at(0).file.empty()) << "the file lives, and so do its renditions";
  EXPECT_EQ(drive.original_keys().size(), 2U);
}

TEST_F(HealTest, AStoreThatDoesNotAnswerIsNoVerdict) {
  // Whichever call fails: nothing is acknowledged that is not there.
  ASSERT_TRUE(drive.services.objects.delete_object(row().object_key));
  for (int passed = 0; passed < 60; ++passed) {
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    const Answer answer = again();
    const bool done = drive.failures.is_pending();
    drive.failures.stop_failing();
    if (answer.status == 200 || answer.status == 201) {
      EXPECT_EQ(drive.follow(answer.text("fileUrl")), bytes) << passed;
    } else {
      EXPECT_EQ(answer.status, 503) << passed;
    }
    if (done) return;
  }
  FAIL() << "the upload never got through";
}

TEST_F(HealTest, DamageIsAnEventOnce) {
  ASSERT_TRUE(report_damage(row(), kObjectMissing, drive.services));
  ASSERT_TRUE(report_damage(row(), kObjectMissing, drive.services));
  const auto events = drive.services.events.list_file_events(ada.user, row().id, 100);
  ASSERT_TRUE(events);
  EXPECT_EQ(std::ranges::count(*events, "file.damaged", &database::Event::type), 1);
  EXPECT_TRUE(drive.logger.has("file_damaged"));
}

}  // namespace
}  // namespace audmg::functions

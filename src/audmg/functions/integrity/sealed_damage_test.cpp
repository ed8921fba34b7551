// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/companion_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/functions/integrity/companion_check.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/rendition_check.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/upkeep/adopt.hpp"
#include "audmg/functions/upkeep/scrub.hpp"
#include "audmg/functions/upkeep/sweep.hpp"
#include "audmg/functions/uploads/accept_companion.hpp"
#include "audmg/identity/content_digest.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/quarantine.hpp"
#include "audmg/storage/small_object.hpp"
#include "doubles/memory_object_reader.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

using database::File;
using testing::HasSubstr;

/// The part of a sealed object in which a bit flips.
enum class Flipped { header, segment };

const ScrubOptions kReadSealed{.reading = ScrubReading::all, .looks_at_all = true};

/// Damage that only the keyring reveals is dealt with as on a drive that is not encrypted.
class SealedDamageTest : public DriveTest, public testing::WithParamInterface<Flipped> {
 protected:
  SealedDamageTest()
      : DriveTest(std::make_shared<const sealing::Keyring>(sealing::Keyring::make())),
        ada(drive.add_user("ada")) {
    EXPECT_EQ(drive.upload(ada, first, "First.gif").status, 201);
    EXPECT_EQ(drive.upload(ada, second, "Second.gif").status, 201);
    EXPECT_TRUE(check_drive(drive.services));
  }

  File row(std::string_view name) { return drive.row(ada.user, name); }

  void damage(std::string_view key, Flipped part = GetParam()) {
    const auto path = drive.object_path(key);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    ASSERT_TRUE(file.is_open()) << path;
    // In the wrapped key, or in the tag of the last segment.
    file.seekg(part == Flipped::header ? 60 : -1,
               part == Flipped::header ? std::ios::beg : std::ios::end);
    const auto at = file.tellg();
    const int byte = file.get();
    file.seekp(at);
    file.put(static_cast<char>(byte ^ 1));
  }

  /// Makes all passes; none may fail.
  ScrubReport scrub(const ScrubOptions& options = kReadSealed) {
    Scrub scrub(options, drive.services);
    ScrubReport sum;
    for (Result<bool> more = true; *more;) {
      more = scrub.pass();
      add_report(sum, scrub.take_report());
      if (!more) {
        ADD_FAILURE() << more.error().message;
        break;
      }
    }
    return sum;
  }

  AdoptReport adopt() {
    Adoption adoption({}, drive.services);
    Result<bool> more = true;
    while (more && *more) more = adoption.pass();
    EXPECT_TRUE(more) << more.error().message;
    return adoption.report();
  }

  void lose_row(const File& file) {
    ASSERT_TRUE(*drive.services.files.delete_file(file.owner, file.id, {}));
    ASSERT_TRUE(drive.services.tombstones.remove_tombstones(std::vector{file.object_key}));
  }

  database::Companion add_companion(const std::string& bytes) {
    const File file = row("First.gif");
    identity::ContentDigest digest;
    digest.update(std::as_bytes(std::span(bytes)));
    const auto digests = digest.finish();
    database::Companion companion{.kind = database::CompanionKind::video,
                                  .name = "First.mov",
                                  .content_type = "video/quicktime",
                                  .size = bytes.size(),
                                  .sha256 = digests.sha256,
                                  .crc32 = digests.crc32,
                                  .object_key = file.object_key + "-moving"};
    EXPECT_TRUE(storage::put_small_object(companion.object_key, bytes, drive.services.objects));
    EXPECT_TRUE(drive.services.companions.put_companion(
        {.owner = file.owner, .file = file.id, .companion = companion}));
    return companion;
  }

  const std::string first = sample_gif("1");
  const std::string second = sample_gif("2");
  const http::Principal ada;
};

TEST_P(SealedDamageTest, AnOriginalIsFoundByTheScrubAndHealedByAnUpload) {
  damage(row("First.gif").object_key);
  const ScrubReport report = scrub();
  ASSERT_EQ(report.damaged.size(), 1U);
  EXPECT_EQ(report.damaged[0].damage, kObjectUnreadable);
  EXPECT_EQ(report.files_verified, 1U) << "the other file";
  EXPECT_EQ(drive.upload(ada, first, "First.gif").status, 200);
  const File healed = row("First.gif");
  EXPECT_EQ(healed.damage, "");
  EXPECT_EQ(drive.read_object(healed.object_key), first);
}

TEST_P(SealedDamageTest, AnOriginalIsHealedFromABackup) {
  damage(row("First.gif").object_key);
  ScrubOptions options = kReadSealed;
  options.find_copy = [&](const File&) -> Result<std::unique_ptr<storage::ObjectReader>> {
    return std::make_unique<MemoryObjectReader>(std::as_bytes(std::span(first)));
  };
  EXPECT_EQ(scrub(options).healed, 1U);
  EXPECT_EQ(drive.read_object(row("First.gif").object_key), first);
}

TEST_P(SealedDamageTest, ASidecarIsWrittenAgain) {
  const File file = row("First.gif");
  damage(sidecar_key(file.object_key));
  const ScrubReport report = scrub();
  EXPECT_TRUE(report.damaged.empty());
  EXPECT_EQ(report.sidecars_written, 1U);
  EXPECT_TRUE(load_sidecar(file.object_key, drive.services));
}

TEST_P(SealedDamageTest, WithoutASidecarThatCanBeReadTheBytesSayWhatTheyCan) {
  const File file = row("First.gif");
  lose_row(file);
  damage(sidecar_key(file.object_key));
  const AdoptReport report = adopt();
  EXPECT_EQ(report.adopted, 1U);
  EXPECT_EQ(report.without_sidecar, 1U);
}

TEST_P(SealedDamageTest, AnOriginalWithoutRowAndSidecarIsLeftAloneAndTheOthersAreAdopted) {
  for (const char* const name : {"First.gif", "Second.gif"}) {
    const File file = row(name);
    lose_row(file);
    ASSERT_TRUE(drive.services.objects.delete_object(sidecar_key(file.object_key)));
    if (file.name == "First.gif") damage(file.object_key);
  }
  const AdoptReport report = adopt();
  EXPECT_EQ(report.left_alone, 1U);
  EXPECT_EQ(report.adopted, 1U);
}

TEST_P(SealedDamageTest, ACompanionIsDamageOfItsPicture) {
  const auto companion = add_companion("as if it moved");
  damage(companion.object_key);
  const ScrubReport report = scrub();
  ASSERT_EQ(report.damaged.size(), 1U);
  EXPECT_EQ(report.damaged[0].damage, kCompanionChanged);
  EXPECT_EQ(report.files_verified, 1U) << "the other file";
  const auto is_here = has_companion(row("First.gif"), companion.sha256, drive.services);
  ASSERT_TRUE(is_here) << is_here.error().message;
  EXPECT_FALSE(*is_here) << "an upload takes its place";
}

TEST_P(SealedDamageTest, AnOrphanIsQuarantinedAndHoldsUpNoOther) {
  for (const char* const key : {"orig/x/1", "orig/x/2"}) {
    ASSERT_TRUE(storage::put_small_object(key, "bytes", drive.services.objects));
  }
  damage("orig/x/1");
  drive.clock.set(SystemClock().now() + kOrphanGrace + std::chrono::minutes(1));
  ObjectSweep sweep(drive.services);
  Result<bool> more = true;
  while (more && *more) more = sweep.pass();
  EXPECT_TRUE(more) << more.error().message;
  EXPECT_EQ(sweep.report().orphans_quarantined, 2U);
}

TEST_P(SealedDamageTest, TheIdentityIsToldOfWithTheSameAdvice) {
  drive.clock.set(SystemClock().now() + std::chrono::hours(24 * 30));
  damage(kDriveIdentityKey);
  for (const auto& done :
       {check_drive(drive.services), raise_generation_when_due(drive.services)}) {
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::corrupt);
    EXPECT_THAT(done.error().message, HasSubstr("audmg repair --adopt"));
  }
  EXPECT_TRUE(join_halves(drive.services));
  EXPECT_TRUE(check_drive(drive.services));
}

INSTANTIATE_TEST_SUITE_P(Parts, SealedDamageTest,
                         testing::Values(Flipped::header, Flipped::segment),
                         [](const auto& tested) {
                           return tested.param == Flipped::header ? "Header" : "Segment";
                         });

/// A header is read at every look.
class SealedHeaderDamageTest : public SealedDamageTest {};

TEST_P(SealedHeaderDamageTest, ALostUploadIsNoticedAtOnce) {
  damage(row("First.gif").object_key);
  EXPECT_EQ(drive.upload(ada, first, "First.gif").status, 200);
  EXPECT_EQ(drive.read_object(row("First.gif").object_key), first);
}

TEST_P(SealedHeaderDamageTest, ARenditionIsMadeAgain) {
  const File file = row("First.gif");
  const std::string key = "deriv/" + file.owner.text() + "/" + file.id.text() + "/small";
  ASSERT_TRUE(storage::put_small_object(key, "small", drive.services.objects));
  media::MediaRecord record;
  record.renditions.push_back({.name = "small", .size = 5, .object_key = key});
  damage(key);
  const auto dropped = drop_lost_renditions(record, drive.services.objects);
  ASSERT_TRUE(dropped) << dropped.error().message;
  EXPECT_EQ(*dropped, 1U);
}

INSTANTIATE_TEST_SUITE_P(Parts, SealedHeaderDamageTest, testing::Values(Flipped::header));

}  // namespace
}  // namespace audmg::functions

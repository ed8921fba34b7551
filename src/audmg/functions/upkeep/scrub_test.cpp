// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/scrub.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/companion_repository.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/functions/integrity/companion_check.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"
#include "doubles/memory_object_reader.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

using database::File;
using std::chrono::hours;

constexpr hours kInterval{24 * 30};
const ScrubOptions kReadAll{.reading = ScrubReading::all, .looks_at_all = true};
const ScrubOptions kLook{.reading = ScrubReading::none, .looks_at_all = true};
const ScrubOptions kReadDue{.reading = ScrubReading::due, .interval = kInterval};

std::string with_one_bit_flipped(std::string bytes) {
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  return bytes;
}

class ScrubTest : public DriveTest {
 protected:
  ScrubTest() : ada(drive.add_user("ada")) {
    EXPECT_EQ(drive.upload(ada, first, "First.gif").status, 201);
    EXPECT_EQ(drive.upload(ada, second, "Second.gif").status, 201);
    EXPECT_TRUE(check_drive(drive.services));
  }

  File row(std::string_view name) { return drive.row(ada.user, name); }

  /// All passes; errors of passes are counted, and the next pass goes on.
  ScrubReport run(const ScrubOptions& options) {
    Scrub scrub(options, drive.services);
    ScrubReport sum;
    failed_passes = 0;
    for (;;) {
      const auto more = scrub.pass();
      add_report(sum, scrub.take_report());
      if (!more && ++failed_passes > 100) ADD_FAILURE() << more.error().message;
      if (failed_passes > 100 || (more && !*more)) return sum;
    }
  }

  void overwrite(const File& file, const std::string& bytes) {
    ASSERT_TRUE(storage::put_small_object(file.object_key, bytes, drive.services.objects));
  }

  std::ptrdiff_t events(const File& file, std::string_view type) {
    const auto all = drive.services.events.list_file_events(file.owner, file.id, 100);
    EXPECT_TRUE(all);
    return std::ranges::count(*all, type, &database::Event::type);
  }

  void expect_damaged(const ScrubReport& report, std::string_view damage) {
    ASSERT_EQ(report.damaged.size(), 1U);
    EXPECT_EQ(report.damaged[0].username, "ada");
    EXPECT_EQ(report.damaged[0].name, "First.gif");
    EXPECT_EQ(report.damaged[0].damage, damage);
    EXPECT_EQ(row("First.gif").damage, damage);
    EXPECT_EQ(row("Second.gif").damage, "");
    EXPECT_EQ(events(row("First.gif"), "file.damaged"), 1);
  }

  /// As a file from before sidecars and CRC-32 is: bytes, and a row that says little.
  File add_old_file(const std::string& bytes) {
    const TimePoint now = drive.clock.now();
    File file = row("First.gif");
    file.id = FileId::make(now);
    file.name = "Old.gif";
    file.object_key += "-old";
    EXPECT_TRUE(storage::put_small_object(file.object_key, bytes, drive.services.objects));
    identity::ContentDigest digest;
    digest.update(std::as_bytes(std::span(bytes)));
    file.sha256 = digest.finish().sha256;
    file.size = bytes.size();
    file.crc32 = std::nullopt;
    file.verified_at = TimePoint{};
    file.sidecar_version = 0;
    EXPECT_TRUE(drive.services.files.add_file({.file = file, .upload = std::nullopt}));
    return file;
  }

  const std::string first = sample_gif("1");
  const std::string second = sample_gif("2");
  const http::Principal ada;
  int failed_passes = 0;
};

TEST_F(ScrubTest, ReadsWhatIsDueAndNotesWhen) {
  ScrubReport report = run(kReadDue);
  EXPECT_EQ(report.files_seen, 2U);
  EXPECT_EQ(report.files_verified, 0U) << "the bytes were seen when they came";
  drive.clock.advance(kInterval);
  report = run(kReadDue);
  EXPECT_EQ(report.files_verified, 2U);
  EXPECT_EQ(report.bytes_read, first.size() + second.size());
  EXPECT_EQ(row("First.gif").verified_at, drive.clock.now());
  drive.clock.advance(kInterval - hours(1));
  EXPECT_EQ(run(kReadDue).files_verified, 0U);
}

TEST_F(ScrubTest, FindsABitThatFlipped) {
  const File file = row("First.gif");
  overwrite(file, with_one_bit_flipped(first));
  EXPECT_TRUE(run(kLook).damaged.empty()) << "a look does not tell";
  expect_damaged(run(kReadAll), kObjectRotten);
  expect_damaged(run(kReadAll), kObjectRotten);
  expect_damaged(run(kLook), kObjectRotten);
  EXPECT_EQ(row("First.gif").verified_at, file.verified_at);
  EXPECT_TRUE(drive.logger.has("file_damaged"));
}

TEST_F(ScrubTest, ALookFindsWhatWasCutOffOrIsGone) {
  const File file = row("First.gif");
  overwrite(file, first.substr(0, first.size() - 1));
  expect_damaged(run(kLook), kObjectCutOff);
  ASSERT_TRUE(drive.services.objects.delete_object(file.object_key));
  expect_damaged(run(kLook), kObjectMissing);
  expect_damaged(run(kReadDue), kObjectMissing);
}

TEST_F(ScrubTest, AFileThatIsWholeAgainIsHealed) {
  const File file = row("First.gif");
  overwrite(file, with_one_bit_flipped(first));
  EXPECT_EQ(run(kReadAll).damaged.size(), 1U);
  overwrite(file, first);
  const ScrubReport report = run(kLook);
  EXPECT_EQ(report.healed, 1U);
  EXPECT_TRUE(report.damaged.empty());
  EXPECT_EQ(row("First.gif").damage, "");
  EXPECT_EQ(events(file, "file.healed"), 1);
  EXPECT_EQ(run(kReadAll).healed, 0U);
  EXPECT_EQ(events(file, "file.healed"), 1);
}

TEST_F(ScrubTest, OldFilesGetTheirSidecarFirstAndTheirCrcWhenTheyAreRead) {
  const std::string bytes = sample_gif("old");
  const File old = add_old_file(bytes);
  ScrubReport report = run(kLook);
  EXPECT_EQ(report.sidecars_written, 1U);
  EXPECT_EQ(report.bytes_read, 0U);
  EXPECT_EQ(row("Old.gif").sidecar_version, kSidecarVersion);
  const auto sidecar = load_sidecar(old.object_key, drive.services);
  ASSERT_TRUE(sidecar);
  EXPECT_EQ(sidecar->file.id, old.id);
  EXPECT_EQ(sidecar->username, "ada");
  report = run(kReadDue);
  EXPECT_EQ(report.sidecars_written, 0U);
  EXPECT_EQ(report.files_verified, 1U);
  identity::ContentDigest digest;
  digest.update(std::as_bytes(std::span(bytes)));
  EXPECT_EQ(row("Old.gif").crc32, digest.finish().crc32);
  EXPECT_EQ(run(kReadDue).files_verified, 0U);
}

TEST_F(ScrubTest, ASidecarIsNotWrittenForAnObjectThatIsGone) {
  const File old = add_old_file(sample_gif("old"));
  ASSERT_TRUE(drive.services.objects.delete_object(old.object_key));
  EXPECT_EQ(run(kLook).sidecars_written, 0U);
  EXPECT_FALSE(load_sidecar(old.object_key, drive.services));
}

TEST_F(ScrubTest, ASidecarThatIsGoneIsWrittenAgain) {
  const File file = row("First.gif");
  ASSERT_TRUE(drive.services.objects.delete_object(sidecar_key(file.object_key)));
  EXPECT_EQ(run(kReadDue).sidecars_written, 0U) << "nothing is due, so nothing is looked at";
  EXPECT_EQ(run(kLook).sidecars_written, 1U);
  EXPECT_TRUE(*has_right_sidecar(file, drive.services));
  EXPECT_EQ(run(kLook).sidecars_written, 0U);
}

TEST_F(ScrubTest, ASidecarThatSaysSomethingElseIsWrittenAgainWhenItIsRead) {
  const File file = row("First.gif");
  const std::string of_another = write_sidecar({row("Second.gif"), "ada"});
  for (const std::string& bytes : {std::string("{"), of_another, std::string(100'000, ' ')}) {
    ASSERT_TRUE(
        storage::put_small_object(sidecar_key(file.object_key), bytes, drive.services.objects));
    EXPECT_EQ(run(kLook).sidecars_written, 0U);
    EXPECT_EQ(run(kReadAll).sidecars_written, 1U);
    EXPECT_TRUE(*has_right_sidecar(file, drive.services));
  }
  const auto path = drive.object_path(sidecar_key(file.object_key));
  std::filesystem::remove(path);
  std::filesystem::create_symlink(path.filename(), path);
  EXPECT_EQ(run(kReadAll).sidecars_written, 1U) << "it cannot be opened";
  EXPECT_TRUE(*has_right_sidecar(file, drive.services));
}

TEST_F(ScrubTest, AnObjectThatCannotBeReadIsDamagedAndNoOther) {
  const auto path = drive.object_path(row("First.gif").object_key);
  std::filesystem::remove(path);
  std::filesystem::create_symlink(path.filename(), path);
  const ScrubReport report = run(kReadAll);
  expect_damaged(report, kObjectUnreadable);
  EXPECT_EQ(report.files_verified, 1U);
  EXPECT_EQ(failed_passes, 0);
}

// Whichever call fails, and however: no verdict comes of it, and the next pass goes on.
TEST_F(ScrubTest, WhatDoesNotAnswerIsNoVerdict) {
  static_cast<void>(add_old_file(sample_gif("old")));
  for (const ErrorCode code : {ErrorCode::unavailable, ErrorCode::internal}) {
    for (int passed = 0;; ++passed) {
      ASSERT_LT(passed, 200);
      drive.clock.advance(kInterval);
      drive.failures.fail_after(passed, code);
      const ScrubReport report = run({.reading = ScrubReading::due,
                                      .interval = kInterval,
                                      .looks_at_all = true,
                                      .pass_time = {}});
      const bool all_passed = drive.failures.is_pending();
      drive.failures.stop_failing();
      EXPECT_TRUE(report.damaged.empty()) << passed;
      EXPECT_LE(failed_passes, 1) << passed;
      EXPECT_EQ(report.files_seen, 3U) << passed;
      if (code == ErrorCode::unavailable) {
        EXPECT_EQ(report.files_verified, 3U) << passed;
      }
      for (const File& file : drive.rows(ada.user)) EXPECT_EQ(file.damage, "") << passed;
      if (all_passed) break;
    }
  }
}

TEST_F(ScrubTest, WhatHappensToAFileWhileItIsReadIsNoDamage) {
  const File file = row("First.gif");
  ScrubOptions options = kReadAll;
  options.pass_time = {};
  Scrub scrub(options, drive.services);
  ASSERT_TRUE(*scrub.pass()) << "the first file is open";
  // The same bytes are uploaded again and take another place.
  const std::string next = file.object_key + "-next";
  ASSERT_TRUE(storage::put_small_object(next, first, drive.services.objects));
  ASSERT_TRUE(drive.services.integrity.replace_object(
      {.former = object_of(file), .object_key = next, .now = drive.clock.now()}));
  overwrite(file, with_one_bit_flipped(first));
  // And the second one is deleted after its row was read.
  const File other = row("Second.gif");
  EXPECT_EQ(
      call(Call{.function = "delete_file"}.id(other.id.text()).where("permanent", "true"), ada)
          .status,
      204);
  Result<bool> more = true;
  while (more && *more) more = scrub.pass();
  ASSERT_TRUE(more);
  const ScrubReport report = scrub.take_report();
  EXPECT_TRUE(report.damaged.empty());
  EXPECT_EQ(report.files_seen, 2U);
  EXPECT_GE(report.changed, 1U);
  EXPECT_EQ(row("First.gif").damage, "");
  EXPECT_EQ(events(file, "file.damaged"), 0);
}

TEST_F(ScrubTest, GoesOnAfterTheFileThatItIsTold) {
  ScrubOptions options = kReadAll;
  options.pass_time = {};
  Scrub begun(options, drive.services);
  while (begun.position().after_owner.empty()) ASSERT_TRUE(*begun.pass());
  Scrub rest(kReadAll, drive.services, begun.position());
  EXPECT_FALSE(*rest.pass());
  EXPECT_EQ(rest.take_report().files_verified, 1U);
}

TEST_F(ScrubTest, EndsWhenItIsTold) {
  std::stop_source stop;
  stop.request_stop();
  Scrub scrub(kReadAll, drive.services);
  EXPECT_TRUE(*scrub.pass(stop.get_token()));
  EXPECT_EQ(scrub.take_report().files_seen, 0U);
}

TEST_F(ScrubTest, ASampleIsAShareOfTheFiles) {
  ScrubOptions options{.reading = ScrubReading::sample, .sample_percent = 0};
  EXPECT_EQ(run(options).files_verified, 0U);
  options.sample_percent = 100;
  EXPECT_EQ(run(options).files_verified, 2U);
}

TEST_F(ScrubTest, JudgesNothingWhenTheHalvesDoNotBelongTogether) {
  ASSERT_TRUE(drive.services.objects.delete_object(row("First.gif").object_key));
  const auto identity = **drive.services.drive.find_identity();
  ASSERT_TRUE(raise_generation(drive.services));
  ASSERT_TRUE(drive.services.drive.set_identity(identity));
  Scrub scrub(kReadAll, drive.services);
  EXPECT_EQ(scrub.pass().error().code, ErrorCode::conflict);
  EXPECT_EQ(row("First.gif").damage, "");
}

/// A store like S3: it keeps checksums of objects that came in one piece, each read is billed, and
/// no error counts as damage.
class ChecksumsTest : public ScrubTest {
 protected:
  ChecksumsTest() {
    options.store_keeps_checksums = true;
    drive.clock.advance(kInterval);
  }

  void keep_checksum(const File& file) { keep_checksum(file, file.sha256); }
  void keep_checksum(const File& file, const std::string& sha256) {
    static_cast<storage::FailingObjectStore&>(drive.services.objects)
        .keep_checksum(file.object_key, sha256);
  }

  ScrubOptions options = kReadDue;
};

TEST_F(ChecksumsTest, AreComparedAndNothingIsRead) {
  keep_checksum(row("First.gif"), row("Second.gif").sha256);
  keep_checksum(row("Second.gif"));
  const ScrubReport report = run(options);
  expect_damaged(report, kObjectRotten);
  EXPECT_EQ(report.files_verified, 1U);
  EXPECT_EQ(report.bytes_read, 0U);
  EXPECT_EQ(row("Second.gif").verified_at, drive.clock.now());
}

TEST_F(ChecksumsTest, WithoutOneAFileIsSeenAndNotVerified) {
  const File before = row("First.gif");
  const ScrubReport report = run(options);
  EXPECT_EQ(report.files_seen, 2U);
  EXPECT_EQ(report.files_verified, 0U);
  EXPECT_EQ(report.bytes_read, 0U);
  EXPECT_EQ(row("First.gif").verified_at, before.verified_at);
}

TEST_F(ChecksumsTest, DamageThatReadingFoundIsHealedByReadingOnly) {
  const File file = row("First.gif");
  // The store's checksum is the one that came with the upload: it does not describe the bytes now.
  keep_checksum(file);
  overwrite(file, with_one_bit_flipped(first));
  ScrubOptions deep = kReadAll;
  deep.store_keeps_checksums = true;
  expect_damaged(run(deep), kObjectRotten);
  expect_damaged(run(options), kObjectRotten);
  overwrite(file, first);
  const ScrubReport report = run(options);
  EXPECT_EQ(report.healed, 1U);
  EXPECT_EQ(report.bytes_read, first.size());
}

TEST_F(ChecksumsTest, AnObjectThatIsBackIsHealedByItsChecksumOrByReading) {
  const File file = row("First.gif");
  for (const bool has_checksum : {false, true}) {
    drive.clock.advance(kInterval);
    if (has_checksum) keep_checksum(file);
    ASSERT_TRUE(drive.services.objects.delete_object(file.object_key));
    EXPECT_EQ(run(options).damaged.size(), 1U);
    EXPECT_EQ(row("First.gif").damage, kObjectMissing);
    overwrite(file, first);
    const ScrubReport report = run(options);
    EXPECT_EQ(report.healed, 1U);
    EXPECT_EQ(report.bytes_read, has_checksum ? 0 : first.size());
  }
}

TEST_F(ChecksumsTest, AnErrorIsNoVerdictAndHoldsUpNoOtherFile) {
  keep_checksum(row("Second.gif"));
  const File old = add_old_file(sample_gif("old"));
  keep_checksum(old);
  const auto path = drive.object_path(row("Second.gif").object_key);
  std::filesystem::remove(path);
  std::filesystem::create_symlink(path.filename(), path);
  ASSERT_TRUE(drive.services.objects.delete_object(row("First.gif").object_key));
  const ScrubReport report = run(options);
  EXPECT_EQ(failed_passes, 1) << "that the second file cannot be looked at";
  expect_damaged(report, kObjectMissing);
  EXPECT_EQ(row("Old.gif").verified_at, drive.clock.now()) << "others are not held up";
  EXPECT_EQ(row("Old.gif").crc32, std::nullopt);
  EXPECT_EQ(run(options).files_verified, 0U) << "no CRC-32 is no reason to read";
}

class HealFromCopyTest : public ScrubTest {
 protected:
  ScrubOptions with_copy(const std::string& bytes) {
    ScrubOptions options = kReadAll;
    options.find_copy =
        [this, &bytes](const File& file) -> Result<std::unique_ptr<storage::ObjectReader>> {
      ++asked;
      EXPECT_EQ(file.name, "First.gif");
      return std::make_unique<MemoryObjectReader>(std::as_bytes(std::span(bytes)));
    };
    return options;
  }

  int asked = 0;
};

TEST_F(HealFromCopyTest, TheCopyTakesTheDamagedObjectsPlace) {
  const File former = row("First.gif");
  overwrite(former, with_one_bit_flipped(first));
  const ScrubReport report = run(with_copy(first));
  EXPECT_EQ(report.healed, 1U);
  EXPECT_TRUE(report.damaged.empty());
  EXPECT_EQ(asked, 1);
  const File healed = row("First.gif");
  EXPECT_EQ(healed.id, former.id);
  EXPECT_NE(healed.object_key, former.object_key);
  EXPECT_EQ(healed.damage, "");
  EXPECT_EQ(healed.crc32, former.crc32);
  EXPECT_EQ(drive.read_object(healed.object_key), first);
  EXPECT_TRUE(load_sidecar(healed.object_key, drive.services));
  EXPECT_EQ(events(healed, "file.damaged"), 1);
  EXPECT_EQ(events(healed, "file.healed"), 1);
}

TEST_F(HealFromCopyTest, ACopyThatIsDamagedTooIsNotTaken) {
  const File former = row("First.gif");
  const std::string rotten = with_one_bit_flipped(first);
  overwrite(former, rotten);
  for (const std::string& copy : {rotten, first.substr(1), first + first}) {
    const ScrubReport report = run(with_copy(copy));
    EXPECT_EQ(report.healed, 0U);
    EXPECT_EQ(report.damaged.size(), 1U);
    EXPECT_EQ(row("First.gif").object_key, former.object_key);
  }
  EXPECT_EQ(drive.object_keys().size(), 5U) << "two files, their sidecars, the drive's identity";
}

TEST_F(HealFromCopyTest, WhicheverCallFailsNothingIsLost) {
  for (int passed = 0;; ++passed) {
    ASSERT_LT(passed, 100);
    const File former = row("First.gif");
    overwrite(former, with_one_bit_flipped(first));
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    const ScrubReport report = run(with_copy(first));
    const bool all_passed = drive.failures.is_pending();
    drive.failures.stop_failing();
    const File now = row("First.gif");
    EXPECT_EQ(now.damage.empty(), report.damaged.empty()) << passed;
    EXPECT_EQ(drive.read_object(now.object_key) == first, now.damage.empty()) << passed;
    if (all_passed) {
      EXPECT_EQ(report.healed, 1U);
      return;
    }
  }
}

TEST(ByteRate, HoldsBack) {
  using std::chrono::steady_clock;
  ByteRate rate(1'000'000);
  const auto begin = steady_clock::now();
  for (int i = 0; i < 8; ++i) {
    rate.wait({});
    rate.charge(50'000);
  }
  EXPECT_GE(steady_clock::now() - begin, std::chrono::milliseconds(100));
}

TEST(ByteRate, LetsGoWhenItIsTold) {
  // The test's time limit is the judge.
  ByteRate rate(1);
  std::stop_source stop;
  stop.request_stop();
  rate.charge(1'000'000);
  rate.wait(stop.get_token());
}

/// Adds a companion to a file as an upload does.
void add_companion(const File& file, const std::string& bytes, const Services& services) {
  identity::ContentDigest digest;
  digest.update(std::as_bytes(std::span(bytes)));
  const auto digests = digest.finish();
  const database::Companion companion{.kind = database::CompanionKind::video,
                                      .name = "First.mov",
                                      .content_type = "video/quicktime",
                                      .size = bytes.size(),
                                      .sha256 = digests.sha256,
                                      .crc32 = digests.crc32,
                                      .object_key = file.object_key + "-moving"};
  ASSERT_TRUE(storage::put_small_object(companion.object_key, bytes, services.objects));
  ASSERT_TRUE(services.companions.put_companion(
      {.owner = file.owner, .file = file.id, .companion = companion}));
}

TEST_F(ScrubTest, CompanionsAreReadAsTheirPictureIs) {
  const std::string video = "as if it moved";
  add_companion(row("First.gif"), video, drive.services);
  const std::string key = row("First.gif").companions.at(0).object_key;
  EXPECT_TRUE(run(kReadAll).damaged.empty());

  ASSERT_TRUE(storage::put_small_object(key, with_one_bit_flipped(video), drive.services.objects));
  EXPECT_TRUE(run(kLook).damaged.empty()) << "it looks well";
  expect_damaged(run(kReadAll), kCompanionChanged);
  ASSERT_TRUE(storage::put_small_object(key, video, drive.services.objects));
  EXPECT_EQ(run(kReadDue).healed, 1U);
  EXPECT_EQ(row("First.gif").damage, "");
}

TEST_F(ScrubTest, AMissingCompanionIsDamageOfItsPicture) {
  add_companion(row("First.gif"), "as if it moved", drive.services);
  ASSERT_TRUE(drive.services.objects.delete_object(row("First.gif").companions.at(0).object_key));
  const std::string key = row("First.gif").companions.at(0).object_key;
  ScrubOptions options = kLook;
  options.find_copy = [&](const File& of) -> Result<std::unique_ptr<storage::ObjectReader>> {
    EXPECT_EQ(of.object_key, key) << "nobody needs a copy of the picture";
    return nullptr;
  };
  expect_damaged(run(options), kCompanionMissing);
}

TEST_F(ScrubTest, ACopyOfACompanionTakesThePlaceOfTheDamagedOne) {
  const std::string video = "as if it moved";
  add_companion(row("First.gif"), video, drive.services);
  const TimePoint verified_at = row("First.gif").verified_at;
  for (const bool reads : {false, true}) {
    const database::Companion former = row("First.gif").companions.at(0);
    if (reads) {
      ASSERT_TRUE(
          storage::put_small_object(former.object_key, "as if it mOved", drive.services.objects));
    } else {
      ASSERT_TRUE(drive.services.objects.delete_object(former.object_key));
    }
    ScrubOptions options = reads ? kReadAll : kLook;
    options.find_copy = [&](const File& of) -> Result<std::unique_ptr<storage::ObjectReader>> {
      EXPECT_EQ(of.object_key, former.object_key);
      EXPECT_EQ(of.sha256, former.sha256);
      return std::make_unique<MemoryObjectReader>(std::as_bytes(std::span(video)));
    };
    const ScrubReport report = run(options);
    EXPECT_EQ(report.healed, 1U);
    EXPECT_TRUE(report.damaged.empty());
    const File whole = row("First.gif");
    EXPECT_EQ(whole.damage, "");
    EXPECT_TRUE(reads || whole.verified_at == verified_at) << "its own bytes were not read";
    const database::Companion& healed = whole.companions.at(0);
    EXPECT_NE(healed.object_key, former.object_key);
    EXPECT_EQ(drive.read_object(healed.object_key), video);
    EXPECT_TRUE(load_companion_sidecar(healed.object_key, drive.services));
    EXPECT_EQ(run(kReadAll).healed, 0U);
  }
}

TEST_F(ScrubTest, AWrongCopyOfACompanionHealsNothing) {
  add_companion(row("First.gif"), "as if it moved", drive.services);
  const File before = row("First.gif");
  ASSERT_TRUE(drive.services.objects.delete_object(before.companions.at(0).object_key));
  const std::string other = "as if it mOved";
  ScrubOptions options = kLook;
  options.find_copy = [&](const File&) -> Result<std::unique_ptr<storage::ObjectReader>> {
    return std::make_unique<MemoryObjectReader>(std::as_bytes(std::span(other)));
  };
  expect_damaged(run(options), kCompanionMissing);
  EXPECT_EQ(row("First.gif").companions, before.companions);
}

TEST_F(ChecksumsTest, WithoutOneAFilesCompanionIsSeenToo) {
  add_companion(row("First.gif"), "as if it moved", drive.services);
  EXPECT_TRUE(run(options).damaged.empty());
  ASSERT_TRUE(drive.services.objects.delete_object(row("First.gif").companions.at(0).object_key));
  expect_damaged(run(options), kCompanionMissing);
}

}  // namespace
}  // namespace audmg::functions

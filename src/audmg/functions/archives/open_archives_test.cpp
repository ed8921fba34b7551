// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/archives/open_archives.hpp"

#include "audmg/storage/small_object.hpp"
#include "testbeds/drive_testbed.hpp"

namespace audmg::functions {
namespace {

using namespace std::chrono_literals;

class OpenArchivesTest : public DriveTest {
 protected:
  std::string add_manifest() {
    const TimePoint now = drive.clock.now();
    Manifest manifest{.created_at = now, .expires_at = now + kDownloadLifetime, .entries = {}};
    manifest.entries.push_back({.file = {.name = "a.xmp", .size = 4, .crc32 = 1, .modified = {}},
                                .content_type = "application/rdf+xml",
                                .text = "<x/>"});
    const std::string key =
        manifest_key(drive.add_user("user" + std::to_string(++users_)).user, DownloadId::make(now));
    EXPECT_TRUE(storage::put_small_object(key, manifest_to_text(manifest), drive.services.objects));
    return key;
  }
  std::shared_ptr<const Archive> archive_of(OpenArchives& archives, const std::string& key) {
    const auto opened = archives.open(key, drive.clock.now());
    EXPECT_TRUE(opened);
    return opened ? opened->archive : nullptr;
  }

 private:
  int users_ = 0;
};

TEST_F(OpenArchivesTest, AreReadOnce) {
  OpenArchives archives(drive.services.objects);
  const std::string key = add_manifest();
  const auto first = archive_of(archives, key);
  EXPECT_EQ(archive_of(archives, key), first);
  ASSERT_EQ(first->entries.size(), 1U);
  EXPECT_EQ(first->entries.front().text, "<x/>");
  EXPECT_EQ(first->layout.entries().front().name, "a.xmp");
  EXPECT_NE(archive_of(archives, add_manifest()), first);
}

TEST_F(OpenArchivesTest, AreGoneWithTheirManifestsAndAfterTheirTime) {
  OpenArchives archives(drive.services.objects);
  const std::string expiring = add_manifest();
  const std::string deleted = add_manifest();
  ASSERT_TRUE(archive_of(archives, expiring) && archive_of(archives, deleted));
  ASSERT_TRUE(drive.services.objects.delete_object(deleted));
  EXPECT_EQ(archives.open(deleted, drive.clock.now()).error().code, ErrorCode::not_found);
  drive.clock.advance(kDownloadLifetime);
  EXPECT_EQ(archives.open(expiring, drive.clock.now()).error().code, ErrorCode::not_found);
}

TEST_F(OpenArchivesTest, GiveWayToThoseThatWereUsedLater) {
  OpenArchives archives(drive.services.objects, 1);
  const std::string first = add_manifest();
  const std::string second = add_manifest();
  const auto kept = archive_of(archives, first);
  EXPECT_EQ(archive_of(archives, first), kept) << "the last one is kept, however large";
  ASSERT_TRUE(archive_of(archives, second));
  EXPECT_NE(archive_of(archives, first), kept);
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/catalogues.hpp"

#include "audmg/catalogue/listing.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/library/edits.hpp"
#include "doubles/sample_rows.hpp"
#include "testbeds/drive_testbed.hpp"

#include <fstream>

namespace audmg::functions {
namespace {

using namespace std::chrono_literals;

/// As many as make a snapshot worth its while.
constexpr int kManyFiles = 250;
constexpr std::size_t kMuchMemory = std::size_t{64} << 20U;

class CataloguesTest : public DriveTest {
 protected:
  CataloguesTest() : alice(drive.add_user("alice").user) {}

  [[nodiscard]] library::Catalogues make(
      std::size_t max_bytes = kMuchMemory,
      std::chrono::milliseconds reading = library::Catalogues::kReading) {
    return library::Catalogues({.files = drive.services.files,
                                .events = drive.services.events,
                                .objects = drive.services.objects,
                                .clock = drive.clock,
                                .logger = drive.logger},
                               max_bytes, reading);
  }
  database::NewEvent event(const std::string& type) {
    return {.id = EventId::make(drive.clock.now()), .type = type, .at = drive.clock.now()};
  }
  FileId add(const UserId& owner, const std::string& name) {
    database::File file = database::make_file(owner);
    file.name = name;
    database::AddFileRequest request{.file = file, .upload = {}};
    request.outbox.events.push_back(event("file.uploaded"));
    EXPECT_TRUE(drive.services.files.add_file(request));
    return file.id;
  }
  void change(const FileId& id, const std::function<void(database::File&)>& how) {
    const auto changed = drive.services.changes.change_files(
        {.owner = alice,
         .files = {id},
         .change = [&](database::File& file) -> Result<bool> {
           how(file);
           return true;
         },
         .announce =
             [&](std::span<const database::File>) {
               return database::Outbox{.messages = {}, .events = {event("file.changed")}};
             }});
    ASSERT_TRUE(changed && changed->front().file);
  }
  std::vector<FileId> found(library::Catalogues& catalogues, const UserId& owner,
                            std::string_view q) {
    const auto open = catalogues.open(owner);
    EXPECT_TRUE(open) << open.error().message;
    if (!open) return {};
    const auto listing =
        catalogue::list_files(**open, {.query = catalogue::parse_query(q), .limit = 1000});
    EXPECT_TRUE(listing);
    std::vector<FileId> ids;
    for (const auto& file : listing->files) ids.push_back(file.id);
    return ids;
  }
  [[nodiscard]] bool has_snapshot() const {
    return drive.services.objects.head_object(library::snapshot_key(alice)).has_value();
  }

  const UserId alice;
};

TEST_F(CataloguesTest, FollowTheRows) {
  library::Catalogues catalogues = make();
  EXPECT_TRUE(found(catalogues, alice, "").empty());
  const FileId beach = add(alice, "beach.jpg");
  const FileId city = add(alice, "city.jpg");
  EXPECT_EQ(found(catalogues, alice, "beach"), std::vector{beach});
  change(city, [](database::File& file) {
    library::FileEdits edits;
    edits.title = "Beach promenade";
    file.edits = library::edits_to_json(edits);
  });
  EXPECT_EQ(found(catalogues, alice, "beach").size(), 2U);
  change(beach, [&](database::File& file) { file.trashed_at = drive.clock.now(); });
  EXPECT_EQ(found(catalogues, alice, "beach"), std::vector{city});
  change(beach, [](database::File& file) { file.trashed_at.reset(); });
  EXPECT_EQ(found(catalogues, alice, "beach").size(), 2U);
  database::Outbox outbox{.messages = {}, .events = {event("file.deleted")}};
  ASSERT_TRUE(drive.services.files.delete_file(alice, beach, outbox));
  EXPECT_EQ(found(catalogues, alice, "beach"), std::vector{city});
}

TEST_F(CataloguesTest, AreApartForEachOwner) {
  const UserId bob = drive.add_user("bob").user;
  const FileId of_alice = add(alice, "beach.jpg");
  add(bob, "beach.jpg");
  library::Catalogues catalogues = make();
  EXPECT_EQ(found(catalogues, alice, "beach"), std::vector{of_alice});
}

TEST_F(CataloguesTest, AreLoadedFromTheirSnapshotsAndBroughtUpToDate) {
  for (int i = 0; i < kManyFiles; ++i) add(alice, "holiday.jpg");
  {
    library::Catalogues first = make();
    EXPECT_EQ(found(first, alice, "holiday").size(), kManyFiles);
  }
  ASSERT_TRUE(has_snapshot());
  add(alice, "holiday.jpg");
  library::Catalogues second = make();
  // The rows cannot be listed, so the answer comes from the snapshot and the newest event.
  EXPECT_EQ(found(second, alice, "holiday").size(), kManyFiles + 1);
}

TEST_F(CataloguesTest, AreMadeAnewWhenTheSnapshotIsDamaged) {
  for (int i = 0; i < kManyFiles; ++i) add(alice, "holiday.jpg");
  {
    library::Catalogues first = make();
    EXPECT_EQ(found(first, alice, "holiday").size(), kManyFiles);
  }
  const auto path = drive.object_path(library::snapshot_key(alice));
  std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(40) << "damage";
  library::Catalogues second = make();
  EXPECT_EQ(found(second, alice, "holiday").size(), kManyFiles);
  EXPECT_TRUE(drive.logger.has("catalogue_made_anew"));
}

TEST_F(CataloguesTest, AreMadeAnewWhenEventsMayBeMissing) {
  library::Catalogues catalogues = make();
  add(alice, "beach.jpg");
  EXPECT_EQ(found(catalogues, alice, "beach").size(), 1U);
  drive.clock.advance(26 * 24h);
  // Added without an event, as if it had come and been forgotten.
  database::File file = database::make_file(alice);
  file.name = "beach 2.jpg";
  ASSERT_TRUE(drive.services.files.add_file({.file = file, .upload = {}}));
  EXPECT_EQ(found(catalogues, alice, "beach").size(), 2U);
}

TEST_F(CataloguesTest, ForgetThoseThatWereNotUsedForLongest) {
  const UserId bob = drive.add_user("bob").user;
  add(alice, "beach.jpg");
  add(bob, "beach.jpg");
  library::Catalogues catalogues = make(1);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(found(catalogues, alice, "beach").size(), 1U);
    EXPECT_EQ(found(catalogues, bob, "beach").size(), 1U);
  }
}

TEST_F(CataloguesTest, ShowFilesWhoseRowsCannotBeRead) {
  const FileId id = add(alice, "beach.jpg");
  change(id, [](database::File& file) { file.edits = "{"; });
  library::Catalogues catalogues = make();
  EXPECT_EQ(found(catalogues, alice, "beach"), std::vector{id});
}

TEST_F(CataloguesTest, AreReadForALimitedTime) {
  add(alice, "beach.jpg");
  library::Catalogues catalogues = make(kMuchMemory, 0ms);
  const auto open = catalogues.open(alice);
  ASSERT_TRUE(open);
  const auto listing =
      catalogue::list_files(**open, {.query = catalogue::parse_query("beach")}, open->deadline());
  ASSERT_FALSE(listing);
  EXPECT_EQ(listing.error().code, ErrorCode::deadline_exceeded);
}

TEST_F(CataloguesTest, AreNotLockedWhileSimilarPicturesAreLookedFor) {
  add(alice, "beach.jpg");
  library::Catalogues catalogues = make();
  const auto first = catalogues.similar_pictures(alice);
  ASSERT_TRUE(first);
  EXPECT_EQ(*catalogues.similar_pictures(alice), *first) << "found once for each version";
  add(alice, "city.jpg");
  const auto second = catalogues.similar_pictures(alice);
  ASSERT_TRUE(second);
  EXPECT_NE(*second, *first);
}

TEST_F(CataloguesTest, ArePreparedInAdvance) {
  for (int i = 0; i < kManyFiles; ++i) add(alice, "holiday.jpg");
  library::Catalogues catalogues = make();
  ASSERT_TRUE(catalogues.prepare(alice, {}));
  EXPECT_TRUE(has_snapshot());
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// Changes of as many files as one request takes, which would take too long with every adapter.
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/lib/sqlite/queries.hpp"
#include "audmg/lib/sqlite/row_values.hpp"
#include "contract/announced_files.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/sqlite_harness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <span>
#include <string_view>
#include <vector>

namespace audmg::database {
namespace {

class OrganiseTest : public testing::Test {
 protected:
  OrganiseTest() { EXPECT_TRUE(harness_.users().create_user(ada_)); }

  /// Adds files on several threads, so that they share commits.
  FileIds add_files(std::size_t count) {
    std::vector<File> files;
    for (std::size_t i = 0; i < count; ++i) files.push_back(make_file(ada_.id));
    constexpr std::size_t kThreads = 16;
    const auto added = at_once(kThreads, [&](std::size_t thread) {
      for (std::size_t i = thread; i < files.size(); i += kThreads) {
        EXPECT_TRUE(harness_.files().add_file({files[i], std::nullopt}));
      }
      return true;
    });
    EXPECT_EQ(added.size(), kThreads);
    FileIds ids;
    for (const File& file : files) ids.push_back(file.id);
    return ids;
  }

  FileIds list(const Collection& collection) {
    const auto members =
        harness_.collections().list_members({.owner = ada_.id, .collection = collection.id});
    EXPECT_TRUE(members);
    FileIds ids;
    for (const CollectionMember& member : *members) ids.push_back(member.file);
    return ids;
  }

  std::size_t count_events() {
    return harness_.events().list_events({.owner = ada_.id, .after = {}, .limit = 100})->size();
  }

  SqliteHarness harness_;
  AnnouncedFiles announced_;
  const User ada_ = make_user("ada");
};

TEST_F(OrganiseTest, AThousandFilesChangeInTwoCommitsWithAnEventEach) {
  const FileIds files = add_files(kMaxChangedFiles);
  const auto before = harness_.database().statistics().commits;
  const auto changed = harness_.changes().change_files({.owner = ada_.id,
                                                        .files = files,
                                                        .change = [](File& file) -> Result<bool> {
                                                          file.edits = "{}";
                                                          file.trashed_at = kNoon;
                                                          return true;
                                                        },
                                                        .announce = announced_.callback()});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->size(), kMaxChangedFiles);
  EXPECT_EQ(harness_.database().statistics().commits, before + 2);
  EXPECT_EQ(count_events(), 2U);
  EXPECT_EQ(announced_.largest(), kMaxAnnouncedFiles);
  EXPECT_EQ(announced_.files().size(), kMaxChangedFiles);
  EXPECT_EQ(harness_.trash().list_trash({.owner = ada_.id, .limit = 2000})->size(),
            kMaxChangedFiles);
  EXPECT_TRUE(harness_.files().list_files({ada_.id, {}, {}, 10})->empty());
}

TEST_F(OrganiseTest, AThousandMembersMoveInTheOrderOfTheRequest) {
  FileIds files = add_files(kMaxChangedFiles);
  const Collection album = make_collection(ada_.id);
  ASSERT_TRUE(harness_.collections().add_collection({.collection = album}));
  ChangeMembersRequest request{
      .owner = ada_.id, .collection = album.id, .files = files, .announce = announced_.callback()};
  EXPECT_EQ(harness_.collections().add_members(request), files.size());
  EXPECT_EQ(list(album), files);
  EXPECT_EQ(announced_.largest(), kMaxAnnouncedFiles);

  std::mt19937 random(3);
  std::ranges::shuffle(files, random);
  // All but ten, before one that stays.
  request.files = FileIds(files.begin() + 10, files.end());
  EXPECT_EQ(harness_.collections().move_members({.members = request, .before = {}})->count,
            files.size() - 10);
  const FileIds ordered = list(album);
  EXPECT_TRUE(std::ranges::equal(std::span(ordered).subspan(10), request.files));
  EXPECT_EQ(harness_.collections().move_members({.members = request, .before = ordered[4]})->count,
            files.size() - 10);
  FileIds expected(ordered.begin(), ordered.begin() + 4);
  expected.insert(expected.end(), request.files.begin(), request.files.end());
  expected.insert(expected.end(), ordered.begin() + 4, ordered.begin() + 10);
  EXPECT_EQ(list(album), expected);
  const auto all_members = *harness_.collections().list_members(
      {.owner = ada_.id, .collection = album.id, .limit = 2000});
  for (const CollectionMember& member : all_members) EXPECT_LE(member.position.size(), 12U);

  const std::size_t before = count_events();
  ASSERT_TRUE(
      harness_.collections().delete_collection(ada_.id, album.id, announced_.callback(), Outbox{}));
  EXPECT_EQ(count_events(), before + 2);
  for (const auto& [id, file] : announced_.files()) EXPECT_TRUE(file.collections.empty());
}

TEST_F(OrganiseTest, AnOwnerHasOnlySoManyCollections) {
  constexpr std::string_view kFill =
      "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?2)"
      " INSERT INTO collections (owner, id, title, kind, description, cover, created_at, revision)"
      " SELECT ?1, CAST(printf('%016d', n) AS BLOB), '', 'album', '', x'', 0, 1 FROM numbers";
  ASSERT_TRUE(harness_.database().connections().writer.submit(
      [&](sqlite::Connection& connection) -> Result<void> {
        AUDMG_CHECK(
            sqlite::change_rows(connection, kFill, sqlite::IdBytes(ada_.id), kMaxCollections - 1));
        return {};
      }));
  EXPECT_TRUE(harness_.collections().add_collection({.collection = make_collection(ada_.id)}));
  EXPECT_EQ(
      error_code(harness_.collections().add_collection({.collection = make_collection(ada_.id)})),
      ErrorCode::too_large);
  const User grace = make_user("grace");
  ASSERT_TRUE(harness_.users().create_user(grace));
  EXPECT_TRUE(harness_.collections().add_collection({.collection = make_collection(grace.id)}));
}

}  // namespace
}  // namespace audmg::database

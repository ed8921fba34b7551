// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/unreadable_rows.hpp"

#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace audmg::database {
namespace {

class UnreadableRowsTest : public ::testing::Test {
 protected:
  UnreadableRowsTest() {
    auto opened = make_sqlite_database(
        {.file = folder_.path() / "audmg.db", .report_unreadable = [this](const Error& error) {
           EXPECT_EQ(error.code, ErrorCode::corrupt);
           reported_.push_back(error.message);
         }});
    EXPECT_TRUE(opened);
    database_ = *std::move(opened);
    EXPECT_TRUE(database_->users().create_user(ada_));
  }

  File add_trashed_file(TimePoint at) {
    File file = make_file(ada_.id);
    EXPECT_TRUE(database_->files().add_file({.file = file, .upload = {}}));
    const auto changed = database_->changes().change_files(
        {.owner = ada_.id,
         .files = {file.id},
         .change = [&](File& row) -> Result<bool> {
           row.trashed_at = at;
           return true;
         },
         .announce = [](std::span<const File>) { return Outbox{}; }});
    EXPECT_TRUE(changed && changed->front().file);
    return file;
  }
  void execute(const std::string& sql) {
    EXPECT_TRUE(
        database_->connections().writer.write([&](sqlite::Connection& connection) -> Result<bool> {
          AUDMG_CHECK(connection.execute("PRAGMA ignore_check_constraints = ON"));
          AUDMG_CHECK(connection.execute(sql));
          return true;
        }));
  }
  std::vector<FileId> overdue(std::size_t limit) {
    const ListOverdueTrashRequest request{.trashed_before = kNoon + std::chrono::hours(1),
                                          .limit = limit};
    const auto files = database_->trash().list_overdue_trash(request);
    EXPECT_TRUE(files) << files.error().message;
    std::vector<FileId> ids;
    if (files) {
      for (const File& file : *files) ids.push_back(file.id);
    }
    return ids;
  }

  const User ada_ = make_user("ada");
  std::vector<std::string> reported_;

 private:
  TemporaryFolder folder_;

 protected:
  std::unique_ptr<SqliteDatabase> database_;
};

TEST_F(UnreadableRowsTest, OfTheTrashArePassedOver) {
  std::vector<FileId> ids;
  for (int i = 0; i < 4; ++i) {
    ids.push_back(add_trashed_file(kNoon + std::chrono::seconds(i)).id);
  }
  std::string hex = ids[0].text();
  std::erase(hex, '-');
  execute("UPDATE files SET status = 'odd' WHERE id = x'" + hex + "'");
  EXPECT_EQ(overdue(3), (std::vector{ids[1], ids[2], ids[3]})) << "as many as there are";
  ASSERT_EQ(reported_.size(), 1U);
  EXPECT_NE(reported_.front().find(hex), std::string::npos) << reported_.front();
  const auto of_ada = database_->trash().list_trash({.owner = ada_.id});
  ASSERT_TRUE(of_ada);
  EXPECT_EQ(of_ada->size(), 3U);
}

TEST_F(UnreadableRowsTest, OfAllFilesArePassedOver) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(database_->files().add_file({.file = make_file(ada_.id), .upload = {}}));
  }
  execute("UPDATE files SET damage = 'torn'");
  execute("UPDATE files SET companions = 'x' WHERE id IN (SELECT min(id) FROM files)");
  const auto all =
      database_->files().list_all_files({.after_owner = {}, .after_id = {}, .limit = 2});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->size(), 2U);
  const auto damaged = database_->integrity().list_damaged_files({.limit = 2});
  ASSERT_TRUE(damaged);
  EXPECT_EQ(damaged->size(), 2U);
  EXPECT_EQ(reported_.size(), 2U);
}

// The sweep must not take them for absent.
TEST_F(UnreadableRowsTest, OfFilesThatAreLookedUpAreThere) {
  std::vector<FileKey> keys;
  for (int i = 0; i < 2; ++i) {
    const File file = make_file(ada_.id);
    ASSERT_TRUE(database_->files().add_file({.file = file, .upload = {}}));
    keys.push_back({file.owner, file.id});
  }
  execute("UPDATE files SET companions = 'x' WHERE id IN (SELECT min(id) FROM files)");
  const auto found = database_->files().look_up_files(keys);
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 2U);
  const auto unreadable = [](const FoundFile& row) { return !row.file.has_value(); };
  EXPECT_EQ(std::ranges::count_if(*found, unreadable), 1);
  ASSERT_EQ(reported_.size(), 1U);
  EXPECT_NE(reported_.front().find(std::min(keys[0].id, keys[1].id).text()), std::string::npos);
}

TEST_F(UnreadableRowsTest, OfTombstonesArePassedOver) {
  for (const char* const key : {"orig/a/1", "orig/a/2"}) {
    execute("INSERT INTO tombstones (object_key, owner, file) VALUES ('" + std::string(key) +
            "', randomblob(16), x'')");
  }
  execute("UPDATE tombstones SET owner = x'01' WHERE object_key = 'orig/a/1'");
  const auto tombstones = database_->tombstones().list_tombstones(1);
  ASSERT_TRUE(tombstones);
  ASSERT_EQ(tombstones->size(), 1U);
  EXPECT_EQ(tombstones->front().object_key, "orig/a/2");
}

}  // namespace
}  // namespace audmg::database

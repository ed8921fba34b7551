// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"

#include "audmg/database/adapters/sqlite/migrations.hpp"
#include "audmg/database/adapters/sqlite/writer_connection.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <array>
#include <fstream>

namespace audmg::database {
namespace {

class SqliteDatabaseTest : public testing::Test {
 protected:
  SqliteDatabaseOptions options() const { return {.file = folder_.path() / "audmg.db"}; }

  std::unique_ptr<SqliteDatabase> open() const {
    auto database = make_sqlite_database(options());
    EXPECT_TRUE(database) << database.error().message;
    return database ? *std::move(database) : nullptr;
  }

  /// Any other program with the file.
  sqlite::Connection open_raw() const {
    return sqlite::Connection::open(
               {.file = options().file, .access = sqlite::Access::read_write_create})
        .value();
  }

  ErrorCode refusal() const {
    const auto database = make_sqlite_database(options());
    EXPECT_FALSE(database);
    if (database) return ErrorCode::internal;
    message_ = database.error().message;
    return database.error().code;
  }

  TemporaryFolder folder_;
  mutable std::string message_;
};

TEST_F(SqliteDatabaseTest, RowsAreThereAfterReopening) {
  const User user = make_user("ada");
  {
    auto database = open();
    ASSERT_EQ(database->users().create_user(user), CreateUserOutcome::created);
    ASSERT_TRUE(database->files().add_file({make_file(user.id), std::nullopt}));
  }
  auto database = open();
  EXPECT_TRUE(database->check_readable());
  EXPECT_TRUE(database->takes_writes());
  EXPECT_EQ((*database->users().find_user(user.id))->username, "ada");
  EXPECT_EQ(database->files().list_files({user.id, {}, {}, 50})->size(), 1U);
}

TEST_F(SqliteDatabaseTest, IsPrivateAndLeavesNoLogBehind) {
  {
    auto database = open();
    ASSERT_TRUE(database->users().create_user(make_user("ada")));
    for (const char* suffix : {"", "-wal", "-shm"}) {
      struct stat status{};
      ASSERT_EQ(::stat((options().file.string() + suffix).c_str(), &status), 0) << suffix;
      EXPECT_EQ(status.st_mode & 0777U, 0600U) << suffix;
    }
  }
  EXPECT_FALSE(std::filesystem::exists(options().file.string() + "-wal"));
}

TEST_F(SqliteDatabaseTest, RefusesAnotherProgramsDatabaseAndLeavesItAlone) {
  ASSERT_TRUE(open_raw().execute("PRAGMA application_id = 7; CREATE TABLE theirs (a)"));
  EXPECT_EQ(refusal(), ErrorCode::conflict);
  EXPECT_NE(message_.find("another program"), std::string::npos) << message_;
  auto theirs = open_raw();
  EXPECT_EQ(*theirs.query_text("PRAGMA journal_mode"), "delete");
  EXPECT_EQ(*theirs.query_integer("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(SqliteDatabaseTest, RefusesADatabaseWithTablesAndNoApplicationId) {
  ASSERT_TRUE(open_raw().execute("CREATE TABLE theirs (a)"));
  EXPECT_EQ(refusal(), ErrorCode::conflict);
}

TEST_F(SqliteDatabaseTest, RefusesANewerSchema) {
  open();
  ASSERT_TRUE(open_raw().execute("PRAGMA user_version = 999"));
  EXPECT_EQ(refusal(), ErrorCode::conflict);
  EXPECT_NE(message_.find("newer Audmg Drive (schema version 999"), std::string::npos) << message_;
}

TEST_F(SqliteDatabaseTest, RefusesAFileThatIsNoDatabase) {
  std::ofstream(options().file) << std::string(10'000, 'x');
  EXPECT_EQ(refusal(), ErrorCode::corrupt);
}

TEST_F(SqliteDatabaseTest, RefusesADamagedDatabase) {
  {
    auto database = open();
    for (int i = 0; i < 200; ++i) {
      ASSERT_TRUE(database->users().create_user(make_user("user" + std::to_string(i))));
    }
  }
  std::fstream file(options().file, std::ios::in | std::ios::out | std::ios::binary);
  // The fourth page of the file, in the middle of a table.
  file.seekp(3 * 4096);
  file << std::string(4096, '\x5a');
  file.close();
  EXPECT_EQ(refusal(), ErrorCode::corrupt);
  EXPECT_NE(message_.find("damaged"), std::string::npos) << message_;
}

TEST_F(SqliteDatabaseTest, RefusesAFolderThatIsNotThere) {
  const auto database = make_sqlite_database({.file = folder_.path() / "no" / "audmg.db"});
  EXPECT_EQ(error_code(database), ErrorCode::unavailable);
}

TEST_F(SqliteDatabaseTest, TheWriterIsSetForDurability) {
  auto connection = open_writer_connection(options());
  ASSERT_TRUE(connection) << connection.error().message;
  EXPECT_EQ(*connection->query_text("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(*connection->query_integer("PRAGMA synchronous"), 2);
  EXPECT_EQ(*connection->query_integer("PRAGMA foreign_keys"), 1);
  EXPECT_EQ(*connection->query_integer("PRAGMA secure_delete"), 2);
  EXPECT_EQ(*connection->query_integer("PRAGMA trusted_schema"), 0);
  EXPECT_EQ(*connection->query_integer("PRAGMA application_id"), kApplicationId);
  EXPECT_EQ(*connection->query_integer("PRAGMA user_version"),
            static_cast<std::int64_t>(all_migrations().size()));
}

TEST_F(SqliteDatabaseTest, AMigrationIsAllOrNothingAndGoesOnWhereItStopped) {
  auto connection = open_raw();
  constexpr std::array<std::string_view, 2> kBroken{
      "CREATE TABLE first (a INTEGER) STRICT;",
      "CREATE TABLE second (a INTEGER) STRICT; CREATE TABLE first (b INTEGER) STRICT;"};
  EXPECT_FALSE(migrate(connection, kBroken));
  EXPECT_EQ(*connection.query_integer("PRAGMA user_version"), 1);
  EXPECT_EQ(*connection.query_integer("SELECT count(*) FROM sqlite_schema"), 1);
  constexpr std::array<std::string_view, 2> kRepaired{"this step is not run again",
                                                      "CREATE TABLE second (a INTEGER) STRICT;"};
  EXPECT_TRUE(migrate(connection, kRepaired));
  EXPECT_EQ(*connection.query_integer("PRAGMA user_version"), 2);
  EXPECT_EQ(*connection.query_integer("SELECT count(*) FROM sqlite_schema"), 2);
  EXPECT_TRUE(check_origin(connection, kRepaired));
  EXPECT_FALSE(check_origin(connection, std::span(kRepaired).first(1)));
}

}  // namespace
}  // namespace audmg::database

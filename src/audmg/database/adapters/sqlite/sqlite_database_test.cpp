// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"

#include "audmg/database/adapters/sqlite/migrations.hpp"
#include "audmg/database/adapters/sqlite/writer_connection.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"
#include "doubles/watched_vfs.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>

namespace audmg::database {
namespace {

class SqliteDatabaseTest : public testing::Test {
 protected:
  const SqliteDatabaseOptions& options() const { return options_; }

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

  static void add_users(SqliteDatabase& database, int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(database.users().create_user(make_user("user" + std::to_string(i))));
    }
  }

  std::string read_file() const {
    std::ifstream file(options().file, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  /// The fourth page of the file, in the middle of a table.
  void damage_a_page() const {
    std::fstream file(options().file, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(3 * 4096);
    file << std::string(4096, '\x5a');
  }

  TemporaryFolder folder_;
  SqliteDatabaseOptions options_{.file = folder_.path() / "audmg.db"};
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
    add_users(*database, 200);
  }
  damage_a_page();
  EXPECT_EQ(refusal(), ErrorCode::corrupt);
  EXPECT_NE(message_.find("damaged"), std::string::npos) << message_;
}

TEST_F(SqliteDatabaseTest, ReadsALargeFileWholeOnlyAfterAnEndOutOfOrder) {
  options_.always_checked_bytes = 0;
  {
    auto database = open();
    add_users(*database, 200);
  }
  const std::string whole = read_file();
  damage_a_page();
  EXPECT_NE(open(), nullptr) << "after a stop in order nothing reads that page";
  EXPECT_EQ(read_file().size(), whole.size());

  std::ofstream(options().file, std::ios::binary) << whole;
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto database = make_sqlite_database(options());
    ::_exit(database && (*database)->users().create_user(make_user("last")) ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  damage_a_page();
  EXPECT_EQ(refusal(), ErrorCode::corrupt) << "the process ended without closing";
  EXPECT_EQ(refusal(), ErrorCode::corrupt) << "and the damage does not go away by looking twice";
}

TEST_F(SqliteDatabaseTest, FreesTheKeysOfRequestsThatEndedWithTheirProcess) {
  const auto begin = [](SqliteDatabase& database, const std::string& key) {
    return database.idempotency().begin(
        {{"anonymous", key}, "print", kNoon, minutes_after_noon(30), minutes_after_noon(60)});
  };
  {
    auto database = open();
    EXPECT_EQ(begin(*database, "at work")->outcome, BeginOutcome::fresh);
    EXPECT_EQ(begin(*database, "at work")->outcome, BeginOutcome::busy);
    EXPECT_EQ(begin(*database, "done")->outcome, BeginOutcome::fresh);
    ASSERT_TRUE(database->idempotency().complete({"anonymous", "done"}, 201, "resource"));
  }
  auto database = open();
  EXPECT_EQ(begin(*database, "at work")->outcome, BeginOutcome::fresh);
  EXPECT_EQ(begin(*database, "done")->outcome, BeginOutcome::completed);
}

TEST_F(SqliteDatabaseTest, AKeyThatCouldNotBeGivenBackIsNotBusy) {
  WatchedVfs vfs;
  options_.vfs = vfs.name();
  auto database = open();
  const BeginIdempotentRequest request{
      {"anonymous", "key"}, "print", kNoon, minutes_after_noon(30), minutes_after_noon(60)};
  IdempotencyRepository& idempotency = database->idempotency();
  EXPECT_EQ(idempotency.begin(request)->outcome, BeginOutcome::fresh);
  vfs.set_fault({.nth = 1, .kind = DiskFault::Kind::full});
  EXPECT_FALSE(idempotency.abandon(request.key));
  EXPECT_TRUE(vfs.fault_struck());
  EXPECT_EQ(idempotency.begin(request)->outcome, BeginOutcome::fresh);
  EXPECT_EQ(idempotency.begin(request)->outcome, BeginOutcome::busy) << "now somebody is at work";
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

TEST_F(SqliteDatabaseTest, FilesOfTheFirstVersionAreStillThere) {
  const User user = make_user("ada");
  const File file = make_file(user.id);
  {
    auto connection = open_raw();
    ASSERT_TRUE(migrate(connection, all_migrations().first(1)));
    std::string user_id = user.id.text();
    std::string file_id = file.id.text();
    std::erase(user_id, '-');
    std::erase(file_id, '-');
    const auto inserted = connection.execute("INSERT INTO users VALUES (x'" + user_id +
                                             "', 'ada', 'ada', 'a@b.c', 'a@b.c', '', 1, 0, 0);" +
                                             "INSERT INTO files VALUES (x'" + user_id + "', x'" +
                                             file_id + "', 'image', 'ready', 9, 0, x'" +
                                             file.sha256 + "', 'image/png', 'key', 'name')");
    ASSERT_TRUE(inserted) << inserted.error().message;
  }
  auto database = open();
  const auto found = database->files().find_file(user.id, file.id);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->size, 9U);
  EXPECT_EQ((*found)->media_record, "");
  EXPECT_EQ((*found)->failure_reason, "");
  EXPECT_EQ((*found)->processing_since, (*found)->uploaded_at);
  EXPECT_EQ((*found)->revision, 1U);
  EXPECT_EQ((*found)->edits, "");
  EXPECT_FALSE((*found)->trashed_at);
  EXPECT_TRUE((*found)->collections.empty());
  EXPECT_EQ(database->files().list_files({user.id, {}, {}, 10})->size(), 1U);
  EXPECT_EQ(database->files().list_files({user.id, FileKind::image, {}, 10})->size(), 1U);
  EXPECT_TRUE(database->trash().list_trash({.owner = user.id})->empty());
  EXPECT_EQ((*database->processing().begin_processing({user.id, file.id, kNoon}))->fencing_token,
            1U);
}

TEST_F(SqliteDatabaseTest, MessagesFromBeforeTheyHadRanksTakeTurnsByGroup) {
  {
    auto connection = open_raw();
    ASSERT_TRUE(migrate(connection, all_migrations().first(5)));
    const auto inserted = connection.execute(
        "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 9)"
        " INSERT INTO messages (queue, state, id, group_id, visible_at, sent_at, body)"
        " SELECT 'media', 'visible', CAST(printf('%016d', n) AS BLOB),"
        " iif(n < 8, 'many', 'few'), n, n, 'body' FROM numbers;"
        "INSERT INTO queues VALUES ('media', 1)");
    ASSERT_TRUE(inserted) << inserted.error().message;
  }
  const auto database = open();
  auto connection = open_raw();
  EXPECT_EQ(*connection.query_text("SELECT group_concat(group_id) FROM"
                                   " (SELECT group_id FROM messages ORDER BY rank, id)"),
            "many,few,many,few,many,many,many,many,many,many");
  EXPECT_EQ(*connection.query_integer("SELECT paused FROM queues WHERE served = 0"), 1);
}

}  // namespace
}  // namespace audmg::database

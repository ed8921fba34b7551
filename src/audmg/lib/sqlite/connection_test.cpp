// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/connection.hpp"

#include "audmg/lib/sqlite/transaction.hpp"
#include "audmg/lib/sqlite/version.hpp"
#include "contract/error_code.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace audmg::sqlite {
namespace {

using namespace std::literals;

class ConnectionTest : public testing::Test {
 protected:
  ConnectionTest() {
    std::string pattern = testing::TempDir() + "audmg-sqlite-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~ConnectionTest() override { std::filesystem::remove_all(folder_); }

  Connection open(Access access = Access::read_write_create) {
    return Connection::open({.file = folder_ / "test.db", .access = access}).value();
  }

  std::filesystem::path folder_;
};

TEST_F(ConnectionTest, ValuesComeBackAsTheyWere) {
  Connection connection = open();
  ASSERT_TRUE(connection.execute("CREATE TABLE t (a INTEGER, b TEXT, c BLOB) STRICT"));
  const std::string text = "a\0b \xe2\x80\xae \xf0\x9f\x8e\xb5 '; DROP TABLE t; --"s + "\0"s;
  constexpr std::array kBytes{std::byte{0}, std::byte{0xff}, std::byte{0}};
  {
    const Query insert = *connection.query("INSERT INTO t VALUES (?1, ?2, ?3)");
    insert->bind_all(std::int64_t{-9007199254740993}, text, std::span<const std::byte>(kBytes));
    ASSERT_TRUE(insert->run());
  }
  EXPECT_EQ(connection.changes(), 1);
  const Query select = *connection.query("SELECT a, b, c FROM t");
  ASSERT_TRUE(*select->step());
  EXPECT_EQ(select->integer(0), -9007199254740993);
  EXPECT_EQ(select->text(1), text);
  EXPECT_TRUE(std::ranges::equal(select->bytes(2), kBytes));
  EXPECT_FALSE(*select->step());
}

TEST_F(ConnectionTest, EmptyIsNotNull) {
  Connection connection = open();
  ASSERT_TRUE(connection.execute("CREATE TABLE t (a TEXT NOT NULL, b BLOB NOT NULL) STRICT"));
  const Query insert = *connection.query("INSERT INTO t VALUES (?1, ?2)");
  insert->bind_all(std::string_view(), std::span<const std::byte>());
  ASSERT_TRUE(insert->run());
  const Query select = *connection.query("SELECT a, b FROM t");
  ASSERT_TRUE(*select->step());
  EXPECT_EQ(select->text(0), "");
  EXPECT_TRUE(select->bytes(1).empty());
}

TEST_F(ConnectionTest, AQueryForgetsItsValues) {
  Connection connection = open();
  constexpr std::string_view kSql = "SELECT ?1";
  {
    const Query query = *connection.query(kSql);
    query->bind_all("secret"sv);
    ASSERT_TRUE(*query->step());
    EXPECT_EQ(query->text(0), "secret");
  }
  const Query query = *connection.query(kSql);
  ASSERT_TRUE(*query->step());
  EXPECT_EQ(query->text(0), "");
}

TEST_F(ConnectionTest, AWrongParameterIsReportedByTheStep) {
  Connection connection = open();
  const Query query = *connection.query("SELECT ?1");
  query->bind(2, "too many"sv);
  const auto stepped = query->step();
  EXPECT_EQ(error_code(stepped), ErrorCode::internal);
}

TEST_F(ConnectionTest, ErrorsAreTranslated) {
  Connection connection = open();
  ASSERT_TRUE(
      connection.execute("CREATE TABLE t (a TEXT PRIMARY KEY); INSERT INTO t VALUES ('x')"));
  const auto again = connection.execute("INSERT INTO t VALUES ('x')");
  ASSERT_EQ(error_code(again), ErrorCode::already_exists);
  EXPECT_NE(again.error().message.find("UNIQUE constraint failed: t.a"), std::string::npos);
  EXPECT_FALSE(connection.query("SELECT nothing FROM nowhere"));
}

TEST_F(ConnectionTest, AFileThatIsNoDatabaseIsCorrupt) {
  std::FILE* file = std::fopen((folder_ / "test.db").c_str(), "w");
  std::fputs("this is a shopping list, and quite a long one for that matter\n", file);
  for (int i = 0; i < 100; ++i) std::fputs("one hundred more lines of it\n", file);
  std::fclose(file);
  Connection connection = open();
  const auto read = connection.query_integer("SELECT count(*) FROM sqlite_schema");
  EXPECT_EQ(error_code(read), ErrorCode::corrupt);
}

TEST_F(ConnectionTest, AMissingFolderIsUnavailable) {
  const auto connection =
      Connection::open({.file = folder_ / "no" / "such.db", .access = Access::read_write_create});
  EXPECT_EQ(error_code(connection), ErrorCode::unavailable);
}

TEST_F(ConnectionTest, ReadOnlyCannotWrite) {
  ASSERT_TRUE(open().execute("CREATE TABLE t (a)"));
  Connection reader = open(Access::read_only);
  const auto written = reader.execute("INSERT INTO t VALUES (1)");
  EXPECT_EQ(error_code(written), ErrorCode::unavailable);
}

TEST_F(ConnectionTest, TheProgramHasTheSqliteThatWasCompiledWithIt) {
  Connection connection = open();
  EXPECT_EQ(*connection.query_text("SELECT sqlite_version()"), SQLITE_VERSION);
  EXPECT_EQ(library_version(), SQLITE_VERSION);
  for (const std::string option : {"OMIT_LOAD_EXTENSION", "SECURE_DELETE", "THREADSAFE=2"}) {
    Connection each = open();
    const std::string sql = "SELECT sqlite_compileoption_used('" + option + "')";
    EXPECT_EQ(*each.query_integer(sql), 1) << option;
  }
}

TEST_F(ConnectionTest, IsHardened) {
  Connection connection = open();
  EXPECT_FALSE(connection.execute("SELECT \"no such column, so a string\""));
  EXPECT_FALSE(connection.execute("SELECT load_extension('x')"));
  ASSERT_TRUE(connection.execute("CREATE TABLE t (a)"));
  ASSERT_TRUE(connection.execute("PRAGMA writable_schema = ON"));
  EXPECT_FALSE(connection.execute("DELETE FROM sqlite_schema"));
  EXPECT_EQ(*connection.query_integer("PRAGMA trusted_schema"), 0);
}

TEST_F(ConnectionTest, ATransactionThatIsNotCommittedIsRolledBack) {
  Connection connection = open();
  ASSERT_TRUE(connection.execute("CREATE TABLE t (a)"));
  {
    auto transaction = Transaction::begin(connection);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(connection.execute("INSERT INTO t VALUES (1)"));
    EXPECT_TRUE(connection.in_transaction());
  }
  EXPECT_FALSE(connection.in_transaction());
  EXPECT_EQ(*connection.query_integer("SELECT count(*) FROM t"), 0);
  {
    auto transaction = Transaction::begin(connection);
    ASSERT_TRUE(connection.execute("INSERT INTO t VALUES (1)"));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_EQ(*connection.query_integer("SELECT count(*) FROM t"), 1);
}

TEST_F(ConnectionTest, ASecondWriterIsUnavailable) {
  Connection first = open();
  auto connection = Connection::open({.file = folder_ / "test.db",
                                      .access = Access::read_write_create,
                                      .busy_timeout = std::chrono::milliseconds(1)});
  ASSERT_TRUE(connection);
  auto held = Transaction::begin(first);
  const auto second = Transaction::begin(*connection);
  ASSERT_EQ(error_code(second), ErrorCode::unavailable);
  EXPECT_TRUE(second.error().retryable);
}

}  // namespace
}  // namespace audmg::sqlite

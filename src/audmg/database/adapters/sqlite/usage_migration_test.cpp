// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// The files of an earlier version are counted when its database is opened.
#include "audmg/database/adapters/sqlite/migrations.hpp"
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/lib/sqlite/connection.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace audmg::database {
namespace {

/// The last version without counters.
constexpr std::size_t kUncountedVersion = 11;

class UsageMigrationTest : public testing::Test {
 protected:
  UsageMigrationTest() {
    auto opened = sqlite::Connection::open(
        {.file = options_.file, .access = sqlite::Access::read_write_create});
    EXPECT_TRUE(opened);
    connection_.emplace(*std::move(opened));
    EXPECT_TRUE(migrate(*connection_, all_migrations().first(kUncountedVersion)));
  }

  void run(const std::string& sql) {
    const auto done = connection_->execute(sql);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
  }

  static std::string bytes_of(std::string_view id) {
    std::string digits(id);
    std::erase(digits, '-');
    return "x'" + digits + "'";
  }

  UserId add_user(const std::string& name) {
    const User user = make_user(name);
    run("INSERT INTO users (id, username, username_folded, email, email_folded, password_hash,"
        " credential_version, disabled, created_at) VALUES (" +
        bytes_of(user.id.text()) + ", '" + name + "', '" + name + "', '" + name + "@x', '" + name +
        "@x', '', 1, 0, 0)");
    return user.id;
  }

  void add_file(const UserId& owner, std::uint64_t size,
                const std::vector<Companion>& companions = {}) {
    const File file = make_file(owner);
    const std::string ids = bytes_of(owner.text()) + ", " + bytes_of(file.id.text());
    run("INSERT INTO files (owner, id, name, kind, content_type, size, sha256, status, object_key,"
        " uploaded_at, media_record, failure_reason, companions) VALUES (" +
        ids + ", 'a', 'image', 'image/jpeg', " + std::to_string(size) + ", x'" + file.sha256 +
        "', 'ready', '" + file.object_key + "', 0, '', '', '" + write_companions(companions) +
        "')");
    for (const Companion& companion : companions) {
      run("INSERT INTO companion_objects (owner, file, object_key) VALUES (" + ids + ", '" +
          companion.object_key + "')");
    }
  }

  std::unique_ptr<SqliteDatabase> upgrade() {
    connection_.reset();
    auto database = make_sqlite_database(options_);
    EXPECT_TRUE(database);
    return *std::move(database);
  }

  TemporaryFolder folder_;
  SqliteDatabaseOptions options_{.file = folder_.path() / "audmg.db"};
  std::optional<sqlite::Connection> connection_;
};

Companion companion(CompanionKind kind, std::uint64_t size, const std::string& key) {
  return {.kind = kind,
          .name = "9 lives.mov",
          .content_type = "video/quicktime",
          .size = size,
          .sha256 = std::string(64, '7'),
          .crc32 = 12,
          .object_key = key};
}

TEST_F(UsageMigrationTest, CountsTheFilesAndCompanionsOfEachUser) {
  const UserId ada = add_user("ada");
  const UserId grace = add_user("grace");
  const UserId eve = add_user("eve");
  add_file(ada, 1000);
  add_file(ada, 20'000'000'000, {companion(CompanionKind::video, 500, "a")});
  add_file(
      ada, 3,
      {companion(CompanionKind::video, 70'000'000, "b"), companion(CompanionKind::xmp, 42, "c")});
  add_file(grace, 5, {companion(CompanionKind::xmp, 6, "d")});
  const auto database = upgrade();
  EXPECT_EQ(database->usage().find_usages(std::vector{grace, ada, eve}),
            (std::vector<Usage>{
                {.bytes = 11, .files = 1}, {.bytes = 20'070'001'545, .files = 3}, Usage{}}));
}

TEST_F(UsageMigrationTest, SessionsOfTheFormerVersionHaveReservedNothing) {
  const UserId ada = add_user("ada");
  const Upload upload = make_upload(ada);
  run("INSERT INTO uploads (id, owner, file_name, content_type, size, sha256, object_key,"
      " multipart_upload_id, part_size, created_at, expires_at, companion_of, modified_at) VALUES"
      " (" +
      bytes_of(upload.id.text()) + ", " + bytes_of(ada.text()) +
      ", 'a', '', 1000, '', 'o', 'm', 8, 0, 0, x'', -1)");
  const auto database = upgrade();
  EXPECT_EQ(database->usage().find_usage(ada), Usage{});
  const auto found = database->uploads().find_upload(ada, upload.id);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->reserved, 0U);
}

}  // namespace
}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/sidecar.hpp"

#include "audmg/database/file.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "doubles/sample_rows.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::functions {
namespace {

Sidecar sample() {
  Sidecar sidecar{.file = database::make_file(UserId::make(database::kNoon)), .username = "ada"};
  sidecar.file.name = "Caf\u00e9 \"1\".jpg";
  sidecar.file.crc32 = 0xFFFFFFFFU;
  return sidecar;
}

TEST(Sidecar, ComesBackAsWritten) {
  const Sidecar sidecar = sample();
  const auto read = read_sidecar(write_sidecar(sidecar));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->username, "ada");
  EXPECT_EQ(read->file.owner, sidecar.file.owner);
  EXPECT_EQ(read->file.id, sidecar.file.id);
  EXPECT_EQ(read->file.name, sidecar.file.name);
  EXPECT_EQ(read->file.kind, sidecar.file.kind);
  EXPECT_EQ(read->file.content_type, sidecar.file.content_type);
  EXPECT_EQ(read->file.size, sidecar.file.size);
  EXPECT_EQ(read->file.sha256, sidecar.file.sha256);
  EXPECT_EQ(read->file.crc32, sidecar.file.crc32);
  EXPECT_EQ(read->file.uploaded_at, sidecar.file.uploaded_at);
  EXPECT_EQ(read->file.object_key, sidecar.file.object_key);
  EXPECT_EQ(read->file.sidecar_version, kSidecarVersion);
}

TEST(Sidecar, MayLackTheCrc32) {
  Sidecar sidecar = sample();
  sidecar.file.crc32.reset();
  const auto read = read_sidecar(write_sidecar(sidecar));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->file.crc32, std::nullopt);
}

TEST(Sidecar, RefusesWhatIsNotOne) {
  const std::string good = write_sidecar(sample());
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("[]"), good.substr(0, good.size() / 2),
        with("\"version\":1", "\"version\":2"), with("\"userId\":\"", "\"userId\":\"x"),
        with("\"fileId\"", "\"fileid\""), with("\"kind\":\"image\"", "\"kind\":\"video\""),
        with("\"size\":123456", "\"size\":-1"),
        with("\"crc32\":4294967295", "\"crc32\":4294967296"),
        with("\"objectKey\":\"orig/", "\"objectKey\":\"../"),
        with("\"sha256\":\"", "\"sha256\":\"zz")}) {
    const auto read = read_sidecar(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::invalid_argument);
  }
}

TEST(Sidecar, ItsKeySaysWhoseItIs) {
  EXPECT_EQ(sidecar_key("orig/a/b"), "meta/orig/a/b.json");
  EXPECT_EQ(object_key_of_sidecar("meta/orig/a/b.json"), "orig/a/b");
  for (const char* key : {"orig/a/b", "meta/orig/a/b", "meta/.json", "metaorig.json"}) {
    EXPECT_EQ(object_key_of_sidecar(key), std::nullopt) << key;
  }
}

class StoredSidecarTest : public DriveTest {};

TEST_F(StoredSidecarTest, IsThereWithEveryUpload) {
  const auto ada = drive.add_user("ada");
  EXPECT_EQ(drive.upload(ada, sample_gif(), "Holiday.gif").status, 201);
  const database::File row = drive.rows(ada.user).at(0);
  const auto sidecar = load_sidecar(row.object_key, drive.services);
  ASSERT_TRUE(sidecar) << sidecar.error().message;
  EXPECT_EQ(sidecar->username, "ada");
  EXPECT_EQ(sidecar->file.id, row.id);
  EXPECT_EQ(sidecar->file.name, "Holiday.gif");
  EXPECT_EQ(sidecar->file.sha256, row.sha256);
  EXPECT_EQ(sidecar->file.uploaded_at, row.uploaded_at);
  ASSERT_TRUE(row.crc32);
  EXPECT_EQ(sidecar->file.crc32, row.crc32);
  EXPECT_EQ(row.sidecar_version, kSidecarVersion);
}

TEST_F(StoredSidecarTest, GoesWithItsObject) {
  const auto ada = drive.add_user("ada");
  const Answer uploaded = drive.upload(ada, sample_gif());
  const std::string id = drive.rows(ada.user).at(0).id.text();
  EXPECT_EQ(call(Call{.function = "delete_file"}.id(id).where("permanent", "true"), ada).status,
            204);
  EXPECT_TRUE(drive.object_keys().empty());
  EXPECT_TRUE(drive.services.tombstones.list_tombstones(10)->empty());
}

// No acknowledged file is without its sidecar, wherever the upload fails.
TEST_F(StoredSidecarTest, IsDurableBeforeTheAnswer) {
  const auto ada = drive.add_user("ada");
  for (int passed = 0; passed < 60; ++passed) {
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    static_cast<void>(drive.upload(ada, sample_gif("n" + std::to_string(passed))));
    if (drive.failures.is_pending()) break;
  }
  drive.failures.stop_failing();
  ASSERT_FALSE(drive.rows(ada.user).empty());
  for (const database::File& row : drive.rows(ada.user)) {
    EXPECT_TRUE(load_sidecar(row.object_key, drive.services)) << row.object_key;
  }
}

}  // namespace
}  // namespace audmg::functions

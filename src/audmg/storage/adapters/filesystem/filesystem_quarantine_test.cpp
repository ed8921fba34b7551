// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/filesystem_quarantine.hpp"

#include "testbeds/filesystem_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

namespace audmg::storage::filesystem {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const TimePoint kLongAgo = *parse_rfc3339("2020-01-31T00:00:00.000Z");

std::string today() { return folder_name(quarantine_day_of(SystemClock().now())); }

TEST(QuarantineDay, HasOneName) {
  const QuarantineDay day{2024y / 2 / 29};
  EXPECT_EQ(folder_name(day), "2024-02-29");
  EXPECT_EQ(parse_folder_name("2024-02-29"), day);
  for (const std::string_view name : {"", "2023-02-29", "2024-2-29", "2024-02-29 ", "24-02-29",
                                      "2024-02-29T00:00:00.000Z", "lost+found"}) {
    EXPECT_FALSE(parse_folder_name(name)) << name;
  }
}

TEST(QuarantineDay, SetsTheLimitsOfTheTimeOfAMove) {
  const QuarantineDay day{2024y / 2 / 29};
  struct stat status{};
  const auto moved = [&](TimePoint changed) {
    status.st_ctim.tv_sec =
        std::chrono::floor<std::chrono::seconds>(changed.time_since_epoch()).count();
    return moved_at(day, status);
  };
  EXPECT_EQ(moved(day + 13h), TimePoint(day + 13h));
  EXPECT_EQ(moved(day - 1s), TimePoint(day + 24h - 1ms)) << "never too early";
  EXPECT_EQ(moved(day + 24h), TimePoint(day + 24h - 1ms));
}

class FilesystemQuarantineTest : public testing::Test {
 protected:
  [[nodiscard]] fs::path folder() const { return fs::path(bed_.root()) / "quarantine"; }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder())) {
      names.push_back(fs::relative(entry.path(), folder()));
    }
    return names;
  }
  void put_and_quarantine(const std::string& key, const std::string& body) {
    ASSERT_OK(put(bed_.objects(), key, body));
    ASSERT_OK(bed_.quarantine().quarantine_object(key));
  }

  FilesystemTestbed bed_;
};

TEST_F(FilesystemQuarantineTest, KeepsObjectsWhereTheDocumentSays) {
  const auto info = put(bed_.objects(), "orig/u/f", "x");
  ASSERT_OK(bed_.quarantine().quarantine_object("orig/u/f"));
  EXPECT_EQ(fs::file_size(folder() / today() / "orig/u/f"), 1U);
  EXPECT_FALSE(fs::exists(fs::path(bed_.root()) / "objects/orig/u/f"));
  ASSERT_OK(bed_.quarantine().restore_quarantined("orig/u/f"));
  EXPECT_EQ(bed_.objects().head_object("orig/u/f")->etag, info->etag) << "it is the same version";
}

TEST_F(FilesystemQuarantineTest, NeverMovesAFolder) {
  ASSERT_OK(put(bed_.objects(), "orig/u/f", "x"));
  EXPECT_OK(bed_.quarantine().quarantine_object("orig/u"));
  EXPECT_EQ(get(bed_.objects(), "orig/u/f"), "x");
  ASSERT_OK(bed_.quarantine().quarantine_object("orig/u/f"));
  EXPECT_CODE(bed_.quarantine().restore_quarantined("orig/u"), ErrorCode::not_found);
  EXPECT_OK(bed_.objects().delete_object("orig/u"));
  EXPECT_EQ(bed_.quarantine().list_quarantined({})->size(), 1U);
}

TEST_F(FilesystemQuarantineTest, IsReadFromTheFoldersOfAllDays) {
  put_and_quarantine("b", "long ago");
  bed_.age_quarantine();
  put_and_quarantine("a", "today");
  std::ofstream(folder() / "note-by-the-operator") << "mine";
  fs::create_directory(folder() / "lost+found");
  const auto listed = bed_.quarantine().list_quarantined({});
  ASSERT_OK(listed);
  ASSERT_EQ(listed->size(), 2U);
  EXPECT_EQ((*listed)[0].key, "a");
  EXPECT_EQ((*listed)[1].key, "b");
  EXPECT_EQ((*listed)[1].since, kLongAgo + 24h - 1ms);
  ASSERT_OK(bed_.quarantine().restore_quarantined("b"));
  EXPECT_EQ(get(bed_.objects(), "b"), "long ago");
}

TEST_F(FilesystemQuarantineTest, HasOneObjectUnderAKey) {
  put_and_quarantine("k", "former");
  bed_.age_quarantine();
  put_and_quarantine("k", "newest");
  EXPECT_THAT(names(), testing::UnorderedElementsAre("2020-01-31", today(), today() + "/k"));
}

TEST_F(FilesystemQuarantineTest, TakesTheNewestOfWhatACrashLeft) {
  put_and_quarantine("k", "newest");
  fs::create_directory(folder() / "2020-01-31");
  std::ofstream(folder() / "2020-01-31/k") << "former, and longer";
  const auto listed = bed_.quarantine().list_quarantined({});
  ASSERT_OK(listed);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->front().size, 6U);
  ASSERT_OK(bed_.quarantine().restore_quarantined("k"));
  EXPECT_EQ(get(bed_.objects(), "k"), "newest");
  EXPECT_TRUE(bed_.quarantine().list_quarantined({})->empty());
}

TEST_F(FilesystemQuarantineTest, DeletesAnObjectFromAllDays) {
  put_and_quarantine("k", "x");
  bed_.age_quarantine();
  ASSERT_OK(put(bed_.objects(), "k", "y"));
  ASSERT_OK(bed_.objects().delete_object("k"));
  EXPECT_THAT(names(), testing::ElementsAre("2020-01-31"));
}

TEST_F(FilesystemQuarantineTest, PurgesDaysWithTheirFolders) {
  put_and_quarantine("orig/u/1", "x");
  put_and_quarantine("orig/u/2", "y");
  put_and_quarantine("deriv/u/1", "z");
  bed_.age_quarantine();
  put_and_quarantine("orig/u/1", "today");
  put_and_quarantine("orig/u/3", "today");
  EXPECT_EQ(bed_.quarantine().purge_quarantined(kLongAgo + 24h - 1ms), 0U) << "the day is not over";
  EXPECT_TRUE(fs::exists(folder() / "2020-01-31/orig/u/2"));
  EXPECT_EQ(bed_.quarantine().purge_quarantined(kLongAgo + 24h), 2U) << "one was replaced today";
  EXPECT_FALSE(fs::exists(folder() / "2020-01-31"));
  EXPECT_TRUE(fs::exists(folder() / today() / "orig/u/1"));
  EXPECT_EQ(bed_.quarantine().purge_quarantined(kLongAgo + 24h), 0U);
  EXPECT_EQ(bed_.quarantine().purge_quarantined(SystemClock().now() + 1h), 2U);
  put_and_quarantine("orig/u/1", "the folders of today are still good");
}

TEST_F(FilesystemQuarantineTest, AnObjectThatIsMovedIsNotReadFromTheCache) {
  ASSERT_OK(put(bed_.objects(), "k", "x"));
  EXPECT_EQ(get(bed_.objects(), "k"), "x");  // now it is kept open
  ASSERT_OK(bed_.quarantine().quarantine_object("k"));
  EXPECT_CODE(bed_.objects().get_object("k"), ErrorCode::not_found);
}

}  // namespace
}  // namespace audmg::storage::filesystem

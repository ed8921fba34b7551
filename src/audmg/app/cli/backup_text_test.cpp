// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/backup_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace audmg::app {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(BackupTextTest, SizesAreForPeople) {
  EXPECT_EQ(size_text(0), "0 bytes");
  EXPECT_EQ(size_text(1), "1 byte");
  EXPECT_EQ(size_text(1'500), "1.5 kB");
  EXPECT_EQ(size_text(2'000'000'000), "2.0 GB");
  EXPECT_EQ(size_text(5'000'000'000'000'000), "5000.0 TB");
}

TEST(BackupTextTest, SaysWhatLinksAreNotAndWhatIsMissing) {
  backup::CreateReport report{.snapshot = "name", .files = 1, .objects = 2, .copied = 2};
  EXPECT_THAT(create_text(report, "/b"), Not(HasSubstr("Hard links")));
  report.linked = 2;
  report.missing = 1;
  report.missing_keys = {"orig/a\x1b[31m"};
  const std::string text = create_text(report, "/b");
  EXPECT_THAT(text, HasSubstr("Hard links survive"));
  EXPECT_THAT(text, HasSubstr("orig/a?[31m")) << "safe to print";
}

TEST(BackupTextTest, SaysThatADriveShrankAndNothingWasPruned) {
  const backup::CreateReport report{.snapshot = "name", .files = 1, .shrunk_from = 90};
  EXPECT_THAT(create_text(report, "/b"),
              HasSubstr("The snapshot before has 90 files: no old snapshot was removed."));
}

TEST(BackupTextTest, AListShowsWhatCannotBeRead) {
  const std::vector<ListedSnapshot> listed{
      {"one",
       backup::ManifestSummary{.header = {}, .end = {.files = 3, .bytes = 1'000, .linked = 1}}},
      {"two", fail(ErrorCode::corrupt, "the manifest is cut off")}};
  const std::string text = list_text(listed);
  EXPECT_THAT(text, HasSubstr("3 files"));
  EXPECT_THAT(text, HasSubstr("links"));
  EXPECT_THAT(text, HasSubstr("two  the manifest is cut off"));
  EXPECT_EQ(list_text({}), "no snapshots\n");
  EXPECT_THAT(list_json(listed),
              HasSubstr(R"({"snapshot":"two","error":"the manifest is cut off"})"));
}

TEST(BackupTextTest, ARestoreNamesTheSecretsThatAreNotThere) {
  backup::RestoreReport report;
  report.header.secrets_elsewhere = {"JWT_SECRET", "AUDMG_URL_SECRET"};
  EXPECT_THAT(restore_text("name", report, "/new"),
              HasSubstr("Not in the backup: JWT_SECRET, AUDMG_URL_SECRET."));
  EXPECT_THAT(restore_text("name", report, "/new"), HasSubstr("audmg serve --data-dir /new"));
  EXPECT_THAT(restore_text("name", report, ""), Not(HasSubstr("--data-dir")));
}

}  // namespace
}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/stored_zip.hpp"

#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/zip/archive_layout.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::conformance {
namespace {

std::string archive_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<zip::Entry> entries;
  for (const auto& [name, bytes] : files) {
    entries.push_back({.name = name, .size = bytes.size(), .crc32 = deflate::crc32(bytes)});
  }
  const zip::ArchiveLayout layout(std::move(entries));
  std::string archive;
  while (archive.size() < layout.size()) {
    const zip::Run run = layout.run_at(archive.size());
    archive += run.text.empty() ? files[run.entry].second : run.text;
  }
  return archive;
}

std::string reason(std::string_view archive) {
  const auto files = read_stored_zip(archive);
  return files ? "whole" : files.error().message;
}

TEST(StoredZip, GivesTheFilesOfAnArchive) {
  const std::string archive = archive_of({{"a.txt", "first"}, {"ü.txt", "second"}});
  const auto files = read_stored_zip(archive);
  ASSERT_TRUE(files) << files.error().message;
  ASSERT_EQ(files->size(), 2U);
  EXPECT_EQ((*files)[0].name, "a.txt");
  EXPECT_EQ((*files)[0].bytes, "first");
  EXPECT_EQ((*files)[1].name, "ü.txt");
  EXPECT_EQ((*files)[1].bytes, "second");
}

TEST(StoredZip, SaysWhatIsWrong) {
  const std::string archive = archive_of({{"a.txt", "first"}});
  EXPECT_EQ(reason("PK"), "it is too short");
  EXPECT_EQ(reason(std::string_view(archive).substr(0, archive.size() - 1)),
            "it has no end record");
  EXPECT_EQ(reason(std::string_view(archive).substr(1)), "its directory is damaged");
  std::string changed = archive;
  changed[changed.find("first")] = 'F';
  EXPECT_EQ(reason(changed), "a.txt has another CRC");
}

TEST(StoredZip, ReadsNothingOutsideOfTheArchive) {
  const std::string archive = archive_of({{"a.txt", "first"}, {"b.txt", "second"}});
  for (std::size_t i = 0; i < archive.size(); ++i) {
    for (const char byte : {'\x00', '\x7f', '\xff'}) {
      std::string changed = archive;
      changed[i] = byte;
      (void)read_stored_zip(changed);
    }
  }
}

}  // namespace
}  // namespace audmg::conformance

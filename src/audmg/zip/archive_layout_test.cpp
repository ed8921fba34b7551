// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/zip/archive_layout.hpp"

#include "audmg/lib/deflate/crc32.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <random>

namespace audmg::zip {
namespace {

using std::chrono::local_days;
using std::chrono::year;

constexpr auto kTime =
    local_days(year(2019) / 7 / 14) + std::chrono::hours(18) + std::chrono::minutes(30);

struct File {
  std::string name;
  std::string bytes;
};

ArchiveLayout layout_of(const std::vector<File>& files) {
  std::vector<Entry> entries;
  for (const File& file : files) {
    entries.push_back({file.name, file.bytes.size(), deflate::crc32(file.bytes), kTime});
  }
  return ArchiveLayout(std::move(entries));
}

/// The bytes from `offset` on, read run by run.
std::string read_from(const ArchiveLayout& layout, const std::vector<File>& files,
                      std::uint64_t offset) {
  std::string bytes;
  while (offset < layout.size()) {
    const auto run = layout.run_at(offset);
    const std::string piece =
        run.text.empty() ? files[run.entry].bytes.substr(run.offset, run.length) : run.text;
    EXPECT_FALSE(piece.empty());
    if (piece.empty()) break;
    offset += piece.size();
    bytes += piece;
  }
  return bytes;
}

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), count);
  }
  output += "exit " + std::to_string(WEXITSTATUS(::pclose(pipe)));
  return output;
}

TEST(ArchiveLayout, IsWhatOtherProgramsUnpack) {
  const std::vector<File> files{
      {"a.txt", "hello"}, {"Zürich 東京.jpg", std::string(70'000, 'x')}, {"empty", ""}};
  const TemporaryFolder folder;
  const auto path = folder.path() / "a.zip";
  std::ofstream(path, std::ios::binary) << read_from(layout_of(files), files, 0);
  const std::string script =
      "import sys, zipfile\n"
      "archive = zipfile.ZipFile(sys.argv[1])\n"
      "print(archive.testzip())\n"
      "for info in archive.infolist(): print(info.filename, info.file_size, info.date_time)\n";
  EXPECT_EQ(
      output_of("PYTHONIOENCODING=utf-8 /usr/bin/python3 -c '" + script + "' " + path.string()),
      "None\na.txt 5 (2019, 7, 14, 18, 30, 0)\n"
      "Zürich 東京.jpg 70000 (2019, 7, 14, 18, 30, 0)\n"
      "empty 0 (2019, 7, 14, 18, 30, 0)\nexit 0");
}

TEST(ArchiveLayout, HasTheLengthThatItAnnounces) {
  const std::vector<File> files{{"a", "12345"}, {"bc", ""}, {"d", std::string(100, 'd')}};
  const ArchiveLayout layout = layout_of(files);
  EXPECT_EQ(read_from(layout, files, 0).size(), layout.size());
  // The fixed parts of the headers, and each name twice: sum(30 + n + size) + sum(46 + n) + 22.
  EXPECT_EQ(layout.size(), 3 * 30 + 4 + 105 + 3 * 46 + 4 + 22);
}

TEST(ArchiveLayout, CanBeReadFromAnyByte) {
  const std::vector<File> files{{"a", "12345"}, {"bc", ""}, {"d", std::string(100, 'd')}};
  const ArchiveLayout layout = layout_of(files);
  const std::string all = read_from(layout, files, 0);
  for (std::uint64_t offset = 0; offset < layout.size(); ++offset) {
    ASSERT_EQ(read_from(layout, files, offset), all.substr(offset)) << offset;
  }
}

TEST(ArchiveLayout, OfNothingIsAnEmptyArchive) {
  const ArchiveLayout layout({});
  EXPECT_EQ(layout.size(), 22U);
  EXPECT_EQ(layout.run_at(0).text.substr(0, 4), "PK\5\6");
}

TEST(ArchiveLayout, KeepsDatesWithinWhatArchivesKnow) {
  for (const int of_year : {1, 1979, 2108, 9999}) {
    const ArchiveLayout layout({{"a", 0, 0, local_days(year(of_year) / 1 / 1)}});
    const std::string header = layout.run_at(0).text;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(header[i]); };
    EXPECT_EQ((byte(12) | (byte(13) << 8)) >> 9, of_year < 1980 ? 0 : 127) << of_year;
  }
}

/// A sparse file of this size is cheap, and its archive is checked by a program that knows Zip64.
TEST(ArchiveLayout, IsZip64FromFourGibibytes) {
  constexpr std::uint64_t kSize = (std::uint64_t{4} << 30U) + 5;
  const ArchiveLayout layout({{"large", kSize, 1, kTime}, {"behind", 3, 2, kTime}});
  const auto header = layout.run_at(0);
  const auto content = layout.run_at(header.text.size());
  EXPECT_EQ(content.length, kSize);
  const TemporaryFolder folder;
  const auto path = folder.path() / "a.zip";
  std::FILE* file = std::fopen(path.c_str(), "wb");
  ASSERT_NE(file, nullptr);
  std::uint64_t offset = 0;
  while (offset < layout.size()) {
    const auto run = layout.run_at(offset);
    ASSERT_EQ(std::fseek(file, static_cast<long>(offset), SEEK_SET), 0);
    std::fwrite(run.text.data(), 1, run.text.size(), file);
    offset += run.text.empty() ? run.length : run.text.size();
  }
  std::fclose(file);
  const std::string script =
      "import sys, zipfile\n"
      "archive = zipfile.ZipFile(sys.argv[1])\n"
      "for i in archive.infolist(): print(i.filename, i.file_size, i.header_offset)\n";
  EXPECT_EQ(
      output_of("/usr/bin/python3 -c '" + script + "' " + path.string()),
      "large 4294967301 0\nbehind 3 " + std::to_string(header.text.size() + kSize) + "\nexit 0");
}

TEST(ArchiveLayout, IsZip64FromManyFiles) {
  std::vector<Entry> entries;
  for (int i = 0; i < 70'000; ++i) entries.push_back({"f" + std::to_string(i), 0, 0, kTime});
  const ArchiveLayout layout(std::move(entries));
  const TemporaryFolder folder;
  const auto path = folder.path() / "a.zip";
  std::ofstream(path, std::ios::binary) << read_from(layout, {}, 0);
  const std::string script =
      "import sys, zipfile\n"
      "print(len(zipfile.ZipFile(sys.argv[1]).infolist()))\n";
  EXPECT_EQ(output_of("/usr/bin/python3 -c '" + script + "' " + path.string()), "70000\nexit 0");
}

}  // namespace
}  // namespace audmg::zip

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Real and hostile files from outside the repository; AUDMG_CORPUS names the folder.
#include "audmg/media/file_type.hpp"
#include "doubles/memory_object_reader.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {
namespace {

std::filesystem::path corpus() {
  const char* folder = std::getenv("AUDMG_CORPUS");
  return folder != nullptr ? folder : AUDMG_SOURCE_DIR "/../shared/corpus";
}

std::string content_of(const std::filesystem::path& path) {
  std::string content;
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    char buffer[65'536];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) {
      content.append(buffer, count);
    }
    std::fclose(file);
  }
  return content;
}

// The paths of the manifest that begin with `prefix`.
std::vector<std::string> paths(std::string_view prefix) {
  std::vector<std::string> found;
  std::string manifest = content_of(corpus() / "MANIFEST.tsv");
  for (std::size_t start = 0; start < manifest.size();) {
    const std::size_t end = std::min(manifest.find('\n', start), manifest.size());
    const std::string line = manifest.substr(start, end - start);
    if (line.starts_with(prefix)) found.push_back(line.substr(0, line.find('\t')));
    start = end + 1;
  }
  return found;
}

Verdict inspected(const std::string& content) {
  MemoryObjectReader object(std::as_bytes(std::span(content)));
  const auto verdict = inspect(object);
  EXPECT_TRUE(verdict.has_value());
  return verdict.value_or(Verdict{});
}

// The folder of a good file tells what it is.
const std::map<std::string, FileType, std::less<>>& expected_types() {
  static const std::map<std::string, FileType, std::less<>> kTypes{
      {"jpeg", {Kind::image, "JPEG", "image/jpeg"}},
      {"png", {Kind::image, "PNG", "image/png"}},
      {"gif", {Kind::image, "GIF", "image/gif"}},
      {"webp", {Kind::image, "WebP", "image/webp"}},
      {"tiff", {Kind::image, "TIFF", "image/tiff"}},
      {"heic", {Kind::image, "HEIC", "image/heic"}},
      {"avif", {Kind::image, "AVIF", "image/avif"}},
      {"mp3", {Kind::audio, "MP3", "audio/mpeg"}},
      {"flac", {Kind::audio, "FLAC", "audio/flac"}},
      {"ogg", {Kind::audio, "Ogg Vorbis", "audio/ogg"}},
      {"opus", {Kind::audio, "Ogg Opus", "audio/ogg"}},
      {"wav", {Kind::audio, "WAV", "audio/wav"}},
      {"m4a", {Kind::audio, "M4A", "audio/mp4"}},
      {"aac", {Kind::audio, "AAC", "audio/aac"}},
      {"aiff", {Kind::audio, "AIFF", "audio/aiff"}}};
  return kTypes;
}

TEST(Corpus, EveryGoodFileIsAcceptedAsWhatItIs) {
  const auto good = paths("good/");
  if (good.empty()) GTEST_SKIP() << "no corpus at " << corpus() << "; set AUDMG_CORPUS";
  for (const std::string& path : good) {
    const std::string content = content_of(corpus() / path);
    const std::string folder = path.substr(5, path.find('/', 5) - 5);
    ASSERT_TRUE(expected_types().contains(folder)) << path;
    const FileType& expected = expected_types().at(folder);
    const Verdict verdict = inspected(content);
    ASSERT_FALSE(content.empty()) << path;
    EXPECT_TRUE(verdict.type.has_value()) << path << " looks like " << verdict.looks_like;
    if (!verdict.type) continue;
    EXPECT_EQ(verdict.type->kind, expected.kind) << path;
    EXPECT_EQ(verdict.type->name, expected.name) << path;
    EXPECT_EQ(verdict.type->content_type, expected.content_type) << path;
    EXPECT_TRUE(identify_head(std::as_bytes(std::span(content))).type.has_value()) << path;
  }
  std::printf("%zu good files\n", good.size());
}

TEST(Corpus, EveryHostileFileGetsAVerdict) {
  const auto hostile = paths("hostile/");
  if (hostile.empty()) GTEST_SKIP() << "no corpus at " << corpus() << "; set AUDMG_CORPUS";
  std::size_t accepted = 0;
  for (const std::string& path : hostile) {
    const Verdict verdict = inspected(content_of(corpus() / path));
    EXPECT_NE(verdict.type.has_value(), !verdict.looks_like.empty()) << path;
    if (verdict.type) ++accepted;
    if (std::getenv("AUDMG_CORPUS_VERBOSE") != nullptr) {
      std::printf("%s\t%s\n", path.c_str(),
                  verdict.type ? std::string(verdict.type->name).c_str()
                               : ("refused: " + verdict.looks_like).c_str());
    }
  }
  std::printf("%zu hostile files: %zu refused, %zu left to the decoder\n", hostile.size(),
              hostile.size() - accepted, accepted);
}

}  // namespace
}  // namespace audmg::media

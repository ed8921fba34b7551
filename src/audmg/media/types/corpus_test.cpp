// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Real and hostile files from outside the repository; AUDMG_CORPUS names the folder.
#include "doubles/media_fixtures.hpp"

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

std::string corpus_file(const std::string& path) { return file_content(corpus() / path); }

// The paths of the manifest that begin with `prefix`.
std::vector<std::string> paths(std::string_view prefix) {
  std::vector<std::string> found;
  const std::string manifest = corpus_file("MANIFEST.tsv");
  for (std::size_t start = 0; start < manifest.size();) {
    const std::size_t end = std::min(manifest.find('\n', start), manifest.size());
    const std::string line = manifest.substr(start, end - start);
    if (line.starts_with(prefix)) found.push_back(line.substr(0, line.find('\t')));
    start = end + 1;
  }
  return found;
}

// The folder of a good file tells what it is.
const std::map<std::string, std::string, std::less<>>& expected_verdicts() {
  static const std::map<std::string, std::string, std::less<>> kVerdicts{
      {"jpeg", "JPEG image/jpeg"},     {"png", "PNG image/png"},       {"gif", "GIF image/gif"},
      {"webp", "WebP image/webp"},     {"tiff", "TIFF image/tiff"},    {"heic", "HEIC image/heic"},
      {"avif", "AVIF image/avif"},     {"mp3", "MP3 audio/mpeg"},      {"flac", "FLAC audio/flac"},
      {"ogg", "Ogg Vorbis audio/ogg"}, {"opus", "Ogg Opus audio/ogg"}, {"wav", "WAV audio/wav"},
      {"m4a", "M4A audio/mp4"},        {"aac", "AAC audio/aac"},       {"aiff", "AIFF audio/aiff"}};
  return kVerdicts;
}

TEST(Corpus, EveryGoodFileIsAcceptedAsWhatItIs) {
  const auto good = paths("good/");
  if (good.empty()) GTEST_SKIP() << "no corpus at " << corpus() << "; set AUDMG_CORPUS";
  for (const std::string& path : good) {
    const std::string content = corpus_file(path);
    const std::string folder = path.substr(5, path.find('/', 5) - 5);
    ASSERT_TRUE(expected_verdicts().contains(folder)) << path;
    EXPECT_EQ(inspected(content), expected_verdicts().at(folder)) << path;
    EXPECT_TRUE(identify_head(bytes_of(content)).type.has_value()) << path;
  }
  std::printf("%zu good files\n", good.size());
}

TEST(Corpus, EveryHostileFileGetsAVerdict) {
  const auto hostile = paths("hostile/");
  if (hostile.empty()) GTEST_SKIP() << "no corpus at " << corpus() << "; set AUDMG_CORPUS";
  const bool is_verbose = std::getenv("AUDMG_CORPUS_VERBOSE") != nullptr;
  std::size_t refused = 0;
  for (const std::string& path : hostile) {
    const std::string verdict = inspected(corpus_file(path));
    EXPECT_FALSE(verdict.starts_with("error: ")) << path << " " << verdict;
    if (verdict.starts_with("refused: ")) ++refused;
    if (is_verbose) std::printf("%s\t%s\n", path.c_str(), verdict.c_str());
  }
  // What is accepted has a sound container; whether it can be decoded is for the decoder to say.
  std::printf("%zu hostile files: %zu refused\n", hostile.size(), refused);
}

}  // namespace
}  // namespace audmg::media

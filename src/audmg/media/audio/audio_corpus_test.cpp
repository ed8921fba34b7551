// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Real and hostile files from outside the repository; AUDMG_CORPUS names the folder. Each is
// rendered in a child of its own, as in production, though not in a sandbox.
#include "audmg/media/sandbox/child/sanitizers.hpp"
#include "doubles/media_fixtures.hpp"
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {
namespace {

constexpr unsigned kMaxSeconds = 60;  // of a child
constexpr rlim_t kMaxMemory = rlim_t{1} << 30;

std::filesystem::path corpus() {
  const char* folder = std::getenv("AUDMG_CORPUS");
  return folder != nullptr ? folder : AUDMG_SOURCE_DIR "/../shared/corpus";
}

std::vector<std::string> files_below(std::string_view folder) {
  std::vector<std::string> found;
  std::error_code missing;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(corpus() / folder, missing)) {
    if (entry.is_regular_file()) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

// Returns the type that the upload would record, or else the one that the name promises; "" for
// files that are not audio.
std::string content_type_of(const std::string& file) {
  const std::string content = file_content(file);
  MemoryObjectReader object(bytes_of(content));
  const auto verdict = inspect(object);
  if (verdict && verdict->type) {
    return std::string(verdict->type->kind == Kind::audio ? verdict->type->content_type : "");
  }
  static const std::map<std::string, std::string> kByName{
      {".mp3", "audio/mpeg"}, {".flac", "audio/flac"}, {".ogg", "audio/ogg"},
      {".opus", "audio/ogg"}, {".wav", "audio/wav"},   {".m4a", "audio/mp4"},
      {".aac", "audio/aac"},  {".aiff", "audio/aiff"}, {".mp4", "audio/mp4"},
      {".bin", "audio/mpeg"}, {".id3", "audio/mpeg"},  {".tag", "audio/mpeg"}};
  const auto found = kByName.find(std::filesystem::path(file).extension());
  return found == kByName.end() ? "" : found->second;
}

void limit(int resource, rlim_t amount) {
  const rlimit both{amount, amount};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

// Runs in the child, and never returns.
void render_and_report(const std::string& file, const std::string& content_type, int report) {
  if (!sandbox::kSanitized) limit(RLIMIT_AS, kMaxMemory);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, kMaxSeconds);
  ::alarm(kMaxSeconds);
  const RenderedAudio rendered = render_file(file, test_task(content_type));
  const std::string line = rendered.record ? "ready"
                                           : std::string(to_string(rendered.record.error().code)) +
                                                 ": " + rendered.record.error().message;
  ::_exit(::write(report, line.data(), line.size()) > 0 ? 0 : 1);
}

// "ready", "invalid_argument: ...", or "signal 11".
std::string outcome_in_child(const std::string& file, const std::string& content_type) {
  std::array<int, 2> ends{};
  AUDMG_ASSERT(::pipe(ends.data()) == 0);
  const pid_t child = ::fork();
  AUDMG_ASSERT(child >= 0);
  if (child == 0) render_and_report(file, content_type, ends[1]);
  ::close(ends[1]);
  std::array<char, 1024> line{};
  const ssize_t size = ::read(ends[0], line.data(), line.size());
  ::close(ends[0]);
  int status = 0;
  AUDMG_ASSERT(::waitpid(child, &status, 0) == child);
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return {line.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

TEST(AudioCorpus, GoodFilesBecomeReady) {
  std::size_t ready = 0;
  std::size_t all = 0;
  for (const std::string& file : files_below("good")) {
    const std::string content_type = content_type_of(file);
    if (content_type.empty()) continue;
    ++all;
    const std::string outcome = outcome_in_child(file, content_type);
    if (outcome == "ready") {
      ++ready;
    } else {
      std::printf("%s\t%s\n", file.c_str(), outcome.c_str());
    }
    EXPECT_FALSE(outcome.starts_with("signal")) << file << " " << outcome;
    EXPECT_FALSE(outcome.starts_with("internal")) << file << " " << outcome;
  }
  if (all == 0) GTEST_SKIP() << "no corpus at " << corpus() << "; set AUDMG_CORPUS";
  std::printf("%zu of %zu good audio files are ready\n", ready, all);
  EXPECT_GE(ready * 100, all * 95);
}

TEST(AudioCorpus, HostileFilesHaveAnOutcome) {
  std::map<std::string, int> outcomes;
  for (const std::string& file : files_below("hostile")) {
    const std::string content_type = content_type_of(file);
    if (content_type.empty()) continue;
    const std::string outcome = outcome_in_child(file, content_type);
    ++outcomes[outcome];
    if (std::getenv("AUDMG_CORPUS_VERBOSE") != nullptr) {
      std::printf("%s\t%s\t%s\n", file.c_str(), content_type.c_str(), outcome.c_str());
    }
    EXPECT_FALSE(outcome.starts_with("signal")) << file << " " << outcome;
    EXPECT_FALSE(outcome.starts_with("internal")) << file << " " << outcome;
  }
  if (outcomes.empty()) GTEST_SKIP() << "no corpus at " << corpus() << "; set AUDMG_CORPUS";
  for (const auto& [outcome, count] : outcomes) std::printf("%4d %s\n", count, outcome.c_str());
}

}  // namespace
}  // namespace audmg::media

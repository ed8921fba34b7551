// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Real and hostile pictures from outside the repository; AUDMG_CORPUS names the folder. Each is
// rendered in a process of its own, under the limits that the sandbox sets.
#include "audmg/lib/vips/library.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/sandbox/child/sanitizers.hpp"
#include "doubles/media_fixtures.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>

namespace audmg::media {
namespace {

std::filesystem::path corpus() {
  const char* folder = std::getenv("AUDMG_CORPUS");
  return folder != nullptr ? folder : AUDMG_SOURCE_DIR "/../shared/corpus";
}

// The paths of the manifest that begin with `prefix`.
std::vector<std::string> paths(std::string_view prefix) {
  std::vector<std::string> found;
  const std::string manifest = file_content(corpus() / "MANIFEST.tsv");
  for (std::size_t start = 0; start < manifest.size();) {
    const std::size_t end = std::min(manifest.find('\n', start), manifest.size());
    const std::string line = manifest.substr(start, end - start);
    if (line.starts_with(prefix)) found.push_back(line.substr(0, line.find('\t')));
    start = end + 1;
  }
  return found;
}

void limit(__rlimit_resource resource, rlim_t value) {
  const rlimit limits{value, value};
  ::setrlimit(resource, &limits);
}

/// In the child: the outcome goes to the pipe as one line.
[[noreturn]] void render_and_exit(const std::string& content, std::string_view type, int outcome) {
  const MediaLimits limits;
  constexpr rlim_t kMaxCpuSeconds = 20;
  if (!sandbox::kSanitized) limit(RLIMIT_AS, limits.max_memory_bytes);
  limit(RLIMIT_CPU, kMaxCpuSeconds);
  limit(RLIMIT_CORE, 0);
  std::string line = "ready";
  if (const auto image = rendered(content, type); !image.record) {
    line = std::string(to_string(image.record.error().code)) + ": " + image.record.error().message;
  } else if (!record_from_json(record_to_json(*image.record))) {
    line = "the record cannot be read";
  }
  const auto written = ::write(outcome, line.data(), line.size());
  ::_exit(written == static_cast<ssize_t>(line.size()) ? 0 : 1);
}

/// "ready", the error, or "killed by signal 6".
std::string outcome_of(const std::string& content, std::string_view type) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) render_and_exit(content, type, ends[1]);
  ::close(ends[1]);
  std::string line(4096, '\0');
  const ssize_t count = ::read(ends[0], line.data(), line.size());
  ::close(ends[0]);
  line.resize(static_cast<std::size_t>(std::max(ssize_t{0}, count)));
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return "killed by signal " + std::to_string(WTERMSIG(status));
  return line;
}

/// Returns the type that the upload would have recorded; "" when it would have refused the file.
std::string accepted_type(const std::string& content) {
  const std::string verdict = inspected(content);
  const std::size_t place = verdict.find("image/");
  return verdict.starts_with("refused") || place == std::string::npos ? "" : verdict.substr(place);
}

bool is_verbose() { return std::getenv("AUDMG_CORPUS_VERBOSE") != nullptr; }

// Good by the corpus's reference decoder, and yet not for us, each for a reason.
const std::map<std::string, std::string, std::less<>>& known_failures() {
  static const std::map<std::string, std::string, std::less<>> kFailures{};
  return kFailures;
}

TEST(ImageCorpus, GoodPicturesAreRendered) {
  const auto good = paths("good/");
  if (good.empty()) GTEST_SKIP() << "no corpus at " << corpus() << "; set AUDMG_CORPUS";
  ASSERT_TRUE(vips::initialise());
  int pictures = 0;
  int ready = 0;
  for (const std::string& path : good) {
    const std::string content = file_content(corpus() / path);
    const std::string type = accepted_type(content);
    if (type.empty()) continue;
    ++pictures;
    const std::string outcome = outcome_of(content, type);
    if (outcome == "ready") ++ready;
    if (outcome != "ready") std::printf("%s\t%s\n", path.c_str(), outcome.c_str());
    EXPECT_EQ(outcome == "ready", !known_failures().contains(path)) << path << "\t" << outcome;
  }
  std::printf("%d of %d good pictures rendered\n", ready, pictures);
}

TEST(ImageCorpus, HostilePicturesEndInTime) {
  const auto hostile = paths("hostile/");
  if (hostile.empty()) GTEST_SKIP() << "no corpus at " << corpus() << "; set AUDMG_CORPUS";
  ASSERT_TRUE(vips::initialise());
  std::map<std::string, int> outcomes;
  for (const std::string& path : hostile) {
    const std::string content = file_content(corpus() / path);
    const std::string type = accepted_type(content);
    if (type.empty()) {
      ++outcomes["refused at upload"];
      continue;
    }
    const std::string outcome = outcome_of(content, type);
    ++outcomes[outcome.substr(0, outcome.find(':'))];
    if (is_verbose()) std::printf("%s\t%s\t%s\n", path.c_str(), type.c_str(), outcome.c_str());
    EXPECT_FALSE(outcome.empty()) << path;
    EXPECT_FALSE(outcome.starts_with("internal")) << path << outcome;
  }
  for (const auto& [outcome, count] : outcomes) std::printf("%4d %s\n", count, outcome.c_str());
}

}  // namespace
}  // namespace audmg::media

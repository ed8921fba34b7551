// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// The real decoders, from the bytes that are in every program, behind all walls.
#include "audmg/media/program/embedded.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/sandbox/sandbox_renderer.hpp"
#include "audmg/media/sandbox/zygote_keeper.hpp"
#include "doubles/media_fixtures.hpp"
#include "doubles/recording_logger.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace audmg::media {
namespace {

class ProgramTest : public testing::Test {
 protected:
  /// "ready", or the code and the message of the error.
  std::string render(const std::filesystem::path& file) {
    const std::string content = file_content(file);
    MemoryObjectReader reader(bytes_of(content));
    const auto verdict = inspect(reader);
    if (!verdict || !verdict->type) return "refused";
    const Descriptor input(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    rendered_ = renderer_->render({.input = input.get(),
                                   .size = content.size(),
                                   .content_type = std::string(verdict->type->content_type),
                                   .plan = default_plan(),
                                   .limits = {}},
                                  {});
    if (rendered_ && !rendered_->failure) return "ready";
    const Error& error = rendered_ ? *rendered_->failure : rendered_.error();
    return std::string(to_string(error.code)) + ": " + error.message;
  }

  static std::filesystem::path corpus() {
    const char* folder = std::getenv("AUDMG_CORPUS");
    return folder != nullptr ? folder : AUDMG_SOURCE_DIR "/../shared/corpus";
  }

  /// Files of the corpus whose path begins with `prefix`.
  static std::vector<std::string> corpus_files(std::string_view prefix) {
    std::vector<std::string> paths;
    std::ifstream manifest(corpus() / "MANIFEST.tsv");
    for (std::string line; std::getline(manifest, line);) {
      if (line.starts_with(prefix)) paths.push_back(line.substr(0, line.find('\t')));
    }
    return paths;
  }

  Result<Rendered> rendered_ = fail(ErrorCode::internal, "");
  telemetry::RecordingLogger logger_;
  TemporaryFolder folder_;
  std::unique_ptr<sandbox::SandboxRenderer> renderer_ = sandbox::make_sandbox_renderer(
      {.program = {embedded_program(), ""}, .scratch_folder = folder_.path()}, logger_);
};

TEST_F(ProgramTest, StartsFromItsBytes) {
  const auto protection = sandbox::try_program({embedded_program(), ""});
  ASSERT_TRUE(protection.has_value()) << protection.error().message;
  EXPECT_TRUE(is_enough(*protection));
}

TEST_F(ProgramTest, RendersEveryAllowedFormat) {
  const std::filesystem::path folder = AUDMG_SOURCE_DIR "/tests/data/media/allowed";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    EXPECT_EQ(render(entry.path()), "ready") << entry.path() << logger_.text();
    if (!rendered_) continue;
    EXPECT_EQ(rendered_->files.size(), rendered_->record.renditions.size());
    EXPECT_FALSE(rendered_->files.empty()) << entry.path();
  }
}

TEST_F(ProgramTest, KeepsTheFactsOfAPictureWithoutPixels) {
  const std::string png = fixture("allowed/picture.png");
  const auto cut = folder_.path() / "cut.png";
  // Enough of the compressed data to be accepted, and too little to show a row.
  const std::size_t length = png.find("IDAT") + 4 + 16;
  std::ofstream(cut, std::ios::binary) << png.substr(0, length);
  EXPECT_TRUE(render(cut).starts_with("invalid_argument: The image cannot be "));
  ASSERT_TRUE(rendered_.has_value());
  EXPECT_EQ(rendered_->record.image->width, 64U);
  EXPECT_EQ(rendered_->record.version, kFactsVersion);
  EXPECT_TRUE(rendered_->files.empty());
}

TEST_F(ProgramTest, RendersTheGoodFilesOfTheCorpus) {
  const auto paths = corpus_files("good/");
  if (paths.empty()) GTEST_SKIP() << "no corpus at " << corpus() << "; set AUDMG_CORPUS";
  std::size_t ready = 0;
  for (const std::string& path : paths) {
    const std::string outcome = render(corpus() / path);
    ready += outcome == "ready" ? 1U : 0U;
    if (outcome != "ready") std::printf("%s: %s\n", path.c_str(), outcome.c_str());
    EXPECT_FALSE(outcome.starts_with("unavailable")) << path;
    EXPECT_FALSE(outcome.starts_with("internal: The decoder crashed")) << path;
  }
  std::printf("%zu of %zu good files are ready\n", ready, paths.size());
}

TEST_F(ProgramTest, OutlivesTheHostileFilesOfTheCorpus) {
  const auto paths = corpus_files("hostile/");
  if (paths.empty()) GTEST_SKIP() << "no corpus at " << corpus() << "; set AUDMG_CORPUS";
  EXPECT_EQ(render(AUDMG_SOURCE_DIR "/tests/data/media/allowed/picture.png"), "ready");
  const pid_t zygote = renderer_->zygote();
  std::map<std::string, int> outcomes;
  for (const std::string& path : paths) {
    const std::string outcome = render(corpus() / path);
    ++outcomes[outcome.substr(0, outcome.find(':'))];
    if (outcome.starts_with("unavailable") || outcome.starts_with("internal")) {
      std::printf("%s: %s\n", path.c_str(), outcome.c_str());
    }
  }
  for (const auto& [outcome, count] : outcomes) std::printf("%s: %d\n", outcome.c_str(), count);
  EXPECT_EQ(renderer_->zygote(), zygote);
  EXPECT_EQ(render(AUDMG_SOURCE_DIR "/tests/data/media/allowed/picture.png"), "ready");
}

}  // namespace
}  // namespace audmg::media

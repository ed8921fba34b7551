// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/rendered_files.hpp"

#include "audmg/media/sandbox/job_frame.hpp"
#include "audmg/media/sandbox/rendition_format.hpp"
#include "audmg/media/sandbox/scratch_file.hpp"
#include "doubles/motion_photo.hpp"
#include "doubles/temporary_folder.hpp"
#include "testbeds/sandbox_testbed.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace audmg::media::sandbox {
namespace {

class RenderedFilesTest : public testing::Test {
 protected:
  Descriptor file_with(std::string_view bytes) {
    Descriptor file = make_scratch_file(folder_.path()).value();
    AUDMG_ASSERT(::write(file.get(), bytes.data(), bytes.size()) ==
                 static_cast<ssize_t>(bytes.size()));
    return file;
  }
  std::string recognised(std::string_view bytes, RenditionFormat format) {
    return recognise(file_with(bytes), bytes.size(), format).value();
  }
  TemporaryFolder folder_;
};

TEST_F(RenderedFilesTest, KnowsEachFormatByItsBytes) {
  constexpr auto kMedia = RenditionFormat::media;
  EXPECT_EQ(recognised(read_fixture("allowed/lossy.webp"), kMedia), "image/webp");
  EXPECT_EQ(recognised(read_fixture("allowed/picture.jpg"), kMedia), "image/jpeg");
  EXPECT_EQ(recognised(read_fixture("allowed/aac.m4a"), kMedia), "audio/mp4");
  EXPECT_EQ(recognised(read_fixture("allowed/tone.opus"), kMedia), "audio/ogg");
  EXPECT_EQ(recognised(read_fixture("allowed/bare.mp3"), kMedia), "audio/mpeg");
  EXPECT_EQ(recognised(read_fixture("refused/page.html"), kMedia).find('/'), std::string::npos);
}

TEST_F(RenderedFilesTest, KnowsWaveforms) {
  constexpr auto kBinary = RenditionFormat::waveform;
  const std::string head("\x02\0\0\0\x01\0\0\0\x44\xac\0\0", 12);
  EXPECT_EQ(recognised(head, kBinary), "application/octet-stream");
  EXPECT_EQ(recognised("<html>", kBinary), "no waveform");
  EXPECT_EQ(recognised("<!DOCTYPE html>", kBinary), "no waveform");
  constexpr auto kJson = RenditionFormat::waveform_json;
  EXPECT_EQ(recognised("{\"version\":2,\"data\":[-1,0]}\n", kJson), "application/json");
  EXPECT_EQ(recognised("{\"a\":\"<script>\"}", kJson), "no waveform in JSON");
  EXPECT_EQ(recognised("[1]", kJson), "no waveform in JSON");
  EXPECT_EQ(recognised("{" + std::string(100'000, ' ') + "<", kJson), "no waveform in JSON");
}

TEST_F(RenderedFilesTest, KnowsTheVideosOfMotionPhotos) {
  constexpr auto kMotion = RenditionFormat::motion;
  EXPECT_EQ(recognised(motion_video(), kMotion), "video/mp4");
  EXPECT_EQ(recognised(motion_video() + "<script>", kMotion), "no video");
  EXPECT_EQ(recognised(read_fixture("allowed/aac.m4a"), kMotion), "no video");
  EXPECT_EQ(recognised("<html>", kMotion), "no video");
}

TEST_F(RenderedFilesTest, MatchesTheRecordWithThePlan) {
  RenderRequest request{.content_type = "audio/flac", .plan = default_plan(), .limits = {}};
  MediaRecord record;
  record.audio = AudioFacts{.duration_seconds = 1};
  record.renditions.push_back({.name = "universal", .content_type = "text/html", .size = 1});
  std::vector<Descriptor> files(output_names(request.plan, request.content_type).size());
  files.at(4) = file_with(read_fixture("allowed/bare.mp3"));
  const auto rendered = match_files(request, record, std::move(files));
  ASSERT_TRUE(rendered.has_value()) << rendered.error().message;
  EXPECT_EQ(rendered->record.renditions.at(0).content_type, "audio/mpeg");
  EXPECT_EQ(rendered->record.renditions.at(0).size, read_fixture("allowed/bare.mp3").size());
  EXPECT_EQ(rendered->record.renditions.at(0).recipe, recipe_id(request.plan.audio.at(0)));
}

TEST_F(RenderedFilesTest, AScratchFileCannotGetAName) {
  const Descriptor file = make_scratch_file(folder_.path()).value();
  const std::string path = "/proc/self/fd/" + std::to_string(file.get());
  EXPECT_NE(::linkat(AT_FDCWD, path.c_str(), AT_FDCWD, (folder_.path() / "name").c_str(),
                     AT_SYMLINK_FOLLOW),
            0);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(RenderedFilesTest, AnInputThatIsOpenedAgainHasAnOffsetOfItsOwn) {
  const Descriptor file = file_with("abc");
  const Descriptor again = reopen_for_reading(file.get()).value();
  char byte = 0;
  EXPECT_EQ(::read(again.get(), &byte, 1), 1);
  EXPECT_EQ(byte, 'a');
  EXPECT_EQ(::lseek(file.get(), 0, SEEK_CUR), 3);
  EXPECT_EQ(::write(again.get(), "x", 1), -1);
}

}  // namespace
}  // namespace audmg::media::sandbox

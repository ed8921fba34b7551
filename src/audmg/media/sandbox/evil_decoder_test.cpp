// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Everything that a taken-over decoder tries is denied or stopped, the job fails cleanly, and the
// next job runs.
#include "audmg/media/sandbox/child/sanitizers.hpp"
#include "testbeds/sandbox_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/statvfs.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

namespace audmg::media::sandbox {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::MatchesRegex;

constexpr const char* kCrashed = "internal: The decoder crashed.";
constexpr const char* kRefused = "errno 1";  // EPERM
constexpr const char* kDistrusted = "internal: The decoder gave an answer that cannot be right.";

class EvilDecoderTest : public testing::Test {
 protected:
  ~EvilDecoderTest() override { EXPECT_EQ(bed_.say("nothing"), "rendered") << "the next job"; }
  SandboxTestbed bed_;
};

TEST_F(EvilDecoderTest, HasNoNetwork) {
  EXPECT_EQ(bed_.say("socket"), kRefused);
  EXPECT_EQ(bed_.say("unix_socket"), kRefused);
  EXPECT_EQ(bed_.say("connect"), kRefused);
}

TEST_F(EvilDecoderTest, OpensNoFile) {
  std::ofstream(bed_.folder() / "audmg.sqlite") << "rows";
  EXPECT_EQ(bed_.say("open /etc/passwd"), kRefused);
  EXPECT_EQ(bed_.say("open " + (bed_.folder() / "audmg.sqlite").string()), kRefused);
  EXPECT_EQ(bed_.say("create " + (bed_.folder() / "new").string()), kRefused);
  EXPECT_EQ(bed_.say("open /proc/self/environ"), kRefused);
  EXPECT_EQ(bed_.say("open /"), kRefused);
}

TEST_F(EvilDecoderTest, HoldsOnlyItsDescriptors) {
  // /dev/null three times, the input, the report pipe, one file for each image rendition.
  EXPECT_THAT(bed_.say("descriptors"), MatchesRegex("ccc[fp]{7}"));
  bed_.set_content_type("audio/mpeg");
  EXPECT_THAT(bed_.say("descriptors"), MatchesRegex("ccc[fp]{10}"));
  bed_.set_content_type("image/jpeg");
  EXPECT_EQ(bed_.say("write_input"), "errno 9");  // EBADF: it is open for reading only
}

TEST_F(EvilDecoderTest, HasNothingOfTheServersEnvironment) {
  ::setenv("JWT_SECRET", "keep this", 1);
  EXPECT_EQ(bed_.say("environment"),
            "LC_ALL=C.UTF-8;LD_BIND_NOW=1;VIPS_NOVECTOR=1;"
            "GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1:"
            "glibc.malloc.top_pad=67108864;");
  ::unsetenv("JWT_SECRET");
}

TEST_F(EvilDecoderTest, ReachesNoOtherProcess) {
  const std::string server = std::to_string(::getpid());
  EXPECT_EQ(bed_.say("ptrace " + server), kCrashed);
  EXPECT_EQ(bed_.say("kill " + server), kCrashed);
  EXPECT_EQ(bed_.say("tgkill " + server), kRefused);
  EXPECT_TRUE(bed_.logger().has("decoder_crashed"));
}

TEST_F(EvilDecoderTest, StartsNoProgramAndNoProcess) {
  EXPECT_EQ(bed_.say("execve"), kCrashed);
  EXPECT_EQ(bed_.say("fork"), kRefused);
  EXPECT_EQ(bed_.say("fork_bomb"), "0 processes");
  EXPECT_EQ(bed_.say("unshare"), kCrashed);
}

TEST_F(EvilDecoderTest, StartsFewThreads) {
  // ThreadSanitizer has one of its own.
  EXPECT_THAT(bed_.say("thread_bomb"), AnyOf("63 threads", "62 threads"));
}

TEST_F(EvilDecoderTest, RunsNoNewCode) { EXPECT_EQ(bed_.say("map_code"), "refused"); }

TEST_F(EvilDecoderTest, GetsNoMoreMemoryThanItMay) {
  if (kSanitized) GTEST_SKIP() << "a sanitizer reserves more addresses than any limit";
  EXPECT_EQ(bed_.say("allocate 8000000000"), "stopped");
  // What the program takes up itself does not count, but for all else the limit is exact.
  EXPECT_EQ(bed_.say("allocate 1000000000"), "worked");
  EXPECT_EQ(bed_.say("allocate 1100000000"), "stopped");
  EXPECT_EQ(bed_.say("new 8000000000"),
            "too_large: The file needs more memory than AUDMG_MAX_DECODER_MEMORY allows.");
}

TEST_F(EvilDecoderTest, WritesNoMoreThanItMay) {
  bed_.limits().max_output_bytes = std::uint64_t{64} << 20U;
  EXPECT_EQ(bed_.say("spill small"), "errno 27");          // EFBIG
  EXPECT_EQ(bed_.say("truncate 2000000000"), "errno 27");  // also without bytes
  EXPECT_EQ(
      bed_.say("spill_everywhere"),
      "too_large: The renditions of the file are larger than AUDMG_MAX_RENDITIONS_SIZE allows.");
}

TEST_F(EvilDecoderTest, IsKilledWhenItLoops) {
  bed_.limits().max_cpu = std::chrono::seconds(1);
  EXPECT_EQ(bed_.say("loop"),
            "deadline_exceeded: The file took more than 1 seconds of processor time.");
}

TEST_F(EvilDecoderTest, IsKilledWhenItSleeps) {
  bed_.limits().max_wall = std::chrono::seconds(1);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(bed_.say("sleep"), "deadline_exceeded: The file took longer than 1 seconds.");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(4));
}

TEST_F(EvilDecoderTest, IsKilledWhenAskedTo) {
  std::stop_source stop;
  std::jthread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    stop.request_stop();
  });
  const auto rendered = bed_.run("sleep", "", stop.get_token());
  ASSERT_FALSE(rendered.has_value());
  EXPECT_EQ(rendered.error().code, ErrorCode::unavailable);
  EXPECT_TRUE(rendered.error().retryable);
}

TEST_F(EvilDecoderTest, MayCrash) {
  for (const char* order : {"crash", "abort", "exit 3", "exit 0"}) {
    EXPECT_THAT(bed_.say(order), AnyOf(kCrashed, kDistrusted)) << order;
  }
}

TEST_F(EvilDecoderTest, FactsOutliveACrashAndATimeout) {
  bed_.limits().max_wall = std::chrono::seconds(1);
  for (const auto& [order, code] : {std::pair{"facts_and_crash", ErrorCode::internal},
                                    std::pair{"facts_and_sleep", ErrorCode::deadline_exceeded}}) {
    const auto rendered = bed_.run(order);
    ASSERT_TRUE(rendered.has_value()) << order << rendered.error().message;
    ASSERT_TRUE(rendered->failure.has_value()) << order;
    EXPECT_EQ(rendered->failure->code, code) << order;
    EXPECT_EQ(rendered->record.image->width, 1U) << order;
    EXPECT_TRUE(rendered->record.renditions.empty()) << order;
    EXPECT_TRUE(rendered->files.empty()) << order;
  }
}

TEST_F(EvilDecoderTest, FactsOfAnotherKindOfFileAreNotBelieved) {
  EXPECT_EQ(bed_.say("false_facts"), "no picture");
}

TEST_F(EvilDecoderTest, MayThrow) { EXPECT_EQ(bed_.say("throw"), "internal: exception: thrown"); }

TEST_F(EvilDecoderTest, IsNotBelievedWhenItLies) {
  for (const auto& [order, payload] : std::vector<std::pair<std::string, std::string>>{
           {"say", "garbage"},
           {"say", ""},
           {"say", std::string(64, '\xff')},
           {"say_twice", ""},
           {"flood", ""},
           {"song_facts", ""},
           {"copy small", "<!DOCTYPE html><script>alert(1)</script>"},
           {"copy small", ""},
           {"copy small", read_fixture("allowed/picture.jpg")},
           {"copy small", read_fixture("refused/page-before-picture.jpg")},
           {"copy other", read_fixture("allowed/lossy.webp")},
           {"copy opus", read_fixture("allowed/tone.opus")},
           {"same_twice", read_fixture("allowed/lossy.webp")}}) {
    EXPECT_EQ(bed_.say(order, payload), kDistrusted) << order << payload.substr(0, 20);
  }
  EXPECT_TRUE(bed_.logger().has("decoder_not_trusted"));
}

TEST_F(EvilDecoderTest, SpeaksInPrintableWordsOnly) {
  EXPECT_EQ(bed_.say("colours"), "?[31m?red?");
}

TEST_F(EvilDecoderTest, MayMakeARenditionAndNothingElseIsItsToSay) {
  const std::string picture = read_fixture("allowed/lossy.webp");
  auto rendered = bed_.run("copy small", picture);
  ASSERT_TRUE(rendered.has_value()) << rendered.error().message;
  ASSERT_EQ(rendered->files.size(), 1U);
  EXPECT_EQ(rendered->files[0].name, "small");
  EXPECT_EQ(rendered->files[0].size, picture.size());
  std::string bytes(picture.size(), '\0');
  EXPECT_EQ(::read(rendered->files[0].file.get(), bytes.data(), bytes.size()),
            static_cast<ssize_t>(bytes.size()));
  EXPECT_EQ(bytes, picture);
  const Rendition& rendition = rendered->record.renditions.at(0);
  EXPECT_EQ(rendition.size, picture.size());
  EXPECT_EQ(rendition.recipe, recipe_id(default_plan().images.at(0)));
  EXPECT_EQ(rendition.content_type, "image/webp");
  EXPECT_EQ(rendition.object_key, "");
}

}  // namespace
}  // namespace audmg::media::sandbox

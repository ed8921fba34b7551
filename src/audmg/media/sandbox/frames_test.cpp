// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/frame.hpp"
#include "audmg/media/sandbox/job_frame.hpp"
#include "audmg/media/sandbox/notice.hpp"
#include "audmg/media/sandbox/passed_descriptors.hpp"
#include "audmg/media/sandbox/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <string>

namespace audmg::media::sandbox {
namespace {

using testing::ElementsAre;

JobFrame sample_job() {
  JobFrame job{.size = 12345, .content_type = "audio/mpeg", .plan = default_plan(), .limits = {}};
  job.limits.max_cpu = std::chrono::seconds(7);
  job.limits.max_text_bytes = 99;
  job.facts_only = true;
  return job;
}

TEST(FrameTest, ReadsWhatWasWritten) {
  FrameWriter writer;
  writer.number(0).number(UINT64_MAX).text("").text(std::string_view("a\0b", 3));
  const std::string bytes = std::move(writer).take();
  FrameReader reader(bytes);
  EXPECT_EQ(reader.number(), 0U);
  EXPECT_EQ(reader.number(), UINT64_MAX);
  EXPECT_EQ(reader.text(0), "");
  EXPECT_FALSE(reader.complete());
  EXPECT_EQ(reader.text(3), std::string_view("a\0b", 3));
  EXPECT_TRUE(reader.complete());
}

TEST(FrameTest, TakesNothingThatIsNotThereOrTooMuch) {
  FrameReader empty("");
  EXPECT_EQ(empty.number(), 0U);
  EXPECT_FALSE(empty.complete());
  const std::string text = std::move(FrameWriter().text("abcd")).take();
  FrameReader too_long(text);
  EXPECT_EQ(too_long.text(3), "");
  EXPECT_FALSE(too_long.complete());
  FrameReader cut(std::string_view(text).substr(0, text.size() - 1));
  EXPECT_EQ(cut.text(100), "");
  EXPECT_FALSE(cut.complete());
}

TEST(FrameTest, JobsComeThroughWhole) {
  JobFrame job = sample_job();
  job.sidecar_size = 321;
  const auto parsed = parse_job_frame(encode(job));
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(encode(*parsed), encode(job));
  EXPECT_EQ(parsed->plan.audio.at(1).format, AudioFormat::opus);
  EXPECT_EQ(parsed->plan.images.at(3).use, ImageUse::display);
  EXPECT_EQ(parsed->limits.max_cpu, std::chrono::seconds(7));
  EXPECT_EQ(parsed->sidecar_size, 321U);
  EXPECT_TRUE(parsed->facts_only);
}

TEST(FrameTest, EveryCutJobIsRefused) {
  const std::string bytes = encode(sample_job());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(parse_job_frame(std::string_view(bytes).substr(0, length)).has_value());
  }
  EXPECT_FALSE(parse_job_frame(bytes + "x").has_value());
}

TEST(FrameTest, EveryRenditionThatMayBeMadeHasAnOutput) {
  EXPECT_THAT(output_names(default_plan(), "image/png"),
              ElementsAre("small", "medium", "large", "display"));
  EXPECT_THAT(output_names(default_plan(), "image/heic"),
              ElementsAre("small", "medium", "large", "display", "motion"));
  EXPECT_THAT(output_names(default_plan(), "audio/flac"),
              ElementsAre("small", "medium", "large", "display", "universal", "opus", "waveform",
                          "waveform_json"));
}

TEST(FrameTest, NoticesComeThroughWhole) {
  Hello hello{{}, "no\nlibrary"};
  hello.protection.set(Feature::landlock);
  hello.protection.landlock_abi = 7;
  const auto parsed = parse_hello(encode(hello));
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->problem, "no?library");
  EXPECT_TRUE(parsed->protection.has(Feature::landlock));
  EXPECT_EQ(parsed->protection.missing().size(), kFeatures.size() - 1);
  const JobEnd end{JobEnd::How::killed, 9, std::chrono::milliseconds(60'000), 4711};
  const auto parsed_end = parse_job_end(encode(end));
  ASSERT_TRUE(parsed_end.has_value());
  EXPECT_EQ(encode(*parsed_end), encode(end));
  EXPECT_FALSE(parse_job_end(encode(hello)).has_value());
}

TEST(FrameTest, ReportsComeThroughWhole) {
  MediaRecord record;
  record.image = ImageFacts{.width = 3, .height = 2};
  const auto parsed = parse_report(encode_report(record));
  ASSERT_TRUE(parsed.has_value() && parsed->has_value());
  EXPECT_EQ((*parsed)->image->width, 3U);
  for (const ErrorCode code : {ErrorCode::invalid_argument, ErrorCode::too_large,
                               ErrorCode::deadline_exceeded, ErrorCode::out_of_space}) {
    const auto failed = parse_report(encode_report(fail(code, std::string(1000, 'x'))));
    ASSERT_TRUE(failed.has_value() && !failed->has_value());
    EXPECT_EQ(failed->error().code, code);
    EXPECT_EQ(failed->error().message.size(), kMaxReasonBytes);
  }
  // What only the server can know becomes a fault of the decoder.
  const auto other = parse_report(encode_report(fail(ErrorCode::not_found, "?")));
  EXPECT_EQ(other->error().code, ErrorCode::internal);
}

TEST(FrameTest, FactsBeforeAReportOutliveIt) {
  MediaRecord facts;
  facts.image = ImageFacts{.width = 30, .height = 20};
  MediaRecord record = facts;
  record.placeholder = "AAAA";
  const std::string begin = encode_facts(facts);
  const std::string whole = begin + encode_report(record);
  EXPECT_EQ((*parse_report(whole))->placeholder, "AAAA");
  EXPECT_EQ((*parse_report(begin + encode_report(fail(ErrorCode::too_large, "?")))).error().code,
            ErrorCode::too_large);
  for (const std::size_t length : {begin.size(), begin.size() + 1, whole.size() - 1}) {
    const std::string_view cut = std::string_view(whole).substr(0, length);
    EXPECT_FALSE(parse_report(cut).has_value());
    ASSERT_TRUE(reported_facts(cut).has_value());
    EXPECT_EQ(reported_facts(cut)->image->width, 30U);
  }
  MediaRecord more = facts;
  more.image->width = 40;
  const std::string again = begin + encode_facts(more);
  EXPECT_EQ(reported_facts(again)->image->width, 40U);
  EXPECT_EQ(reported_facts(again.substr(0, again.size() - 1))->image->width, 30U);
  EXPECT_TRUE(parse_report(again + encode_report(record)).has_value());
  EXPECT_FALSE(parse_report(begin + again + encode_report(record)).has_value()) << "twice at most";
  EXPECT_FALSE(reported_facts(std::string_view(begin).substr(0, begin.size() - 1)).has_value());
  EXPECT_FALSE(reported_facts(encode_report(record)).has_value());
  EXPECT_FALSE(reported_facts("").has_value());
}

TEST(MessageTest, CarriesDescriptors) {
  auto ends = make_socket_pair();
  ASSERT_TRUE(ends.has_value());
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  ASSERT_TRUE(send_message(ends->first.get(), "frame", pipe).has_value());
  ::close(pipe[0]);
  ::close(pipe[1]);
  const auto message = receive_message(ends->second.get(), 100, 2);
  ASSERT_TRUE(message.has_value());
  EXPECT_EQ(message->bytes, "frame");
  ASSERT_EQ(message->descriptors.size(), 2U);
  EXPECT_EQ(::write(message->descriptors[1].get(), "x", 1), 1);
}

TEST(MessageTest, RefusesWhatIsOverALimit) {
  auto ends = make_socket_pair();
  const std::array<int, 2> two{0, 1};
  ASSERT_TRUE(send_message(ends->first.get(), "frame", two).has_value());
  EXPECT_EQ(receive_message(ends->second.get(), 100, 1).error().code, ErrorCode::too_large);
  ASSERT_TRUE(send_message(ends->first.get(), "frame").has_value());
  EXPECT_EQ(receive_message(ends->second.get(), 4).error().code, ErrorCode::too_large);
  ends->first.close();
  EXPECT_EQ(receive_message(ends->second.get(), 4).error().code, ErrorCode::unavailable);
}

TEST(MessageTest, DoesNotWaitForAPeerThatDoesNotRead) {
  auto ends = make_socket_pair();
  const std::string frame(10'000, 'x');
  int sent = 0;
  while (sent < 1000 && send_message(ends->first.get(), frame)) ++sent;
  EXPECT_LT(sent, 1000);
}

}  // namespace
}  // namespace audmg::media::sandbox

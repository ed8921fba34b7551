// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/descriptor.hpp"
#include "audmg/lib/ffmpeg/converter.hpp"
#include "audmg/lib/ffmpeg/decoder.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/lib/ffmpeg/encoder.hpp"
#include "audmg/lib/ffmpeg/error.hpp"
#include "audmg/lib/ffmpeg/fifo.hpp"
#include "audmg/lib/ffmpeg/log.hpp"
#include "audmg/lib/ffmpeg/muxer.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

namespace audmg::ffmpeg {
namespace {

constexpr AllowedFormat kFlac{"flac", "flac"};
constexpr auto kNever = ByteSource::Deadline::max();

// A descriptor of a fixture, and its size.
struct Fixture {
  explicit Fixture(const std::string& name)
      : file(::open((std::string(AUDMG_SOURCE_DIR "/tests/data/media/") + name).c_str(),
                    O_RDONLY | O_CLOEXEC)),
        size(static_cast<std::uint64_t>(::lseek(file.get(), 0, SEEK_END))) {}
  Descriptor file;
  std::uint64_t size;
};

TEST(Errors, AreTranslatedOnce) {
  EXPECT_EQ(translate_result(-ENOSPC), ErrorCode::out_of_space);
  EXPECT_EQ(translate_result(-ENOMEM), ErrorCode::too_large);
  EXPECT_EQ(translate_result(-EIO), ErrorCode::internal);
  EXPECT_EQ(translate_result(-EINVAL), ErrorCode::invalid_argument);
  EXPECT_EQ(make_error(-EINVAL, "open a file").message, "open a file: Invalid argument");
}

TEST(Log, IsKeptShortAndPrintable) {
  silence_log();
  Fixture text("refused/note.txt");
  ByteSource source(text.file.get(), text.size, kNever);
  const auto opened = Demuxer::open(source, {"mov", "aac"});
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::invalid_argument);
  EXPECT_LE(opened.error().message.size(), kMaxLogBytes + 100);
  EXPECT_EQ(take_log(), "");
}

TEST(Demuxer, ReadsWhatTheHeaderClaims) {
  Fixture tone("allowed/tone.flac");
  ByteSource source(tone.file.get(), tone.size, kNever);
  const auto demuxer = Demuxer::open(source, kFlac);
  ASSERT_TRUE(demuxer.has_value()) << demuxer.error().message;
  const StreamClaims claims = demuxer->claims();
  EXPECT_EQ(claims.codec, "flac");
  EXPECT_EQ(claims.channels, 1U);
  EXPECT_EQ(claims.sample_rate, 22'050U);
  EXPECT_NEAR(claims.duration_seconds.value_or(0), 0.5, 1e-6);
  EXPECT_EQ(demuxer->tag("title"), "Tone");
  EXPECT_EQ(demuxer->tag("artist"), "Sine");
  EXPECT_EQ(demuxer->tag("album"), "");
  EXPECT_EQ(demuxer->cover(), "");
}

TEST(Demuxer, TriesNothingButTheAllowedFormat) {
  Fixture tone("allowed/tone.flac");
  for (const AllowedFormat other : {AllowedFormat{"ogg", "flac"}, AllowedFormat{"mov", "flac"}}) {
    ByteSource source(tone.file.get(), tone.size, kNever);
    EXPECT_FALSE(Demuxer::open(source, other).has_value()) << other.demuxer;
  }
  ByteSource source(tone.file.get(), tone.size, kNever);
  const auto demuxer = Demuxer::open(source, {"flac", "mp3"});
  EXPECT_TRUE(!demuxer || !Decoder::open(*demuxer, {"flac", "mp3"}).has_value());
}

TEST(ByteSource, EndsAtItsSizeAndAtItsDeadline) {
  Fixture tone("allowed/tone.flac");
  ByteSource cut(tone.file.get(), 20, kNever);
  EXPECT_FALSE(Demuxer::open(cut, kFlac).has_value());
  ByteSource late(tone.file.get(), tone.size, std::chrono::steady_clock::now());
  const auto opened = Demuxer::open(late, kFlac);
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::deadline_exceeded);
}

TEST(Speakers, AreThoseOfTheMask) {
  using enum Speaker;
  PcmFormat format{48'000, 6, 0, 0};
  const std::vector<Speaker> surround_5_1{front, front, front, low_frequency, surround, surround};
  EXPECT_EQ(speakers(format), surround_5_1);
  format.speaker_mask = 0x60f;  // side channels
  EXPECT_EQ(speakers(format), surround_5_1);
  format.speaker_mask = 0x3;  // of two channels: not this format's
  EXPECT_EQ(speakers(format), surround_5_1);
  format.channels = 11;
  EXPECT_EQ(speakers(format).size(), 11U);
}

TEST(Converter, KeepsTheLengthWhenTheRateChanges) {
  const PcmFormat from = as_interleaved_floats({44'100, 2, 0, 0});
  PcmFormat to = from;
  to.sample_rate = 48'000;
  to.channels = 1;
  auto converter = Converter::open(from, to);
  ASSERT_TRUE(converter.has_value());
  const std::vector<float> piece(2 * 441, 0.25F);
  std::size_t count = 0;
  float last = 0;
  for (int i = 0; i < 100; ++i) {
    const auto converted = converter->convert(piece);
    ASSERT_TRUE(converted.has_value());
    count += (*converted)->samples();
    if ((*converted)->samples() > 0) last = (*converted)->floats().back();
  }
  EXPECT_NEAR(last, 0.25, 0.001);
  const auto rest = converter->flush();
  ASSERT_TRUE(rest.has_value());
  EXPECT_NEAR(static_cast<double>(count + (*rest)->samples()), 48'000, 48);
}

TEST(Encoder, TakesTheNextRateItKnows) {
  const auto rate = [](std::uint32_t wanted) {
    return Encoder::open({"libmp3lame", 64'000, 1, wanted}).value().format().sample_rate;
  };
  EXPECT_EQ(rate(44'100), 44'100U);
  EXPECT_EQ(rate(44'101), 48'000U);
  EXPECT_EQ(rate(17'000), 22'050U);
  EXPECT_EQ(rate(96'000), 48'000U);
  EXPECT_FALSE(Encoder::open({"no such encoder", 64'000, 1, 48'000}).has_value());
}

TEST(Muxer, ReportsAFullSink) {
  const Descriptor file(::memfd_create("sink", MFD_CLOEXEC));
  ByteSink sink(file.get(), 2000);
  auto encoder = Encoder::open({"libmp3lame", 128'000, 1, 48'000});
  ASSERT_TRUE(encoder.has_value());
  auto muxer = Muxer::open("mp3", sink, *encoder);
  ASSERT_TRUE(muxer.has_value());
  // What a new frame holds may make an encoder stop the program.
  const std::vector<float> zeros(encoder->frame_samples());
  auto converter = Converter::open(as_interleaved_floats(encoder->format()), encoder->format());
  ASSERT_TRUE(converter.has_value());
  Fifo fifo(encoder->format());
  Frame silence;
  Packet packet;
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(fifo.write(*converter->convert(zeros).value()).has_value());
    ASSERT_TRUE(fifo.read(encoder->frame_samples(), silence).has_value());
    silence.set_time(static_cast<std::int64_t>(i) * 1152);
    ASSERT_TRUE(encoder->send(silence).has_value());
    while (encoder->receive(packet).value_or(false)) static_cast<void>(muxer->write(packet));
  }
  const auto finished = muxer->finish();
  ASSERT_FALSE(finished.has_value());
  EXPECT_EQ(finished.error().code, ErrorCode::too_large);
  EXPECT_LE(sink.size(), 2000U);
}

}  // namespace
}  // namespace audmg::ffmpeg

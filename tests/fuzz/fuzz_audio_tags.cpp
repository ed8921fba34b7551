// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: which container, then a file. Whatever its tags say, the facts are those that a record may
// have. TagLib itself is not instrumented; what it does with the bytes runs all the same.
#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/taglib/file_tags.hpp"
#include "audmg/media/audio/audio_tags.hpp"
#include "audmg/media/audio/charset/charset.hpp"
#include "audmg/media/audio/recording.hpp"
#include "audmg/media/audio/tag_text.hpp"
#include "audmg/media/record/record_json.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
  using namespace audmg;
  using namespace audmg::media;
  if (length == 0) return 0;
  const auto container = static_cast<taglib::Container>(bytes[0] % 8);
  const std::string_view content(reinterpret_cast<const char*>(bytes) + 1, length - 1);
  const std::string text = eight_bit_to_utf8(content, guess_charset(content));
  AUDMG_ASSERT(clean_tag_lines(text, 64).size() <= 64);
  const auto place = parse_iso_6709(content);

  static const Descriptor input(::memfd_create("original", MFD_CLOEXEC));
  AUDMG_ASSERT(::ftruncate(input.get(), 0) == 0);
  AUDMG_ASSERT(::pwrite(input.get(), content.data(), content.size(), 0) ==
               static_cast<ssize_t>(content.size()));
  auto tags = taglib::read_file_tags(
      {.file = input.get(),
       .size = content.size(),
       .deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5)},
      container, [](std::string_view sample) {
        AUDMG_ASSERT(!sample.empty() && sample.size() <= taglib::kMaxSampleBytes);
        return [charset = guess_charset(sample)](std::string_view eight_bit) {
          return eight_bit_to_utf8(eight_bit, charset);
        };
      });
  if (!tags) {
    AUDMG_ASSERT(tags.error().code != ErrorCode::internal);
    return 0;
  }
  const TagValues values(*std::move(tags));
  AudioFacts facts{.duration_seconds = 1, .bitrate = 1, .channels = 1, .sample_rate = 8000};
  facts.codec = "mp3";
  facts.tags = make_audio_tags(values, {});
  facts.replay_gain = make_replay_gain(values);
  facts.taken_at = recording_time(values.first({"DATE"}));
  facts.place = place;
  const std::string json = record_to_json({.audio = std::move(facts)});
  const auto again = record_from_json(json);
  AUDMG_ASSERT(again.has_value());
  AUDMG_ASSERT(record_to_json(*again) == json);
  return 0;
}
